package lanewise.internal.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Activation;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.internal.checkpoint.RunState;
import lanewise.random.RandomState;
import lanewise.testing.Iris;
import lanewise.testing.JavaProcess;
import lanewise.testing.WarmUpThread;
import lanewise.train.DivergenceException;
import lanewise.train.RunAccess;
import lanewise.train.StopReason;
import lanewise.train.TierUse;
import lanewise.train.Trainer;
import lanewise.train.TrainingListener;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Starting a warm-up of kernels, and ending its thread with the run. */
class KernelWarmUpTest {
    /** Enough work for a warm-up. */
    private static final Trainer LONG = Trainer.gradientDescent(0.1, 1_900_000).withoutHistory();

    private final Dataset train = Iris.split().train();

    @BeforeEach
    @AfterEach
    void awaitEnd() throws InterruptedException {
        WarmUpThread.awaitEnd();
    }

    @Test
    void endsWhenAListenerStopsTheRun() throws InterruptedException {
        TrainingRun run = LONG.withListener(WarmUpThread.untilItRuns()).fit(Iris.start(), train);
        assertEquals(StopReason.LISTENER, run.stopReason());
        WarmUpThread.awaitEnd();
    }

    @Test
    void judgesAResumedRunByTheIterationsLeft() {
        RunState begun = RunAccess.state(LONG.start(Iris.start(), train).checkpoint());
        RunState late =
                new RunState(
                        begun.parameters(),
                        1_899_990,
                        begun.loss(),
                        begun.memory(),
                        begun.rows(),
                        begun.batchRows(),
                        begun.shards(),
                        begun.seed(),
                        begun.order(),
                        begun.patience(),
                        begun.history());
        TrainingRun resumed =
                LONG.resume(RunAccess.checkpoint(Iris.start().network(), late), train);
        resumed.advance(resumed.remaining());
        assertEquals(
                "about 0 ms of scalar work; vectors pay from",
                resumed.kernelsReason().replaceAll(" from .*", " from"));
        assertEquals(List.of(new TierUse("scalar", 10)), resumed.tierUses());
    }

    @Test
    void endsWhenTheRunIsIdle() throws InterruptedException {
        TrainingRun run = LONG.start(Iris.start(), train);
        while (WarmUpThread.count() == 0) {
            run.advance(10);
        }
        WarmUpThread.awaitEnd();
    }

    @Test
    void endsWhenTheRunFails() throws InterruptedException {
        TrainingListener seen = WarmUpThread.untilItRuns();
        Trainer failing =
                LONG.withListener(
                        TrainingListener.everyIteration(
                                run -> {
                                    if (!seen.iterationDone(run)) {
                                        throw new ArrayStoreException("of the listener");
                                    }
                                    return true;
                                }));
        assertThrows(ArrayStoreException.class, () -> failing.fit(Iris.start(), train));
        WarmUpThread.awaitEnd();
    }

    @Test
    void endsWhenTheRunDiverges() throws InterruptedException {
        Network network =
                Network.of(4, Layer.of(8, Activation.IDENTITY), Layer.of(3, Activation.IDENTITY));
        Model start = Model.normal(network, 0.1, new RandomState(1));
        Trainer diverging = Trainer.gradientDescent(1.0, Integer.MAX_VALUE).withoutHistory();
        assertThrows(DivergenceException.class, () -> diverging.fit(start, train));
        WarmUpThread.awaitEnd();
    }

    @Test
    void endsWhenTheThreadIsInterrupted() throws InterruptedException {
        TrainingListener seen = WarmUpThread.untilItRuns();
        AtomicBoolean interrupted = new AtomicBoolean();
        Trainer trainer =
                LONG.withListener(
                        TrainingListener.everyIteration(
                                run -> {
                                    if (!interrupted.get() && !seen.iterationDone(run)) {
                                        interrupted.set(true);
                                        Thread.currentThread().interrupt();
                                    }
                                    return true;
                                }));
        TrainingRun run = trainer.fit(Iris.start(), train);
        assertEquals(StopReason.INTERRUPTED, run.stopReason());
        assertTrue(Thread.interrupted(), "an interrupt stays set");
        WarmUpThread.awaitEnd();
    }

    @Test
    void aRunThatMayEndEarlyDoesNotWait() {
        TrainingRun run =
                LONG.withListener(TrainingListener.everyIteration(_ -> false))
                        .fit(Iris.start(), train);
        assertEquals(List.of(new TierUse("scalar", 1)), run.tierUses());
    }

