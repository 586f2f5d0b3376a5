package lanewise.train;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.testing.Iris;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;

class TrainerTest {

    private static final Trainer TRAINER = Trainer.gradientDescent(0.1, 10);
    private final Dataset train = Iris.split().train();

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsLearningRatesOutOfRange(double learningRate) {
        assertRefused(
                "learning rate " + learningRate, () -> Trainer.gradientDescent(learningRate, 1));
    }

    @Test
    void rejectsInvalidArguments() {
        assertRefused("0 iterations: expected at least 1", () -> Trainer.gradientDescent(0.1, 0));
        Model fiveInputs = Model.normal(Network.of(5, Layer.sigmoid(3)), 1, new RandomState(0));
        assertRefused(
                "4 features for a network 5-3: expected 5", () -> TRAINER.fit(fiveInputs, train));
        Model twoOutputs = Model.normal(Network.of(4, Layer.sigmoid(2)), 1, new RandomState(0));
        assertRefused(
                "3 targets, but the network 4-2 has 2 outputs",
                () -> TRAINER.fit(twoOutputs, train));
        assertRefused("-1 iterations", () -> TRAINER.start(Iris.start(), train).advance(-1));
        assertThrows(NullPointerException.class, () -> TRAINER.fit(null, train));
        assertThrows(NullPointerException.class, () -> TRAINER.fit(Iris.start(), null));
        assertThrows(NullPointerException.class, () -> TRAINER.withTier(null));
    }

    @Test
    void trainsOneEpochByDefault() {
        Trainer trainer = Trainer.of(new Sgd(0.1)).withBatches(32);
        assertEquals(5, trainer.iterations(130));
        assertEquals(5, trainer.fit(Iris.start(), train).iteration());
        assertEquals(15, trainer.withEpochs(3).iterations(130));
        assertEquals(7, trainer.withIterations(7).iterations(130));
        assertRefused("rows 0: expected at least 1", () -> trainer.iterations(0));
        assertRefused(
                "2147483647 epochs of 5 batches exceed the limit of 2147483647",
                () -> trainer.withEpochs(Integer.MAX_VALUE).start(Iris.start(), train));
    }

    @Test
    void doesNotReserveAllHistoryIfTheRunMayStopEarly() {
        TrainingRun run =
                TRAINER.withIterations(Integer.MAX_VALUE)
                        .withTier(Tier.SCALAR)
                        .withListener(TrainingListener.everyIteration(r -> r.iteration() < 70_000))
                        .fit(Iris.start(), train);
        assertEquals(70_000, run.history().size());
    }

    @Test
    void limitsTheHistoryReservedAhead() {
        TrainingRun run =
                TRAINER.withIterations(Integer.MAX_VALUE)
                        .withTier(Tier.SCALAR)
                        .start(Iris.start(), train);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        run.advance(10);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(10, run.history().size());
        assertTrue(allocated < 64 << 20, allocated + " bytes");
        run.advance(10);
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 64 << 20, "copied");
    }

    @Test
    void listenersMustNotAdvanceTheirRun() {
        TrainingRun run =
                TRAINER.withListener(
                                TrainingListener.everyIteration(
                                        r -> {
                                            r.advance(1);
                                            return true;
                                        }))
                        .start(Iris.start(), train);
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> run.advance(2));
        assertTrue(e.getMessage().startsWith("a listener advances its own run"), e.getMessage());
        assertEquals(1, run.iteration());
    }

    @Test
    void doesNotModifyTheStart() {
        Model start = Iris.start();
        String before = start.parametersSha256();
        TRAINER.fit(start, train);
        assertEquals(before, start.parametersSha256());
    }

    @Test
    void recordsHistoryUnlessDisabled() {
        TrainingRun run = TRAINER.fit(Iris.start(), train);
        assertEquals(10, run.history().size());
        assertThrows(IndexOutOfBoundsException.class, () -> run.history().mse(10));
        assertThrows(IndexOutOfBoundsException.class, () -> run.history().accuracy(-1));
        TrainingRun without = TRAINER.withoutHistory().fit(Iris.start(), train);
        assertEquals(0, without.history().size());
        IndexOutOfBoundsException e =
                assertThrows(IndexOutOfBoundsException.class, () -> without.history().mse(0));
        assertTrue(e.getMessage().contains("no iteration is recorded"), e.getMessage());
    }

    @Test
    void advancesBeyondTheRequestedIterations() {
        TrainingRun run = TRAINER.fit(Iris.start(), train);
        Model then = run.model();
        run.advance(5);
        assertEquals(15, run.iteration());
        assertEquals(15, run.history().size());
        assertEquals(TRAINER.fit(then, train).history().mse(0), run.history().mse(10));
        assertTrue(run.nanosPerIteration() > 0);
    }

    @Test
    void hasNoGradientBeforeTheFirstIteration() {
        TrainingRun run = TRAINER.start(Iris.start(), train);
        assertThrows(IllegalStateException.class, run::gradient);
        assertTrue(Double.isNaN(run.nanosPerIteration()));
    }

    @Test
    void measuresAccuracyOnNumericTargetsByTheLargest() {
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{0.2f, 0.9f}, {0.6f, 0.1f}});
        Dataset data = Dataset.of(FeatureMatrix.ofRows(new float[][] {{1}, {-1}}), targets);
        Network network = Network.of(1, Layer.sigmoid(2).withoutBias());
        TrainingRun run = TRAINER.fit(Model.of(network, -1, 1), data); // correct from the start
        assertEquals(2, run.history().hits(0));
    }

    @Test
    void theTextHasAllThatDeterminesTheResult() {
        Trainer plain = Trainer.gradientDescent(0.1, 20);
        assertEquals(
                "Trainer[Sgd[learningRate=Constant[rate=0.1]], 20 iterations, seed 0]",
                plain.toString());
        assertEquals(plain.toString(), plain.withThreads(2).withoutHistory().toString());
        assertEquals(
                "Trainer[Sgd[learningRate=Constant[rate=0.1]], 3 epochs, batches of 8, not"
                        + " shuffled, seed 7, weight decay 0.01, gradient norm up to 2.0,"
                        + " divergence limit 10.0, class weights [1.0, 2.0]]",
                plain.withEpochs(3)
                        .withBatches(8)
                        .withoutShuffling()
                        .withSeed(7)
                        .withWeightDecay(0.01)
                        .withMaxGradientNorm(2)
                        .withDivergenceLimit(10)
                        .withClassWeights(1, 2)
                        .toString());
    }
}
