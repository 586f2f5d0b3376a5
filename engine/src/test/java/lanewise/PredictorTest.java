package lanewise;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.internal.plan.Outputs;
import lanewise.random.RandomState;
import lanewise.testing.EngineLife;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class PredictorTest {

    private static final Network NETWORK =
            Network.of(7, Layer.gelu(40).withDropout(0.5), Layer.softplus(17), Layer.softmax(5));
    private final Model model =
            Model.initialize(NETWORK, Initializer.heNormal(), new RandomState(1));

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPECIALISED")
    void computesTheSameBitsForSingleRowsAndBatches(Tier tier) {
        FeatureMatrix rows = rows(300, 1);
        FeatureMatrix outputs = new FeatureMatrix(300, 5);
        float[] output = new float[5];
        Predictor predictor = model.predictor(tier);
        predictor.predict(rows(3, 2), new FeatureMatrix(3, 5)); // a smaller batch first
        predictor.predict(rows, outputs);
        for (int row = 0; row < 300; row++) {
            predictor.predict(rows.row(row), output);
            assertArrayEquals(outputs.row(row), output, "row " + row);
            assertEquals(Outputs.predictedClass(outputs, row), predictor.classify(rows.row(row)));
            float sum = 0;
            for (float probability : output) {
                sum += probability;
            }
            assertEquals(1, sum, 1e-6f);
        }
    }

    /** Narrow, wide, one layer, and recurrent: lanes are units or samples, by shape and rows. */
    private static Stream<Network> layouts() {
        return Stream.of(
                Network.of(4, Layer.sigmoid(2).withoutBias(), Layer.sigmoid(3)),
                Network.of(40, Layer.relu(70), Layer.tanh(33), Layer.softmax(10)),
                Network.of(130, Layer.identity(80)),
                Network.of(9, Layer.tanh(20).recurrent(), Layer.softmax(2)));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void computesTheSameBitsForAnyNumberOfRows(Network network) {
        Model start = Model.initialize(network, Initializer.normal(0.05), new RandomState(3));
        FeatureMatrix all = EngineLife.data(network, 200).features();
        Predictor scalar = start.predictor(Tier.SCALAR);
        float[] expected = new float[network.outputs()];
        for (Tier tier : List.of(Tier.SCALAR, Tier.VECTOR)) {
            Predictor predictor = start.predictor(tier);
            for (int count : new int[] {200, 1, 2, 4, 5, 15, 16, 17, 96, 97}) {
                FeatureMatrix rows = all.select(IntStream.range(0, count).toArray());
                FeatureMatrix outputs = new FeatureMatrix(count, network.outputs());
                predictor.predict(rows, outputs);
                for (int row = 0; row < count; row++) {
                    scalar.predict(all.row(row), expected);
                    assertArrayEquals(expected, outputs.row(row), tier + ", " + count + " rows");
                }
            }
        }
    }

    @Test
    void rejectsSpecialisedKernels() {
        var refused =
                assertThrows(IllegalStateException.class, () -> model.predictor(Tier.SPECIALISED));
        assertEquals(
                "Tier.SPECIALISED cannot predict, only train: use Tier.VECTOR or Tier.AUTO",
                refused.getMessage());
    }

    /** Threads that overlap in one predictor would mix their values in shared working memory. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void threadsCanShareAPredictor(boolean virtual) throws Exception {
        FeatureMatrix rows = rows(40, 4);
        FeatureMatrix expected = model.predict(rows);
        Predictor shared = model.predictor();
        CyclicBarrier together = new CyclicBarrier(4);
        try (ExecutorService threads =
                virtual
                        ? Executors.newVirtualThreadPerTaskExecutor()
                        : Executors.newFixedThreadPool(4)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int k = 0; k < 4; k++) {
                boolean matrices = k % 2 == 1;
                ends.add(
                        threads.submit(
                                () -> {
                                    together.await();
                                    for (int times = 0; times < 100; times++) {
                                        requireRight(shared, rows, expected, matrices);
                                    }
                                    return null;
                                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
    }

    private static void requireRight(
            Predictor shared, FeatureMatrix rows, FeatureMatrix expected, boolean matrices) {
        if (matrices) {
            FeatureMatrix outputs = new FeatureMatrix(rows.samples(), expected.features());
            shared.predict(rows, outputs);
            assertArrayEquals(expected.array(), outputs.array());
            return;
        }
        float[] outputs = new float[expected.features()];
        for (int row = 0; row < rows.samples(); row++) {
            shared.predict(rows.row(row), outputs);
            assertArrayEquals(expected.row(row), outputs, "row " + row);
            assertEquals(Outputs.predictedClass(expected, row), shared.classify(rows.row(row)));
        }
    }

    @Test
    void threadsCanShareAModel() throws Exception {
        FeatureMatrix rows = rows(200, 3);
        FeatureMatrix expected = model.predict(rows);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<float[]>> answers = new ArrayList<>();
            for (int k = 0; k < 64; k++) {
                answers.add(
                        threads.submit(
                                () -> {
                                    Predictor predictor = model.predictor();
                                    FeatureMatrix outputs = new FeatureMatrix(200, 5);
                                    for (int times = 0; times < 20; times++) {
                                        predictor.predict(rows, outputs);
                                    }
                                    return outputs.array();
                                }));
            }
            for (Future<float[]> answer : answers) {
                assertArrayEquals(expected.array(), answer.get());
            }
        }
    }

    @Test
    void rejectsMismatchedBuffers() {
        Predictor predictor = model.predictor();
        assertRefused(
                "outputs has length 4: expected 5",
                () -> predictor.predict(new float[7], new float[4]));
        assertRefused(
                "6 features for a network 7-40-17-5: expected 7",
                () -> predictor.predict(new float[6], new float[5]));
        assertRefused(
                "feature 2 is NaN",
                () -> predictor.classify(new float[] {0, 0, Float.NaN, 0, 0, 0, 0}));
        assertRefused(
                "outputs is 2 × 5: expected rows × outputs, 3 × 5",
                () -> predictor.predict(rows(3, 1), new FeatureMatrix(2, 5)));
        Dataset data = Dataset.of(rows(3, 1), new FeatureMatrix(3, 5));
        assertRefused(
                "outputs belongs to a data set",
                () -> predictor.predict(data.features(), data.targets()));
        assertThrows(NullPointerException.class, () -> model.predictor(null));
    }

    private static FeatureMatrix rows(int rows, int seed) {
        Random random = new Random(seed);
        FeatureMatrix matrix = new FeatureMatrix(rows, 7);
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < 7; k++) {
                matrix.set(row, k, (float) random.nextGaussian());
            }
        }
        return matrix;
    }

    /** Vectors must not be read past the last weight, which no bias follows. */
    @Test
    void predictsWithoutBiasesAfterTheLastWeight() {
        for (int units = 90; units <= 104; units++) {
            Network network = Network.of(20, Layer.sigmoid(units).withoutBias());
            Model model = Model.normal(network, 0.3, new RandomState(units));
            for (int rows : new int[] {1, 4, 16, 33}) {
                FeatureMatrix features = new FeatureMatrix(rows, 20);
                for (int row = 0; row < rows; row++) {
                    features.set(row, row % 20, 1 + row);
                }
                FeatureMatrix expected = new FeatureMatrix(rows, units);
                FeatureMatrix actual = new FeatureMatrix(rows, units);
                model.predictor(Tier.SCALAR).predict(features, expected);
                model.predictor(Tier.VECTOR).predict(features, actual);
                for (int row = 0; row < rows; row++) {
                    for (int unit = 0; unit < units; unit++) {
                        assertEquals(expected.get(row, unit), actual.get(row, unit));
                    }
                }
            }
        }
    }
}
