package lanewise.ensemble;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.Tier;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaling;
import lanewise.recurrent.ConvergenceException;
import lanewise.recurrent.Recurrence;
import lanewise.testing.Iris;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.List;

/** Predictions of ensembles into buffers: the same bits from each kind of row, on each tier. */
class EnsemblePredictorTest {
    private final Ensemble ensemble = EnsembleTest.mixed();
    private final FeatureMatrix matrix = Iris.split().train().features();
    private final int rows = matrix.samples();

    private static float[] flat(FeatureMatrix matrix) {
        float[] flat = new float[matrix.samples() * matrix.features()];
        for (int row = 0; row < matrix.samples(); row++) {
            System.arraycopy(matrix.row(row), 0, flat, row * matrix.features(), matrix.features());
        }
        return flat;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPECIALISED")
    void everyKindOfRowHasTheBitsOfAPlainLoop(Tier tier) {
        EnsemblePredictor predictor = ensemble.predictor(tier);
        float[] flat = flat(matrix);
        float[] outputs = new float[rows * 3 + 1];
        float[] spread = new float[rows * 3 + 1];
        float[] outputsOnly = new float[rows * 3];
        int[] classes = new int[rows];
        FeatureMatrix matrixOutputs = new FeatureMatrix(rows, 3);
        FeatureMatrix matrixSpread = new FeatureMatrix(rows, 3);
        outputs[rows * 3] = 7; // left alone
        spread[rows * 3] = 7;
        predictor.predict(flat, rows, outputs, spread);
        predictor.predict(flat, rows, outputsOnly);
        predictor.classify(flat, rows, classes);
        predictor.predict(matrix, matrixOutputs, matrixSpread);
        assertEquals(7, outputs[rows * 3]);
        assertEquals(7, spread[rows * 3]);
        assertArrayEquals(outputsOnly, Arrays.copyOf(outputs, rows * 3));
        assertArrayEquals(ensemble.predict(matrix).array(), matrixOutputs.array());
        assertArrayEquals(ensemble.classify(matrix), classes);
        float[] alone = new float[3];
        float[] aloneSpread = new float[3];
        double[] doubles = new double[3];
        double[] doubleSpread = new double[3];
        EnsembleTest.PlainLoop loop = EnsembleTest.PlainLoop.of(ensemble, matrix);
        for (int row = 0; row < rows; row++) {
            float[] x = matrix.row(row);
            double[] wide = {x[0], x[1], x[2], x[3]};
            predictor.predict(x, alone, aloneSpread);
            predictor.predict(wide, doubles, doubleSpread);
            for (int k = 0; k < 3; k++) {
                float mean = loop.mean(row, k);
                assertEquals(mean, alone[k]);
                assertEquals(mean, doubles[k]);
                assertEquals(mean, outputs[row * 3 + k]);
                assertEquals(mean, matrixOutputs.get(row, k));
                assertEquals(loop.deviation(row, k), aloneSpread[k], 1e-7);
                assertEquals(aloneSpread[k], doubleSpread[k]);
                assertEquals(aloneSpread[k], spread[row * 3 + k]);
                assertEquals(aloneSpread[k], matrixSpread.get(row, k));
            }
            predictor.predict(x, aloneSpread);
            assertArrayEquals(alone, aloneSpread);
            predictor.predict(wide, doubleSpread);
            assertArrayEquals(doubles, doubleSpread);
            assertEquals(classes[row], predictor.classify(x));
            assertEquals(classes[row], predictor.classify(wide));
        }
    }

    @Test
    void scalesRowsAsTheScalingDoes() {
        Scaling scaling = Scaling.standard(Iris.split().train());
        EnsemblePredictor predictor = ensemble.predictor().withScaling(scaling);
        float[] outputsOfRows = new float[rows * 3];
        predictor.predict(flat(matrix), rows, outputsOfRows);
        for (int row = 0; row < rows; row++) {
            float[] expected = ensemble.predict(scaling.apply(matrix.row(row)));
            assertArrayEquals(expected, Arrays.copyOfRange(outputsOfRows, row * 3, row * 3 + 3));
        }
        FeatureMatrix outputs = new FeatureMatrix(rows, 3);
        predictor.predict(matrix, outputs);
        assertArrayEquals(ensemble.predict(scaling.apply(matrix)).array(), outputs.array());
        double[] wide = {6.3, 3.3, 6.0, 2.5};
        assertEquals(ensemble.predictor().classify(scaling.apply(wide)), predictor.classify(wide));
    }

    @Test
    void namesClasses() {
        assertEquals("2", ensemble.predictor().className(2));
        List<Model> named =
                ensemble.members().stream()
                        .map(member -> member.withClassNames(List.of("a", "b", "c")))
                        .toList();
        assertEquals("c", Ensemble.of(named).predictor().className(2));
        assertThrows(IndexOutOfBoundsException.class, () -> ensemble.predictor().className(3));
    }

    @Test
    void threadsMayShareAPredictor() throws InterruptedException {
        EnsemblePredictor shared = ensemble.predictor();
        float[] flat = flat(matrix);
        float[] expected = new float[rows * 3];
        shared.predict(flat, rows, expected);
        float[][] found = new float[3][rows * 3];
        Thread[] threads = new Thread[3];
        for (int t = 0; t < 3; t++) {
            float[] outputs = found[t];
            threads[t] =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int k = 0; k < 50; k++) {
                                            shared.predict(flat, rows, outputs);
                                        }
                                    });
        }
        for (int t = 0; t < 3; t++) {
            threads[t].join();
            assertArrayEquals(expected, found[t]);
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void rejectedArgumentsLeaveBuffersUnchanged(boolean scaled) {
        Scaling scaling = Scaling.standard(Iris.split().train());
        EnsemblePredictor plain = ensemble.predictor();
        EnsemblePredictor predictor = scaled ? plain.withScaling(scaling) : plain;
        float[] flat = flat(matrix);
        float[] outputs = new float[rows * 3];
        float[] spread = new float[rows * 3];
        flat[flat.length - 1] = Float.NaN;
        assertRefused(
                "row " + (rows - 1) + ", feature 3 is NaN",
                () -> predictor.predict(flat, rows, outputs, spread));
        assertRefused(
                "feature 0 is NaN", () -> predictor.classify(new double[] {Double.NaN, 1, 1, 1}));
        assertRefused("-1 rows", () -> predictor.predict(flat, -1, outputs));
        assertRefused("-1 rows", () -> predictor.classify(flat, -1, new int[1]));
        assertRefused("3 features", () -> predictor.predict(new float[3], new float[3]));
        assertRefused(
                "features has length 393: expected at least",
                () -> predictor.predict(Arrays.copyOf(flat, 393), rows, outputs));
        assertRefused(
                "outputs has length 2: expected 3",
                () -> predictor.predict(new float[4], new float[2]));
        assertRefused(
                "spread has length 4: expected 3",
                () -> predictor.predict(new float[4], new float[3], new float[4]));
        assertRefused(
                "outputs has length 5: expected at least 6",
                () -> predictor.predict(flat, 2, new float[5]));
        assertRefused(
                "spread has length 5: expected at least 6",
                () -> predictor.predict(flat, 2, outputs, new float[5]));
        assertRefused(
                "classes has length 1: expected at least 2",
                () -> predictor.classify(flat, 2, new int[1]));
        assertArrayEquals(new float[rows * 3], outputs);
        assertArrayEquals(new float[rows * 3], spread);
        predictor.predict(flat, 0, outputs);
    }

    @Test
    void rejectsMatricesThatDoNotFit() {
        EnsemblePredictor predictor = ensemble.predictor();
        FeatureMatrix outputs = new FeatureMatrix(rows, 3);
        assertRefused(
                "spread is 1 × 3: expected rows × outputs, " + rows + " × 3",
                () -> predictor.predict(matrix, outputs, new FeatureMatrix(1, 3)));
        assertRefused("outputs is 1 × 3", () -> predictor.predict(matrix, new FeatureMatrix(1, 3)));
        assertRefused(
                "spread and outputs are the same matrix",
                () -> predictor.predict(matrix, outputs, outputs));
        FeatureMatrix readOnly = Iris.split().train().targets();
        assertRefused(
                "spread belongs to a data set", () -> predictor.predict(matrix, outputs, readOnly));
        assertRefused("outputs belongs to a data set", () -> predictor.predict(matrix, readOnly));
    }

    @Test
    void rowThatDoesNotConvergeLeavesArraysUnchanged() {
        Recurrence oneSweep = Recurrence.full().withMaxSweeps(1);
        Network network = Network.of(2, Layer.tanh(2).withoutBias().withRecurrence(oneSweep));
        Model unsettled = Model.of(network, 1, 2, 3, 4, 5, 6, 7, 8);
        Model settled = EnsembleTest.model(1, 2, Layer.tanh(2));
        EnsemblePredictor predictor = Ensemble.of(List.of(settled, unsettled)).predictor();
        float[] outputs = {7, 7};
        assertThrows(
                ConvergenceException.class, () -> predictor.predict(new float[] {1, 1}, outputs));
        assertArrayEquals(new float[] {7, 7}, outputs);
    }

    @Test
    void cannotPredictWithSpecialisedKernels() {
        assertThrows(IllegalStateException.class, () -> ensemble.predictor(Tier.SPECIALISED));
    }
}