    /** Where processors are few, the run waits for the warm-up when it is cancelled. */
    @Test
    void endsWhenTheRunIsCancelled() throws InterruptedException {
        TrainingRun run = LONG.start(Iris.start(), train);
        Thread canceller =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    while (WarmUpThread.count() == 0) {
                                        Thread.onSpinWait();
                                    }
                                    run.cancel();
                                });
        run.advance(run.remaining());
        canceller.join();
        assertEquals(StopReason.CANCELLED, run.stopReason());
        WarmUpThread.awaitEnd();
    }

    @Test
    void parallelRunsShareOneWarmUp() throws InterruptedException {
        int runs = 10;
        CountDownLatch started = new CountDownLatch(runs);
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int k = 0; k < runs; k++) {
            Trainer trainer =
                    LONG.withListener(
                            TrainingListener.everyIteration(
                                    run -> {
                                        if (run.iteration() == 1) {
                                            started.countDown();
                                        }
                                        return !stop.get();
                                    }));
            threads.add(Thread.ofPlatform().start(() -> trainer.fit(Iris.start(), train)));
        }
        started.await();
        long most = 0;
        for (int look = 0; look < 50; look++) {
            most = Math.max(most, WarmUpThread.count());
            Thread.sleep(1);
        }
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, most);
    }

    @Test
    void doesNotStartForShortRunsOrPinnedTiers() {
        TrainingRun run = Trainer.gradientDescent(0.1, 10).fit(Iris.start(), train);
        assertEquals(List.of(new TierUse("scalar", 10)), run.tierUses());
        assertTrue(run.kernelsReason().contains("vectors pay from"), run.kernelsReason());
        for (Tier tier : List.of(Tier.SCALAR, Tier.VECTOR)) {
            TrainingRun pinned = LONG.withTier(tier).start(Iris.start(), train);
            pinned.advance(1000);
            assertEquals(0, WarmUpThread.count());
            assertEquals("as requested", pinned.kernelsReason());
        }
    }

    @Test
    void rejectsUnsupportedNetworks() {
        Network large = Network.of(4, Layer.sigmoid(2000), Layer.sigmoid(3));
        Model start = Model.normal(large, 0.5, new RandomState(10));
        Trainer specialised = LONG.withTier(Tier.SPECIALISED);
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> specialised.start(start, train));
        assertEquals(
                "no specialised kernels for the network 4-2000-3: the network has 2007 units, inputs"
                        + " included; specialised kernels are made for up to 128; use Tier.VECTOR, or"
                        + " Tier.AUTO for the fastest available",
                e.getMessage());
        Network dropping = Network.of(4, Layer.sigmoid(5).withDropout(0.5), Layer.sigmoid(3));
        Model withDropout = Model.normal(dropping, 0.5, new RandomState(10));
        e = assertThrows(IllegalStateException.class, () -> specialised.start(withDropout, train));
        assertTrue(e.getMessage().contains(": dropout is not supported; "), e.getMessage());
    }

    /** Whatever fails on the thread, the run continues, and the next run can have a warm-up. */
    @Test
    void reportsAFailureAsItsFinding() throws InterruptedException {
        for (Throwable failure :
                List.of(new OutOfMemoryError("of the test"), new ArrayStoreException("likewise"))) {
            Supplier<Trial> failing = () -> fail(failure);
            KernelWarmUp warmUp = KernelWarmUp.start(() -> List.of(failing), 1000, true);
            assertNotNull(warmUp);
            WarmUpThread.awaitEnd();
            assertTrue(warmUp.ended() && warmUp.concluded());
            assertEquals("faster kernels failed to warm up: " + failure, warmUp.finding());
        }
    }

    /** No offer comes, and the thread does not end. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aWaitEndsWhenTheRunIsStopped() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Supplier<Trial> blocked =
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new ArrayStoreException("of the test");
                };
        KernelWarmUp warmUp = KernelWarmUp.start(() -> List.of(blocked), 1000, true);
        TrainingRun run = LONG.withTier(Tier.SCALAR).start(Iris.start(), train);
        run.cancel();
        long waited = warmUp.await(RunAccess.tiered(run), Long.MAX_VALUE);
        assertTrue(waited >= 0 && !warmUp.ended(), waited + " ns");
        warmUp.await(RunAccess.tiered(LONG.start(Iris.start(), train)), 1_000_000);
        assertFalse(warmUp.ended(), "the wait is over, the warm-up is not");
        end.countDown();
    }

    @Test
    void throwsAFailureBeforeTheThreadStarts() throws InterruptedException {
        ArrayStoreException failure = new ArrayStoreException("of the run");
        Supplier<List<Supplier<Trial>>> contenders = () -> fail(failure);
        assertThrows(ArrayStoreException.class, () -> KernelWarmUp.start(contenders, 1000, true));
        assertNotNull(KernelWarmUp.start(() -> List.of(() -> fail(failure)), 1000, true));
    }

    private static <T> T fail(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    /** In a separate JVM that logs the classes it loads. */
    @Test
    void shortRunsLoadNoVectorClasses(@TempDir Path folder)
            throws IOException, InterruptedException {
        String loaded =
                JavaProcess.run(
                        folder,
                        "--add-modules=jdk.incubator.vector",
                        "-Xlog:class+load:stdout",
                        "-Dlanewise.testData="
                                + Path.of(
                                                System.getProperty(
                                                        "lanewise.testData", "../src-test-data"))
                                        .toAbsolutePath(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShortRun.class.getName());
        assertTrue(loaded.contains("lanewise.internal.kernel.scalar.ScalarDense "), loaded);
        assertFalse(
                loaded.contains("lanewise.internal.kernel.vector."),
                "a class of the vector tier is loaded");
        assertFalse(
                loaded.contains("jdk.incubator.vector.FloatVector"), "the Vector API is loaded");
        assertFalse(
                loaded.contains("lanewise.internal.tier.KernelWarmUp "), "the warm-up is loaded");
    }

    /** A part of the classic run, which takes less than a second on any machine. */
    static final class ShortRun {
        private ShortRun() {}

        /** Trains. */
        public static void main(String[] args) {
            Iris.TRAINER.withIterations(500).fit(Iris.start(), Iris.split().train());
        }
    }
}
