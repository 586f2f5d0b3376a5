package lanewise.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.tier.KernelProvider;
import lanewise.optimize.Adam;
import lanewise.optimize.AdamW;
import lanewise.optimize.ExponentialDecay;
import lanewise.optimize.Momentum;
import lanewise.optimize.Nesterov;
import lanewise.optimize.Optimizer;
import lanewise.optimize.RmsProp;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Large networks are updated while their gradient is computed. The results are those of a separate
 * update, which a limit of the gradient's norm requires, even one that is never reached.
 */
class UpdateInPlaceTest {

    private static final double NEVER_REACHED = 1e30;

    /** More than 512 units, and numbers of units and weights that no vector divides. */
    private static final Network WIDE =
            Network.of(130, Layer.relu(519), Layer.tanh(7), Layer.sigmoid(3));

    /** Two large layers, and dropout. */
    private static final Network DEEP =
            Network.of(100, Layer.relu(250).withDropout(0.2), Layer.relu(170), Layer.softmax(5));

    /** Outputs without bounds, so that a run can diverge. */
    private static final Network LINEAR = Network.of(130, Layer.relu(519), Layer.identity(3));

    private static final Dataset ROWS = rows(130, 3, 150);

    static List<Optimizer> optimizers() {
        return List.of(
                new Sgd(0.1),
                new Sgd(new ExponentialDecay(0.1, 0.9)),
                new Momentum(0.01, 0.9),
                new Nesterov(0.01, 0.9),
                new RmsProp(0.001),
                new Adam(0.001),
                new AdamW(0.001, 0.1));
    }

    private static Dataset rows(int features, int outputs, int count) {
        Random random = new Random(1);
        FeatureMatrix x = new FeatureMatrix(count, features);
        FeatureMatrix y = new FeatureMatrix(count, outputs);
        for (int row = 0; row < count; row++) {
            for (int k = 0; k < features; k++) {
                x.set(row, k, (float) random.nextGaussian());
            }
            y.set(row, row % outputs, 1);
        }
        return Dataset.of(x, y);
    }

    private static Trainer trainer(Optimizer optimizer, Tier tier) {
        return Trainer.of(optimizer)
                .withIterations(3)
                .withFullBatch() // two blocks
                .withTier(tier)
                .withThreads(1);
    }

    private static TrainingRun start(Trainer trainer) {
        return trainer.start(Model.normal(WIDE, 0.1, new RandomState(1)), ROWS);
    }

