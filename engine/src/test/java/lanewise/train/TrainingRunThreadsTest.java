package lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.testing.Iris;
import lanewise.testing.WarmUpThread;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A run belongs to one thread at a time, and can be cancelled or interrupted. */
class TrainingRunThreadsTest {

    private static final Trainer ENDLESS =
            Trainer.gradientDescent(0.1, Integer.MAX_VALUE).withoutHistory();

    /** Too short to wait for a warm-up. */
    private static final Trainer SHORT = Trainer.gradientDescent(0.1, 1000);

    private final Dataset train = Iris.split().train();

    /** Hash of the parameters after a number of iterations without a stop. */
    private String sha256After(int iterations) {
        return iterations == 0
                ? Iris.start().parametersSha256()
                : Trainer.gradientDescent(0.1, iterations)
                        .fit(Iris.start(), train)
                        .model()
                        .parametersSha256();
    }

    @Test
    void cancelStopsBeforeTheNextIteration() {
        TrainingRun run =
                SHORT.withListener(
                                TrainingListener.everyIteration(
                                        now -> {
                                            if (now.iteration() == 17) {
                                                now.cancel();
                                            }
                                            return true;
                                        }))
                        .fit(Iris.start(), train);
        assertEquals(StopReason.CANCELLED, run.stopReason());
        assertEquals(17, run.iteration());
        assertEquals(sha256After(17), run.model().parametersSha256());
        run.advance(3);
        assertEquals(StopReason.ITERATIONS_DONE, run.stopReason());
        assertEquals(sha256After(20), run.model().parametersSha256());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anotherThreadMayCancel(int threads) throws Exception {
        TrainingRun run = ENDLESS.withThreads(threads).start(Iris.start(), train);
        CompletableFuture<Void> advance =
                CompletableFuture.runAsync(
                        () -> run.advance(Integer.MAX_VALUE), task -> new Thread(task).start());
        run.cancel();
        advance.join();
        assertEquals(StopReason.CANCELLED, run.stopReason());
        assertEquals(sha256After(run.iteration()), run.model().parametersSha256());
    }

    @Test
    void cancelBeforeTheFirstIterationStopsTheNextAdvance() {
        TrainingRun run = ENDLESS.start(Iris.start(), train);
        run.cancel();
        run.cancel();
        run.advance(100);
        assertEquals(StopReason.CANCELLED, run.stopReason());
        assertEquals(0, run.iteration());
        run.advance(100);
        assertEquals(100, run.iteration());
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void interruptStopsBeforeTheNextIterationAndStaysSet(Tier tier) {
        TrainingRun run =
                SHORT.withTier(tier)
                        .withListener(
                                TrainingListener.everyIteration(
                                        now -> {
                                            if (now.iteration() == 5) {
                                                Thread.currentThread().interrupt();
                                            }
                                            return true;
                                        }))
                        .fit(Iris.start(), train);
        assertEquals(StopReason.INTERRUPTED, run.stopReason());
        assertEquals(5, run.iteration());
        run.advance(1);
        assertEquals(5, run.iteration(), "the thread is still interrupted");
        assertTrue(Thread.interrupted());
        assertEquals(sha256After(5), run.model().parametersSha256());
        run.advance(2);
        assertEquals(sha256After(7), run.model().parametersSha256());
    }

    /** With so much work ahead, the run waits for a warm-up, unless it is stopped. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopsWhileWaitingForTheWarmUp(boolean byInterrupt) throws Exception {
        TrainingRun run = ENDLESS.start(Iris.start(), train);
        Thread thread = Thread.ofPlatform().start(() -> run.advance(Integer.MAX_VALUE));
        WarmUpThread.awaitBegin();
        if (byInterrupt) {
            thread.interrupt();
        } else {
            run.cancel();
        }
        thread.join();
        assertEquals(byInterrupt ? StopReason.INTERRUPTED : StopReason.CANCELLED, run.stopReason());
        assertEquals(sha256After(run.iteration()), run.model().parametersSha256());
        WarmUpThread.awaitEnd();
    }

    @Test
    void otherThreadsMayOnlyCancelWhileOneAdvances() throws Exception {
        CountDownLatch within = new CountDownLatch(1);
        CountDownLatch checked = new CountDownLatch(1);
        TrainingRun run =
                ENDLESS.withListener(
                                TrainingListener.everyIteration(
                                        now -> {
                                            within.countDown();
                                            await(checked);
                                            return now.remaining() > 0; // the owner may read
                                        }))
                        .start(Iris.start(), train);
        History history = run.history();
        Thread thread = Thread.ofPlatform().name("the-trainer").start(() -> run.advance(1000));
        within.await();
        List<Executable> calls =
                List.of(
                        () -> run.advance(1),
                        run::iteration,
                        run::remaining,
                        run::epoch,
                        run::stopReason,
                        run::loss,
                        run::lossGrowth,
                        run::validationLoss,
                        run::model,
                        run::checkpoint,
                        run::gradient,
                        () -> run.convergence(0),
                        run::history,
                        run::kernels,
                        run::tierUses,
                        run::kernelsReason,
                        run::threads,
                        run::nanosPerIteration);
        long methods =
                List.of(TrainingRun.class.getMethods()).stream()
                        .filter(method -> method.getDeclaringClass() == TrainingRun.class)
                        .count();
        assertEquals(methods - 1, calls.size(), "all but cancel");
        List<Executable> all = new ArrayList<>(calls);
        all.add(history::size);
        all.add(() -> history.loss(0));
        all.add(() -> history.mse(0));
        all.add(() -> history.hits(0));
        all.add(() -> history.accuracy(0));
        for (Executable call : all) {
            IllegalStateException e = assertThrows(IllegalStateException.class, call);
            assertTrue(
                    e.getMessage().contains("thread the-trainer is using the run"), e.getMessage());
            assertTrue(e.getMessage().contains("one thread at a time"), e.getMessage());
        }
        run.cancel();
        checked.countDown();
        thread.join();
        assertEquals(1, run.iteration());
        assertEquals(StopReason.CANCELLED, run.stopReason());
        assertEquals(sha256After(1), run.model().parametersSha256());
    }

    @Test
    void threadsMayTakeTurns() throws Exception {
        TrainingRun run = ENDLESS.start(Iris.start(), train);
        for (int k = 0; k < 20; k++) {
            Thread thread =
                    k % 2 == 0
                            ? Thread.ofPlatform().start(() -> run.advance(10))
                            : Thread.ofVirtual().start(() -> run.advance(10));
            thread.join();
        }
        assertEquals(200, run.iteration());
        assertEquals(sha256After(200), run.model().parametersSha256());
        assertNotEquals(sha256After(199), run.model().parametersSha256());
    }

    @Test
    void rejectsIterationsBeyondTheRangeOfInt() {
        TrainingRun run = ENDLESS.start(Iris.start(), train);
        run.advance(2);
        ArithmeticException e =
                assertThrows(ArithmeticException.class, () -> run.advance(Integer.MAX_VALUE - 1));
        assertTrue(e.getMessage().contains("2147483646 iterations after 2"), e.getMessage());
        run.advance(1);
        assertEquals(sha256After(3), run.model().parametersSha256());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
