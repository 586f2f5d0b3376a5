package lanewise.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.optimize.Adam;
import lanewise.optimize.Sgd;
import lanewise.random.RandomState;
import lanewise.testing.Iris;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;

class DivergenceTest {

    private static final Network NETWORK = Network.of(4, Layer.relu(8), Layer.identity(3));
    private final Dataset train = Iris.split().train();
    private final Model start =
            Model.initialize(NETWORK, Initializer.heNormal(), new RandomState(1));

    @ParameterizedTest
    @EnumSource
    void namesIterationLayerAndCauseAndKeepsTheLastFiniteModel(Tier tier) {
        Trainer trainer =
                Trainer.of(new Sgd(1e6)).withIterations(100).withoutHistory().withTier(tier);
        TrainingRun run = trainer.start(start, train);
        DivergenceException e = assertThrows(DivergenceException.class, () -> run.advance(100));
        assertTrue(
                e.getMessage()
                        .matches(
                                "the training diverged in iteration \\d+ \\(counted from 0\\): a"
                                        + " (weight|bias) of layer \\d \\(\\d units, \\w+\\) became"
                                        + " (NaN|-?Infinity); likely cause: a learning rate of"
                                        + " 1000000.0 is too large; lower it, warm it up, or clip the"
                                        + " gradient by withMaxGradientNorm"),
                e.getMessage());
        assertEquals(StopReason.DIVERGED, run.stopReason());
        assertEquals(run.iteration(), e.iteration());
        for (float parameter : e.lastFinite().parameters()) {
            assertTrue(Float.isFinite(parameter));
        }
        assertEquals(e.lastFinite().parametersSha256(), run.model().parametersSha256());
        String before =
                e.iteration() == 0
                        ? start.parametersSha256()
                        : trainer.withIterations(e.iteration())
                                .fit(start, train)
                                .model()
                                .parametersSha256();
        assertEquals(before, run.model().parametersSha256());
        assertThrows(IllegalStateException.class, () -> run.advance(1));
    }

    @Test
    void serializesTheMessageButNotTheModel() throws Exception {
        Trainer trainer = Trainer.of(new Sgd(1e6)).withIterations(100);
        DivergenceException e =
                assertThrows(DivergenceException.class, () -> trainer.fit(start, train));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(e);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            DivergenceException read = (DivergenceException) in.readObject();
            assertEquals(e.getMessage(), read.getMessage());
            assertEquals(e.iteration(), read.iteration());
            assertThrows(IllegalStateException.class, read::lastFinite);
        }
    }

    @Test
    void detectsInfiniteLosses() {
        Trainer trainer = Trainer.of(new Sgd(1e6)).withIterations(100);
        DivergenceException e =
                assertThrows(DivergenceException.class, () -> trainer.fit(start, train));
        assertTrue(
                e.getMessage()
                        .matches(
                                "the training diverged in iteration \\d+ \\(counted from 0\\): the loss"
                                        + " became (Infinity|NaN) through the units of layer 1 \\(3"
                                        + " units, IDENTITY\\); likely cause: a learning rate of.*"),
                e.getMessage());
    }

    /**
     * Outputs overflow while parameters are finite: the slope of a bounded loss must not hide that.
     */
    @ParameterizedTest
    @EnumSource
    void detectsInfiniteOutputsWithoutMeasuringTheLoss(Tier tier) {
        for (int rows : new int[] {1, 8, 40}) {
            FeatureMatrix ones = new FeatureMatrix(rows, 1);
            for (int row = 0; row < rows; row++) {
                ones.set(row, 0, 1);
            }
            Dataset data = Dataset.of(ones, ones);
            for (Loss loss :
                    List.of(Loss.MEAN_SQUARED_ERROR, Loss.MEAN_ABSOLUTE_ERROR, Loss.HUBER)) {
                Network network = Network.of(1, Layer.identity(1)).withLoss(loss);
                Model huge = Model.of(network, 2e38f, 2e38f);
                Trainer trainer = Trainer.gradientDescent(0.1, 1).withoutHistory().withTier(tier);
                assertThrows(DivergenceException.class, () -> trainer.fit(huge, data));
            }
        }
    }

    @Test
    void namesLargeFeaturesOrTargets() {
        FeatureMatrix ones = FeatureMatrix.ofRows(new float[][] {{1, 1, 1, 1}});
        FeatureMatrix huge = FeatureMatrix.ofRows(new float[][] {{1e30f, 1, 1, 1}});
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{-1e30f, 1, 1}});
        Trainer trainer = Trainer.of(new Sgd(0.1)).withIterations(10);
        assertTrue(
                assertThrows(
                                DivergenceException.class,
                                () -> trainer.fit(start, Dataset.of(ones, targets)))
                        .getMessage()
                        .contains("likely cause: targets as large as 1.0E30; scale them"));
        assertTrue(
                assertThrows(
                                DivergenceException.class,
                                () -> trainer.fit(start, Dataset.of(huge, targets)))
                        .getMessage()
                        .contains("likely cause: features as large as 1.0E30; scale them"));
    }

    /** Adam divides by its memory: if that is infinite, training would stall silently. */
    @ParameterizedTest
    @EnumSource
    void detectsInfiniteOptimizerMemory(Tier tier) {
        FeatureMatrix huge = FeatureMatrix.ofRows(new float[][] {{1e25f}, {-1e25f}});
        Dataset data = Dataset.of(huge, FeatureMatrix.ofRows(new float[][] {{1, 0}, {1, 0}}));
        Model zero = Model.of(Network.of(1, Layer.softmax(2).withoutBias()), 0, 1e-26f);
        Trainer trainer = Trainer.of(new Adam(0.01)).withTier(tier).withSampleWeights(1, 0.5f);
        DivergenceException e =
                assertThrows(DivergenceException.class, () -> trainer.fit(zero, data));
        assertTrue(e.getMessage().contains("the optimizer's memory"), e.getMessage());
        assertEquals(zero.parametersSha256(), e.lastFinite().parametersSha256());
    }

    @Test
    void suspectsLargeFeatures() {
        FeatureMatrix large = new FeatureMatrix(130, 4);
        for (int row = 0; row < 130; row++) {
            for (int k = 0; k < 4; k++) {
                large.set(row, k, 1e8f * train.features().get(row, k));
            }
        }
        Dataset data = Dataset.of(large, train.targets());
        Trainer trainer = Trainer.of(new Sgd(0.1)).withIterations(100);
        DivergenceException e =
                assertThrows(DivergenceException.class, () -> trainer.fit(start, data));
        assertTrue(e.getMessage().contains("features as large as 7.9"), e.getMessage());
        assertTrue(e.getMessage().contains("scale them"), e.getMessage());
    }

    @Test
    void clippedGradientsDoNotDiverge() {
        TrainingRun run =
                Trainer.of(new Sgd(0.5))
                        .withIterations(300)
                        .withMaxGradientNorm(0.1)
                        .fit(start, train);
        assertTrue(run.loss() < run.history().loss(0));
        assertFalse(Float.isNaN(run.loss()));
        // A gradient that never reaches the limit keeps its bits.
        Trainer adam = Trainer.of(new Adam(0.01)).withIterations(30);
        assertEquals(
                adam.fit(start, train).model().parametersSha256(),
                adam.withMaxGradientNorm(1e6).fit(start, train).model().parametersSha256());
    }
}