    private static TrainingRun separate(Trainer trainer) {
        return start(trainer.withMaxGradientNorm(NEVER_REACHED));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void updatesInPlaceGiveTheSameBits(Optimizer optimizer) {
        for (double decay : new double[] {0, 0.01}) {
            Trainer trainer = trainer(optimizer, Tier.VECTOR).withWeightDecay(decay);
            TrainingRun inPlace = start(trainer);
            TrainingRun separate = separate(trainer);
            inPlace.advance(3);
            separate.advance(3);
            String what = "decay " + decay;
            assertSameModel(separate, inPlace, what);
            assertEquals(separate.history().loss(2), inPlace.history().loss(2), what);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void threadsUpdateInPlace(int threads) {
        Dataset data = rows(100, 5, 96);
        Trainer trainer =
                trainer(new Adam(0.001), Tier.VECTOR).withBatches(40).withThreads(threads);
        Model start = Model.normal(DEEP, 0.1, new RandomState(2));
        List<float[]> inListener = new ArrayList<>();
        TrainingRun inPlace =
                trainer.withListener(
                                TrainingListener.everyIteration(
                                        run -> {
                                            if (run.iteration() == 2) {
                                                inListener.add(run.gradient());
                                            }
                                            return true;
                                        }))
                        .start(start, data);
        TrainingRun separate =
                trainer.withThreads(1).withMaxGradientNorm(NEVER_REACHED).start(start, data);
        inPlace.advance(3);
        separate.advance(2);
        assertEquals(1, inListener.size());
        assertArrayEquals(separate.gradient(), inListener.getFirst());
        separate.advance(1);
        assertSameModel(separate, inPlace, threads + " threads");
    }

    /** The sums are not kept, but computed again when they are wanted. */
    @ParameterizedTest
    @EnumSource(
            value = Tier.class,
            names = {"SCALAR", "VECTOR"})
    void gradientIsThatOfTheLastIteration(Tier tier) {
        Trainer trainer = trainer(new Nesterov(0.01, 0.9), tier).withWeightDecay(0.01);
        TrainingRun separate = separate(trainer);
        for (int iterations = 1; iterations <= 3; iterations++) {
            separate.advance(1);
            TrainingRun inPlace = start(trainer);
            inPlace.advance(iterations);
            assertArrayEquals(separate.gradient(), inPlace.gradient());
            assertArrayEquals(separate.gradient(), inPlace.gradient(), "read twice");
            inPlace.advance(3 - iterations);
            TrainingRun whole = separate(trainer);
            whole.advance(3);
            assertArrayEquals(whole.gradient(), inPlace.gradient());
            assertSameModel(whole, inPlace, "after its gradients were read");
        }
    }

    @Test
    void dropoutOfAGradientIsThatOfItsIteration() {
        Dataset data = rows(100, 5, 96);
        Trainer trainer = trainer(new Sgd(0.1), Tier.VECTOR).withBatches(40);
        Model start = Model.normal(DEEP, 0.1, new RandomState(2));
        TrainingRun inPlace = trainer.start(start, data);
        TrainingRun separate = trainer.withMaxGradientNorm(NEVER_REACHED).start(start, data);
        inPlace.advance(3);
        separate.advance(3);
        assertArrayEquals(separate.gradient(), inPlace.gradient());
    }

    /** What is computed in place must not replace the last finite parameters. */
    @ParameterizedTest
    @CsvSource({"1e6, 1", "3e38, 0"})
    void divergenceKeepsTheLastFiniteParameters(double rate, int iterations) {
        Trainer trainer = trainer(new Sgd(rate), Tier.VECTOR).withIterations(50);
        Model start = Model.normal(LINEAR, 100, new RandomState(1));
        TrainingRun inPlace = trainer.start(start, ROWS);
        TrainingRun separate = trainer.withMaxGradientNorm(NEVER_REACHED).start(start, ROWS);
        DivergenceException expected =
                assertThrows(DivergenceException.class, () -> separate.advance(50));
        DivergenceException actual =
                assertThrows(DivergenceException.class, () -> inPlace.advance(50));
        assertEquals(expected.getMessage(), actual.getMessage());
        assertEquals(iterations, separate.iteration());
        assertEquals(iterations, inPlace.iteration());
        assertSameModel(separate, inPlace, "the model before it diverged");
        if (iterations > 0) {
            assertArrayEquals(separate.gradient(), inPlace.gradient());
        }
        for (float parameter : inPlace.model().parameters()) {
            assertTrue(Float.isFinite(parameter));
        }
    }

    @Test
    void checkpointContinuesARunInPlace() {
        Trainer trainer = trainer(new Adam(0.001), Tier.VECTOR);
        TrainingRun whole = start(trainer);
        whole.advance(1);
        TrainingRun resumed = trainer.resume(whole.checkpoint(), ROWS);
        resumed.advance(2);
        TrainingRun separate = separate(trainer);
        separate.advance(3);
        assertSameModel(separate, resumed, "resumed");
    }

    @Test
    void movesBetweenTiersDoNotAffectTheResult() {
        Trainer trainer = trainer(new Adam(0.001), Tier.SCALAR);
        TrainingRun moves = start(trainer);
        moves.advance(1);
        RunAccess.moveTo(moves, Tier.VECTOR, KernelProvider.vector());
        moves.advance(2);
        assertEquals(2, moves.tierUses().size());
        TrainingRun separate = separate(trainer);
        separate.advance(3);
        assertSameModel(separate, moves, "moved");
        assertArrayEquals(separate.gradient(), moves.gradient());
    }

    /** The gradient is computed in the working memory of the run, so no other thread may use it. */
    @Test
    void noOtherThreadUsesTheRunWhileItsGradientIsComputed() throws InterruptedException {
        Trainer trainer = trainer(new Adam(0.001), Tier.SCALAR);
        Dataset many = rows(130, 3, 3000);
        Model start = Model.normal(WIDE, 0.1, new RandomState(1));
        TrainingRun run = trainer.start(start, many);
        TrainingRun separate = trainer.withMaxGradientNorm(NEVER_REACHED).start(start, many);
        run.advance(1);
        separate.advance(1);
        float[][] gradient = new float[1][];
        Thread reader = Thread.ofPlatform().start(() -> gradient[0] = read(run));
        int refused = 0;
        while (reader.isAlive()) {
            try {
                run.advance(0);
            } catch (IllegalStateException e) {
                assertTrue(e.getMessage().contains("is using the run"), e.getMessage());
                refused++;
            }
        }
        reader.join();
        assertTrue(refused > 0);
        assertArrayEquals(separate.gradient(), gradient[0]);
        run.advance(1);
        separate.advance(1);
        assertSameModel(separate, run, "after its gradient was computed");
    }

    private static float[] read(TrainingRun run) {
        while (true) {
            try {
                return run.gradient();
            } catch (IllegalStateException e) {
                Thread.onSpinWait(); // the other thread was faster
            }
        }
    }

    private static void assertSameModel(TrainingRun expected, TrainingRun actual, String what) {
        assertEquals(expected.model().parametersSha256(), actual.model().parametersSha256(), what);
    }
}
