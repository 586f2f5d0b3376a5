package lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.internal.tier.KernelProvider;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.Momentum;
import lanewise.optimize.Nesterov;
import lanewise.optimize.Optimizer;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.testing.EngineLife;
import lanewise.testing.Iris;
import lanewise.testing.WarmUpThread;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A run that moves to other kernels between iterations produces the bits of one that does not. */
class MovingRunTest {
    private static final int ITERATIONS = 40;

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Sgd(0.05),
                new Momentum(0.01, 0.9),
                new Nesterov(0.01, 0.9),
                new RmsProp(0.001),
                new Adam(0.01),
                new AdamW(0.01, 0.1));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void movesDoNotAffectTheResult(Optimizer optimizer) {
        Network network =
                Network.of(
                        9,
                        Layer.gelu(33).withDropout(0.25),
                        Layer.tanh(17).withoutBias(),
                        Layer.softmax(4));
        Dataset data = EngineLife.data(network, 103);
        Model start = Model.initialize(network, Initializer.glorotUniform(), new RandomState(7));
        Trainer trainer =
                Trainer.of(optimizer)
                        .withIterations(ITERATIONS)
                        .withBatches(45)
                        .withWeightDecay(0.01)
                        .withMaxGradientNorm(0.5);
        TrainingRun stays = trainer.withTier(Tier.SCALAR).fit(start, data);
        for (int at : List.of(1, 5, ITERATIONS - 1)) {
            TrainingRun moves = trainer.start(start, data);
            moves.advance(at);
            RunAccess.moveTo(moves, Tier.VECTOR, KernelProvider.vector());
            moves.advance(ITERATIONS - at);
            assertEquals(
                    List.of(
                            new TierUse("scalar", at),
                            new TierUse(KernelProvider.vector().name(), ITERATIONS - at)),
                    moves.tierUses());
            assertSame(stays, moves);
        }
    }

    static Stream<Network> networks() {
        return Stream.of(
                Network.of(9, Layer.gelu(33).withDropout(0.25), Layer.softmax(4)),
                Network.of(130, Layer.relu(519), Layer.sigmoid(3)), // updated in place
                Network.of(4, Layer.sigmoid(5).recurrent(), Layer.softmax(3)));
    }

    /** What the latest iteration computed stays known if the run stops right after a move. */
    @ParameterizedTest
    @MethodSource("networks")
    void movesKeepTheLatestGradientAndConvergence(Network network) {
        Dataset data = EngineLife.data(network, 103);
        Model start = Model.normal(network, 0.1, new RandomState(7));
        Trainer trainer = Trainer.of(new Adam(0.01)).withIterations(9).withBatches(45);
        TrainingRun stays = trainer.withTier(Tier.SCALAR).start(start, data);
        TrainingRun moves = trainer.start(start, data);
        for (TrainingRun run : List.of(stays, moves)) {
            run.advance(5);
        }
        RunAccess.moveTo(moves, Tier.VECTOR, KernelProvider.vector());
        assertArrayEquals(stays.gradient(), moves.gradient());
        if (network.layers().getFirst().recurrence().isPresent()) {
            assertEquals(stays.convergence(0), moves.convergence(0));
        }
        for (TrainingRun run : List.of(stays, moves)) {
            run.advance(4);
        }
        assertArrayEquals(stays.gradient(), moves.gradient());
        assertSame(stays, moves);
    }

    @Test
    void movingBackDoesNotAffectTheResult() {
        Dataset train = Iris.split().train();
        TrainingRun stays = Iris.TRAINER.withTier(Tier.VECTOR).fit(Iris.start(), train);
        TrainingRun moves = Iris.TRAINER.start(Iris.start(), train);
        moves.advance(1000);
        RunAccess.moveTo(moves, Tier.VECTOR, KernelProvider.vector());
        moves.advance(1000);
        RunAccess.moveTo(moves, Tier.SCALAR, KernelProvider.scalar());
        moves.advance(3000);
        assertEquals(3, moves.tierUses().size());
        assertSame(stays, moves);
        assertEquals(List.of(new TierUse(KernelProvider.vector().name(), 5000)), stays.tierUses());
    }

    /** With so much work for all processors, the run waits up to four seconds. */
    @Test
    void aVeryLongRunWaitsForFasterKernels() throws InterruptedException {
        WarmUpThread.awaitEnd(); // of an earlier run: only one warm-up runs at a time
        Trainer trainer =
                Trainer.gradientDescent(0.1, Integer.MAX_VALUE)
                        .withThreads(Runtime.getRuntime().availableProcessors())
                        .withoutHistory();
        TrainingRun waits = trainer.start(Iris.start(), Iris.split().train());
        Thread canceller = Thread.ofPlatform().start(() -> cancelAfterTheWarmUp(waits));
        long begin = System.nanoTime();
        waits.advance(waits.remaining());
        long took = System.nanoTime() - begin;
        canceller.join();
        assertTrue(
                !waits.tierUses().getFirst().kernels().equals("scalar") || took >= 4_000_000_000L,
                () -> waits.tierUses() + " after " + took + " ns");
        TrainingRun stays = trainer.withTier(Tier.SCALAR).start(Iris.start(), Iris.split().train());
        stays.advance(waits.iteration());
        assertEquals(stays.model().parametersSha256(), waits.model().parametersSha256());
    }

    /** Although each may end early: the others gain too. */
    @Test
    void aLongGroupWaitsForFasterKernels() throws InterruptedException {
        WarmUpThread.awaitEnd();
        List<TrainingRun> observed = new CopyOnWriteArrayList<>();
        TrainingListener first =
                TrainingListener.everyEpoch(
                        run -> {
                            observed.add(run);
                            return false;
                        });
        Trainer trainer =
                Trainer.gradientDescent(0.1, Integer.MAX_VALUE)
                        .withoutHistory()
                        .withListener(first);
        TrainingRequest request = TrainingRequest.of(Iris.start(), trainer, Iris.split().train());
        int processors = Runtime.getRuntime().availableProcessors();
        long begin = System.nanoTime();
        TrainingGroup.of(Collections.nCopies(processors + 2, request)).fit();
        long took = System.nanoTime() - begin;
        assertEquals(processors + 2, observed.size());
        assertTrue(
                !observed.getFirst().kernels().equals("scalar") || took >= 4_000_000_000L,
                () -> observed.getFirst().kernels() + " after " + took + " ns");
    }

    private static void cancelAfterTheWarmUp(TrainingRun run) {
        while (WarmUpThread.count() == 0) {
            LockSupport.parkNanos(1_000_000);
        }
        while (WarmUpThread.count() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
        LockSupport.parkNanos(50_000_000); // for some iterations
        run.cancel();
    }

    /** End to end: a warm-up, a measurement, a move. */
    @Test
    void aLongRunMovesToSpecialisedKernels() {
        TrainingRun moves = untilItMoves(Iris.start(), 1_500_000);
        String specialised = KernelProvider.vector().name().replace("vector", "specialised");
        assertEquals(specialised, moves.kernels(), moves.kernelsReason());
        assertTrue(moves.kernelsReason().contains("per iteration"), moves.kernelsReason());
        TrainingRun stays =
                Trainer.gradientDescent(0.1, moves.iteration())
                        .withTier(Tier.SCALAR)
                        .fit(Iris.start(), Iris.split().train());
        assertSame(stays, moves);
    }

    @Test
    void aLongRunWithoutSpecialisedKernelsMovesToVectorKernels() {
        Network network = Network.of(4, Layer.sigmoid(200), Layer.sigmoid(3));
        Model start = Model.normal(network, 0.1, new RandomState(10));
        TrainingRun moves = untilItMoves(start, 20_000);
        assertEquals(KernelProvider.vector().name(), moves.kernels(), moves.kernelsReason());
        assertTrue(
                moves.kernelsReason().contains("no specialised kernels: the network has 207 units"),
                moves.kernelsReason());
    }

    /** For some ten seconds of scalar work. */
    private static TrainingRun untilItMoves(Model start, int iterations) {
        Trainer trainer = Trainer.gradientDescent(0.1, iterations);
        long deadline = System.nanoTime() + 60_000_000_000L;
        TrainingRun moves =
                trainer.withListener(
                                TrainingListener.everyIteration(
                                        run ->
                                                run.kernels().equals("scalar")
                                                        && System.nanoTime() < deadline))
                        .fit(start, Iris.split().train());
        moves.advance(100);
        assertEquals("scalar", moves.tierUses().getFirst().kernels());
        assertEquals(
                moves.iteration(), moves.tierUses().stream().mapToInt(TierUse::iterations).sum());
        return moves;
    }

    private static void assertSame(TrainingRun expected, TrainingRun actual) {
        assertEquals(expected.model().parametersSha256(), actual.model().parametersSha256());
        assertEquals(expected.history().size(), actual.history().size());
        for (int i = 0; i < expected.history().size(); i++) {
            assertEquals(
                    Float.floatToRawIntBits(expected.history().loss(i)),
                    Float.floatToRawIntBits(actual.history().loss(i)));
            assertEquals(expected.history().hits(i), actual.history().hits(i));
        }
    }
}
