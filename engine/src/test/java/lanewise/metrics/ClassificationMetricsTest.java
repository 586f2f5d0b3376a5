package lanewise.metrics;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@link ClassificationMetrics} and {@link ConfusionMatrix} against scikit-learn. */
class ClassificationMetricsTest {

    /** Scikit-learn's metrics of one set of probabilities. */
    record Reference(
            String name,
            int classes,
            int[] actual,
            int[] predicted,
            FeatureMatrix probabilities,
            ClassificationMetrics metrics,
            double[] precision,
            double[] recall,
            double[] f1) {

        static Reference of(String[] field) {
            int[] actual = ints(field[2]);
            return new Reference(
                    field[0],
                    Integer.parseInt(field[1]),
                    actual,
                    ints(field[3]),
                    matrix(doubles(field[4]), actual.length),
                    new ClassificationMetrics(
                            Double.parseDouble(field[5]),
                            Double.parseDouble(field[6]),
                            Double.parseDouble(field[7]),
                            Double.parseDouble(field[8]),
                            Double.parseDouble(field[9]),
                            Double.parseDouble(field[13]),
                            Double.parseDouble(field[14]),
                            Double.parseDouble(field[15]),
                            Double.parseDouble(field[16])),
                    doubles(field[10]),
                    doubles(field[11]),
                    doubles(field[12]));
        }

        FeatureMatrix oneHot() {
            FeatureMatrix targets = new FeatureMatrix(actual.length, classes);
            for (int row = 0; row < actual.length; row++) {
                targets.set(row, actual[row], 1);
            }
            return targets;
        }

        ConfusionMatrix confusion() {
            return ConfusionMatrix.of(
                    actual,
                    predicted,
                    IntStream.range(0, classes).mapToObj(k -> "class " + k).toList());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Reference> references() {
        return ReferenceFiles.rows("reference/sklearn_classification.csv").stream()
                .map(Reference::of)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("references")
    void metricsMatchScikitLearn(Reference reference) {
        assertSame(
                reference.metrics,
                ClassificationMetrics.of(reference.probabilities, reference.oneHot()));
    }

    @ParameterizedTest
    @MethodSource("references")
    void namedMetricsMatchScikitLearn(Reference reference) {
        ClassificationMetrics expected = reference.metrics;
        assertScore(expected.accuracy(), Metric.ACCURACY, reference);
        assertScore(expected.balancedAccuracy(), Metric.BALANCED_ACCURACY, reference);
        assertScore(expected.macroF1(), Metric.MACRO_F1, reference);
        assertScore(expected.logLoss(), Metric.LOG_LOSS, reference);
        assertScore(expected.rocAuc(), Metric.ROC_AUC, reference);
        assertScore(expected.brier(), Metric.BRIER, reference);
        assertScore(expected.averagePrecision(), Metric.AVERAGE_PRECISION, reference);
    }

    private static void assertScore(double expected, Metric metric, Reference reference) {
        assertEquals(
                expected,
                metric.score(reference.probabilities, reference.oneHot()),
                1e-12,
                metric.name());
    }

    @ParameterizedTest
    @MethodSource("references")
    void confusionMatrixMatchesScikitLearn(Reference reference) {
        ConfusionMatrix confusion = reference.confusion();
        assertEquals(reference.actual.length, confusion.rows());
        for (int k = 0; k < reference.classes; k++) {
            String name = confusion.classNames().get(k);
            assertEquals(reference.precision[k], confusion.precision(k), 1e-15, name);
            assertEquals(reference.recall[k], confusion.recall(k), 1e-15, name);
            assertEquals(reference.f1[k], confusion.f1(k), 1e-15, name);
        }
        assertSame(
                reference.metrics,
                new ClassificationMetrics(
                        confusion.accuracy(),
                        reference.metrics.logLoss(),
                        confusion.macroPrecision(),
                        confusion.macroRecall(),
                        confusion.macroF1(),
                        confusion.balancedAccuracy(),
                        reference.metrics.rocAuc(),
                        reference.metrics.brier(),
                        reference.metrics.averagePrecision()));
    }

    @Test
    void acceptsOneColumnForTwoClasses() {
        FeatureMatrix one = FeatureMatrix.ofRows(new float[][] {{0}, {1}, {1}});
        FeatureMatrix two = FeatureMatrix.ofRows(new float[][] {{1, 0}, {0, 1}, {0, 1}});
        FeatureMatrix p = FeatureMatrix.ofRows(new float[][] {{0.25f}, {0.5f}, {0.75f}});
        FeatureMatrix both =
                FeatureMatrix.ofRows(new float[][] {{0.75f, 0.25f}, {0.5f, 0.5f}, {0.25f, 0.75f}});
        ClassificationMetrics metrics = ClassificationMetrics.of(p, one);
        assertEquals(2.0 / 3, metrics.accuracy());
        assertEquals(-Math.log(0.75 * 0.5 * 0.75) / 3, metrics.logLoss(), 1e-15);
        assertEquals((2 * 0.0625 + 0.25) / 3, metrics.brier(), 1e-15);
        assertEquals(1, metrics.rocAuc());
        assertEquals(1, metrics.averagePrecision());
        assertSame(metrics, ClassificationMetrics.of(p, two));
        assertSame(metrics, ClassificationMetrics.of(both, one));
        assertSame(metrics, ClassificationMetrics.of(both, two));
    }

    /** Class 1 has the outputs ¼, ½ and ½, class 0 has ¼, ½ and 0. */
    @Test
    void rocAucCountsTiesAsHalf() {
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{1}, {1}, {1}, {0}, {0}, {0}});
        FeatureMatrix p =
                FeatureMatrix.ofRows(new float[][] {{0.25f}, {0.5f}, {0.5f}, {0.25f}, {0.5f}, {0}});
        // ¼: ½ + 0 + 1; ½ twice: 1 + ½ + 1.
        assertEquals((1.5 + 2.5 + 2.5) / 9, ClassificationMetrics.of(p, targets).rocAuc());
    }

    /** As in {@link #rocAucCountsTiesAsHalf}: steps are ½ with 2 of 3 rows, ¼ with 1 of 2, 0. */
    @Test
    void averagePrecisionTakesTiesInOneStep() {
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{1}, {1}, {1}, {0}, {0}, {0}});
        FeatureMatrix p =
                FeatureMatrix.ofRows(new float[][] {{0.25f}, {0.5f}, {0.5f}, {0.25f}, {0.5f}, {0}});
        assertEquals(
                2.0 / 3 * (2.0 / 3) + 1.0 / 3 * (3.0 / 5),
                ClassificationMetrics.of(p, targets).averagePrecision(),
                1e-15);
    }

    @Test
    void averagePrecisionIsTheMeanOverClasses() {
        FeatureMatrix targets =
                FeatureMatrix.ofRows(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
        FeatureMatrix p =
                FeatureMatrix.ofRows(
                        new float[][] {{0.9f, 0.9f, 0}, {0, 0.8f, 0.5f}, {0, 0.1f, 0.5f}});
        // The row of class 0 is first, that of class 1 second, that of class 2 one of two.
        assertEquals(
                (1 + 0.5 + 0.5) / 3,
                ClassificationMetrics.of(p, targets).averagePrecision(),
                1e-15);
    }

    @Test
    void rocAucIsTheMeanOverClasses() {
        FeatureMatrix targets =
                FeatureMatrix.ofRows(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
        FeatureMatrix p =
                FeatureMatrix.ofRows(
                        new float[][] {{0.9f, 0.9f, 0}, {0, 0.8f, 0.5f}, {0, 0.1f, 0.5f}});
        // Class 0 is above both others, class 1 above one, class 2 above one and equal to one.
        assertEquals((1 + 0.5 + 0.75) / 3, ClassificationMetrics.of(p, targets).rocAuc());
    }

    @Test
    void brierSumsOverThreeClasses() {
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{1, 0, 0}, {0, 0, 1}});
        FeatureMatrix p = FeatureMatrix.ofRows(new float[][] {{0.5f, 0.25f, 0.25f}, {1, 1, 0.5f}});
        assertEquals((0.375 + 2.25) / 2, ClassificationMetrics.of(p, targets).brier());
    }

    @Test
    void evaluatesModels() {
        // σ(x): above ½ for positive x.
        Model model = Model.of(Network.of(1, Layer.sigmoid(1).withoutBias()), 1);
        Dataset data = Dataset.labelled(new float[][] {{2}, {-2}, {-1}}, "yes", "no", "yes");
        double p = 1 / (1 + Math.exp(-2));
        double q = 1 / (1 + Math.exp(1));
        ClassificationMetrics metrics = ClassificationMetrics.of(model, data);
        assertEquals(2.0 / 3, metrics.accuracy());
        assertEquals(-(2 * Math.log(p) + Math.log(q)) / 3, metrics.logLoss(), 1e-6);
        assertEquals(0.75, metrics.macroPrecision());
        FeatureMatrix numbers = FeatureMatrix.ofRows(new float[][] {{1}, {0}, {1}});
        assertEquals(
                metrics, ClassificationMetrics.of(model, Dataset.of(data.features(), numbers)));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, -1e-7f, 1.0000001f, Float.POSITIVE_INFINITY})
    void rejectsInvalidProbabilities(float p) {
        FeatureMatrix predicted = new FeatureMatrix(3, 2);
        predicted.array()[predicted.stride() + 2] = p;
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{1, 0}, {1, 0}, {0, 1}});
        assertRefused(
                "output 1 of row 2 is "
                        + p
                        + ": expected a probability from 0 to 1, the range of sigmoid and softmax",
                () -> ClassificationMetrics.of(predicted, targets));
    }

    @Test
    void supportsManyClasses() {
        FeatureMatrix targets = new FeatureMatrix(1, 200_000);
        FeatureMatrix predicted = new FeatureMatrix(1, 200_000);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> ClassificationMetrics.of(predicted, targets));
        assertTrue(e.getMessage().contains("0.0] … of 200000: expected 1 for"), e.getMessage());
        assertTrue(e.getMessage().length() < 400, e.getMessage());
        targets.set(0, 7, 1);
        predicted.set(0, 7, 1);
        assertEquals(1, ClassificationMetrics.of(predicted, targets).macroF1());
        assertEquals(Double.NaN, ClassificationMetrics.of(predicted, targets).rocAuc());
        assertEquals(Double.NaN, ClassificationMetrics.of(predicted, targets).averagePrecision());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "1, -1", "0.5, 0.5", "2, 0", "0, 0.999"})
    void rejectsTargetsThatAreNotOneHot(float first, float second) {
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{0, 1}, {first, second}});
        assertRefused(
                "targets of row 1 are ["
                        + first
                        + ", "
                        + second
                        + "]: expected 1 for the true class and 0 for the others; use"
                        + " RegressionMetrics or Metric.RMSE for numeric targets",
                () -> ClassificationMetrics.of(new FeatureMatrix(2, 2), targets));
    }

    @Test
    void rejectsMismatchedArguments() {
        FeatureMatrix three = new FeatureMatrix(2, 3);
        FeatureMatrix one = new FeatureMatrix(2, 1);
        assertRefused(
                "targets of row 0 are [0.5]",
                () ->
                        ClassificationMetrics.of(
                                one, FeatureMatrix.ofRows(new float[][] {{0.5f}, {1}})));
        assertRefused(
                "FeatureMatrix[2 samples × 1 features] predicted for targets of 3 classes: expected"
                        + " one output per class, or a single one for two classes",
                () -> ClassificationMetrics.of(one, three));
        assertRefused(
                "FeatureMatrix[2 samples × 3 features] predicted for targets of 2 classes",
                () -> ClassificationMetrics.of(three, one));
        assertRefused(
                "2 rows predicted for targets of 3 rows: expected equal numbers",
                () -> ClassificationMetrics.of(one, new FeatureMatrix(3, 1)));
        Model model = Model.of(Network.of(1, Layer.sigmoid(1).withoutBias()), 1);
        Dataset data = Dataset.labelled(new float[][] {{2}, {-2}}, "yes", "no");
        assertRefused(
                "the data has a single class: expected at least two",
                () ->
                        ClassificationMetrics.of(
                                model, Dataset.labelled(new float[2][1], "yes", "yes")));
        assertThrows(NullPointerException.class, () -> ClassificationMetrics.of(model, null));
        assertThrows(NullPointerException.class, () -> ClassificationMetrics.of(null, data));
        assertThrows(NullPointerException.class, () -> ClassificationMetrics.of(one, null));
        assertThrows(NullPointerException.class, () -> ClassificationMetrics.of(null, one));
    }

    private static void assertSame(ClassificationMetrics expected, ClassificationMetrics actual) {
        assertEquals(expected.accuracy(), actual.accuracy(), 1e-15);
        assertEquals(expected.logLoss(), actual.logLoss(), 1e-12);
        assertEquals(expected.macroPrecision(), actual.macroPrecision(), 1e-15);
        assertEquals(expected.macroRecall(), actual.macroRecall(), 1e-15);
        assertEquals(expected.macroF1(), actual.macroF1(), 1e-15);
        assertEquals(expected.balancedAccuracy(), actual.balancedAccuracy(), 1e-15);
        assertEquals(expected.rocAuc(), actual.rocAuc(), 1e-15);
        assertEquals(expected.brier(), actual.brier(), 1e-14);
        assertEquals(expected.averagePrecision(), actual.averagePrecision(), 1e-14);
    }

    private static FeatureMatrix matrix(double[] numbers, int rows) {
        FeatureMatrix matrix = new FeatureMatrix(rows, numbers.length / rows);
        for (int i = 0; i < numbers.length; i++) {
            matrix.set(i / matrix.features(), i % matrix.features(), (float) numbers[i]);
        }
        return matrix;
    }

    private static int[] ints(String numbers) {
        return Stream.of(numbers.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    private static double[] doubles(String numbers) {
        return Stream.of(numbers.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
}
