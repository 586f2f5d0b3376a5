package lanewise.train;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.random.RandomState;
import lanewise.testing.Iris;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;

class SampleWeightsTest {

    private static final Network NETWORK = Network.of(4, Layer.tanh(5), Layer.softmax(3));
    private static final Trainer TRAINER = Trainer.gradientDescent(0.3, 5);
    private final Dataset train = Iris.split().train();
    private final Model start = Model.normal(NETWORK, 0.5, new RandomState(3));

    @Test
    void weightsOfOneChangeNothing() {
        float[] ones = new float[130];
        Arrays.fill(ones, 1);
        assertEquals(
                TRAINER.fit(start, train).model().parametersSha256(),
                TRAINER.withSampleWeights(ones).fit(start, train).model().parametersSha256());
    }

    @Test
    void weightZeroEqualsAMissingRow() {
        float[] weights = new float[130];
        int[] rows = new int[65];
        for (int k = 0; k < 65; k++) {
            weights[2 * k] = 2;
            rows[k] = 2 * k;
        }
        float[] weighted =
                TRAINER.withSampleWeights(weights).fit(start, train).model().parameters();
        float[] selected = TRAINER.fit(start, train.select(rows)).model().parameters();
        assertArrayEquals(selected, weighted, 1e-6f);
    }

    @Test
    void weightTwoEqualsTwoRows() {
        float[] weights = new float[130];
        Arrays.fill(weights, 1);
        weights[7] = 2;
        int[] rows = new int[131];
        Arrays.setAll(rows, k -> k == 130 ? 7 : k);
        float[] weighted =
                TRAINER.withSampleWeights(weights).fit(start, train).model().parameters();
        float[] selected = TRAINER.fit(start, train.select(rows)).model().parameters();
        assertArrayEquals(selected, weighted, 1e-6f);
    }

    @Test
    void balancedClassesMatchScikitLearn() {
        Dataset data =
                Dataset.labelled(
                        new float[][] {{1, 2, 3, 4}, {2, 1, 0, 1}, {0, 1, 2, 3}, {4, 3, 2, 1}},
                        "a",
                        "b",
                        "a",
                        "c");
        // compute_class_weight("balanced", …) of a, b, a, c is 4 / (3 · (2, 1, 1)).
        float[] weights = {2 / 3f, 4 / 3f, 2 / 3f, 4 / 3f};
        String expected =
                TRAINER.withSampleWeights(weights).fit(start, data).model().parametersSha256();
        assertEquals(
                expected,
                TRAINER.withBalancedClasses().fit(start, data).model().parametersSha256());
        assertEquals(
                expected,
                TRAINER.withClassWeights(2 / 3f, 4 / 3f, 4 / 3f)
                        .fit(start, data)
                        .model()
                        .parametersSha256());
    }

    @Test
    void batchOfWeightZeroChangesNothing() {
        float[] weights = new float[130];
        weights[129] = 1;
        Trainer trainer = TRAINER.withBatches(65).withoutShuffling().withIterations(1);
        TrainingRun run = trainer.withSampleWeights(weights).fit(start, train);
        assertEquals(start.parametersSha256(), run.model().parametersSha256());
        assertEquals(0f, run.loss());
    }

    /** Sums of these weights, or products with errors, would exceed the range of float. */
    @ParameterizedTest
    @ValueSource(floats = {0x1p-149f, 0x1p-126f, 0x1p-60f, 0x1p60f, 0x1p127f})
    void onlyRatiosOfWeightsMatter(float weight) {
        float[] weights = new float[130];
        Arrays.fill(weights, weight);
        for (Trainer trainer : List.of(TRAINER, TRAINER.withBatches(7).withIterations(40))) {
            TrainingRun run = trainer.withSampleWeights(weights).fit(start, train);
            TrainingRun plain = trainer.fit(start, train);
            assertEquals(plain.model().parametersSha256(), run.model().parametersSha256());
            assertEquals(plain.loss(), run.loss());
        }
    }

    @Test
    void batchesOfSmallAndLargeWeightsCountAlike() {
        float[] weights = new float[130];
        Arrays.fill(weights, 0, 65, 0x1p-148f);
        Arrays.fill(weights, 65, 130, 0x1p126f);
        Trainer trainer = TRAINER.withBatches(65).withoutShuffling();
        assertEquals(
                trainer.fit(start, train).model().parametersSha256(),
                trainer.withSampleWeights(weights).fit(start, train).model().parametersSha256());
    }

    @Test
    void rejectsInvalidWeights() {
        assertRefused("sample weight 1 is -1.0", () -> TRAINER.withSampleWeights(1, -1));
        assertRefused("sample weight 0 is NaN", () -> TRAINER.withSampleWeights(Float.NaN));
        assertRefused("all sample weights are 0", () -> TRAINER.withSampleWeights(0, 0));
        assertRefused(
                "2 sample weights for 130 rows: expected a weight for each row",
                () -> TRAINER.withSampleWeights(1, 2).fit(start, train));
        assertRefused(
                "2 class weights for the classes [setosa, versicolor, virginica]",
                () -> TRAINER.withClassWeights(1, 2).fit(start, train));
        Dataset numbers = Dataset.of(train.features(), train.targets());
        assertRefused(
                "numeric targets: use sample weights",
                () -> TRAINER.withBalancedClasses().fit(start, numbers));
    }

    @Test
    void rejectsTargetsThatDoNotSuitTheLoss() {
        FeatureMatrix targets = new FeatureMatrix(130, 3);
        targets.set(4, 1, 1.5f);
        assertRefused(
                "target 1 of row 4 is 1.5: CROSS_ENTROPY needs probabilities",
                () -> TRAINER.fit(start, Dataset.of(train.features(), rowsOfOne(targets))));
        assertRefused(
                "the targets of row 0 sum to 0.0: CROSS_ENTROPY needs probabilities that sum to 1",
                () -> TRAINER.fit(start, Dataset.of(train.features(), new FeatureMatrix(130, 3))));
    }

    private static FeatureMatrix rowsOfOne(FeatureMatrix targets) {
        for (int row = 0; row < 4; row++) {
            targets.set(row, 0, 1);
        }
        return targets;
    }
}
