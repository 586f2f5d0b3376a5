package lanewise.metrics;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** {@link RegressionMetrics}: scikit-learn's values and argument checks. */
class RegressionMetricsTest {

    static List<String[]> reference() {
        return ReferenceFiles.rows("reference/sklearn_regression.csv");
    }

    @ParameterizedTest
    @MethodSource("reference")
    void matchesScikitLearn(
            String name,
            int outputs,
            String targets,
            String predicted,
            double r2,
            double mae,
            double mse,
            double rmse) {
        FeatureMatrix a = matrix(predicted, outputs);
        FeatureMatrix y = matrix(targets, outputs);
        RegressionMetrics metrics = RegressionMetrics.of(a, y);
        assertEquals(r2, metrics.r2(), 1e-12 * Math.max(1, Math.abs(r2)), name);
        assertEquals(mae, metrics.mae(), 1e-13 * mae, name);
        assertEquals(mse, metrics.mse(), 1e-13 * mse, name);
        assertEquals(rmse, metrics.rmse(), 1e-13 * rmse, name);
        assertEquals(metrics.r2(), Metric.R2.score(a, y), name);
        assertEquals(metrics.mae(), Metric.MAE.score(a, y), name);
        assertEquals(metrics.rmse(), Metric.RMSE.score(a, y), name);
    }

    @Test
    void evaluatesModels() {
        Model model = Model.of(Network.of(1, Layer.sigmoid(1).withoutBias()), 0); // always ½
        Dataset data =
                Dataset.of(
                        new FeatureMatrix(3, 1),
                        FeatureMatrix.ofRows(new float[][] {{1}, {0}, {2}}));
        assertEquals(
                new RegressionMetrics(1 - 2.75 / 2, 2.5 / 3, 2.75 / 3, Math.sqrt(2.75 / 3)),
                RegressionMetrics.of(model, data));
    }

    @Test
    void r2OfOneRowIsNaN() {
        FeatureMatrix one = FeatureMatrix.ofRows(new float[][] {{3}});
        assertEquals(
                new RegressionMetrics(Double.NaN, 3, 9, 3),
                RegressionMetrics.of(new FeatureMatrix(1, 1), one));
    }

    /** Time stamps in seconds, of which 128 are one float. */
    @Test
    void comparesTargetsThatFloatRoundsInDouble() {
        FeatureMatrix targets =
                FeatureMatrix.ofRows(new double[][] {{1_764_313_201}, {1_764_313_203}});
        FeatureMatrix predicted =
                FeatureMatrix.ofRows(new double[][] {{1_764_313_202}, {1_764_313_203}});
        assertEquals(
                new RegressionMetrics(0.5, 0.5, 0.5, Math.sqrt(0.5)),
                RegressionMetrics.of(predicted, targets));
    }

    @Test
    void equalTargetsHaveNoSpread() {
        FeatureMatrix targets = new FeatureMatrix(1000, 1);
        FeatureMatrix predicted = new FeatureMatrix(1000, 1);
        for (int row = 0; row < 1000; row++) {
            targets.set(row, 0, 1e30f / 3);
            predicted.set(row, 0, 1e30f / 3 * (1 + row % 2 * 1e-6f));
        }
        assertEquals(0, RegressionMetrics.of(predicted, targets).r2());
        assertEquals(1, RegressionMetrics.of(targets, targets).r2());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void rejectsNonFiniteNumbers(float value) {
        FeatureMatrix finite = new FeatureMatrix(2, 2);
        FeatureMatrix other = new FeatureMatrix(2, 2);
        other.array()[other.stride() + 1] = value;
        assertRefused(
                "output 1 of row 1 is " + value + ": expected a finite number",
                () -> RegressionMetrics.of(other, finite));
        assertRefused(
                "target 1 of row 1 is " + value + ": expected a finite number",
                () -> RegressionMetrics.of(finite, other));
    }

    @Test
    void rejectsMismatchedArguments() {
        FeatureMatrix two = new FeatureMatrix(2, 2);
        assertRefused(
                "2 outputs predicted for 3 targets: expected equal numbers",
                () -> RegressionMetrics.of(two, new FeatureMatrix(2, 3)));
        assertRefused(
                "2 rows predicted for targets of 4 rows: expected equal numbers",
                () -> RegressionMetrics.of(two, new FeatureMatrix(4, 2)));
        Model model = Model.of(Network.of(1, Layer.sigmoid(1).withoutBias()), 1);
        Dataset data = Dataset.of(new FeatureMatrix(1, 1), new FeatureMatrix(1, 1));
        assertThrows(NullPointerException.class, () -> RegressionMetrics.of(model, null));
        assertThrows(NullPointerException.class, () -> RegressionMetrics.of(null, data));
        assertThrows(NullPointerException.class, () -> RegressionMetrics.of(two, null));
        assertThrows(NullPointerException.class, () -> RegressionMetrics.of(null, two));
    }

    private static FeatureMatrix matrix(String numbers, int features) {
        String[] number = numbers.split(" ");
        FeatureMatrix matrix = new FeatureMatrix(number.length / features, features);
        for (int i = 0; i < number.length; i++) {
            matrix.set(i / features, i % features, Float.parseFloat(number[i]));
        }
        return matrix;
    }
}
