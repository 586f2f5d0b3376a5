package lanewise.metrics;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * {@link Metric}: names, order, outputs that are no probabilities and argument checks; {@link
 * ClassificationMetricsTest} and {@link RegressionMetricsTest} compare scores with scikit-learn's.
 */
class MetricTest {
    private static final String NAMES =
            "[accuracy, balanced-accuracy, macro-f1, log-loss, roc-auc, average-precision, brier, r2,"
                    + " rmse, mae]";

    @Test
    void eachConstantIsFoundByItsName() {
        assertEquals(NAMES, Metric.all().toString());
        for (Metric metric : Metric.all()) {
            assertSame(metric, Metric.named(metric.name()));
            assertEquals(metric.name(), metric.toString());
        }
        assertThrows(UnsupportedOperationException.class, () -> Metric.all().removeFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"log-loss", "log loss", "LOG_LOSS", "Log-Loss"})
    void acceptsOtherSpellings(String name) {
        assertSame(Metric.LOG_LOSS, Metric.named(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acuracy", "logloss", " accuracy", "a\"b"})
    void rejectsUnknownNames(String name) {
        assertRefused(
                "unknown metric \"" + name + "\": expected one of " + NAMES,
                () -> Metric.named(name));
    }

    @Test
    void unknownNamesFitIntoALine() {
        assertRefused("unknown metric \"a\\nb\"", () -> Metric.named("a\nb"));
        assertRefused("xxx…\": expected", () -> Metric.named("x".repeat(1000)));
    }

    @Test
    void lossesAndErrorsAreMinimized() {
        List<Metric> minimized = List.of(Metric.LOG_LOSS, Metric.BRIER, Metric.RMSE, Metric.MAE);
        for (Metric metric : Metric.all()) {
            assertEquals(!minimized.contains(metric), metric.largerIsBetter(), metric.name());
        }
    }

    @Test
    void comparesBestFirstAndNaNLast() {
        double nan = Double.NaN;
        double infinity = Double.POSITIVE_INFINITY;
        List<Double> accuracies = new ArrayList<>(List.of(0.5, nan, -infinity, 1.0, nan, 0.75));
        accuracies.sort(Metric.ACCURACY::compare);
        assertEquals(List.of(1.0, 0.75, 0.5, -infinity, nan, nan), accuracies);
        List<Double> losses = new ArrayList<>(List.of(0.5, nan, infinity, 1.0, nan, 0.75));
        Collections.shuffle(losses, new Random(1));
        losses.sort(Metric.LOG_LOSS::compare);
        assertEquals(List.of(0.5, 0.75, 1.0, infinity, nan, nan), losses);
        for (Metric metric : List.of(Metric.R2, Metric.RMSE)) {
            assertEquals(0, metric.compare(nan, nan));
            assertEquals(0, metric.compare(2, 2));
            assertTrue(metric.compare(nan, 2) > 0);
            assertTrue(metric.compare(2, nan) < 0);
        }
    }

    @Test
    void ownMetricsHaveTheScoreOfTheirFunction() {
        FeatureMatrix predicted = FeatureMatrix.ofRows(new float[][] {{3}, {0}});
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{1}, {0}});
        Metric profit = Metric.maximized("profit", (p, y) -> p.get(0, 0) - y.get(0, 0));
        assertEquals(2, profit.score(predicted, targets));
        assertTrue(profit.largerIsBetter());
        assertEquals("profit", profit.toString());
        Metric cost = Metric.minimized("cost", (_, _) -> Double.NaN);
        assertEquals(Double.NaN, cost.score(predicted, targets));
        assertFalse(cost.largerIsBetter());
        assertRefused(
                "2 rows predicted for targets of 3 rows: expected equal numbers",
                () -> profit.score(predicted, new FeatureMatrix(3, 1)));
        assertRefused(
                "the name of the metric is blank: expected a name such as accuracy",
                () -> Metric.maximized(" ", (_, _) -> 0));
        assertThrows(NullPointerException.class, () -> Metric.minimized("cost", null));
        assertThrows(NullPointerException.class, () -> Metric.minimized(null, (_, _) -> 0));
    }

    @Test
    void metricsOfRanksAcceptOutputsOfAnyRange() {
        float infinity = Float.POSITIVE_INFINITY;
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{1, 0}, {0, 1}, {0, 1}});
        FeatureMatrix two = new FeatureMatrix(3, 2);
        float[][] rows = {{-1, -3}, {-infinity, infinity}, {7, -4}};
        for (int row = 0; row < 3; row++) {
            two.array()[row] = rows[row][0];
            two.array()[two.stride() + row] = rows[row][1];
        }
        assertEquals(2.0 / 3, Metric.ACCURACY.score(two, targets));
        assertEquals(0.75, Metric.BALANCED_ACCURACY.score(two, targets));
        assertEquals((2.0 / 3 + 2.0 / 3) / 2, Metric.MACRO_F1.score(two, targets));
        assertEquals(0.5, Metric.ROC_AUC.score(two, targets));
        // The second class is predicted above ½.
        FeatureMatrix one = FeatureMatrix.ofRows(new float[][] {{-9}, {0.5f}, {12}});
        assertEquals(2.0 / 3, Metric.ACCURACY.score(one, targets));
        assertEquals(1, Metric.ROC_AUC.score(one, targets));
    }

    @Test
    void zerosOfBothSignsAreTied() {
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{1}, {0}, {1}, {0}});
        FeatureMatrix zeros = FeatureMatrix.ofRows(new float[][] {{0}, {-0f}, {-0f}, {0}});
        assertEquals(0.5, Metric.ROC_AUC.score(zeros, targets));
        assertEquals(0.5, Metric.AVERAGE_PRECISION.score(zeros, targets));
    }

    @Test
    void rocAucDoesNotDependOnTheOrderOfRows() {
        Random random = new Random(4);
        int rows = 1000;
        FeatureMatrix predicted = new FeatureMatrix(rows, 1);
        FeatureMatrix targets = new FeatureMatrix(rows, 1);
        long halves = 0;
        for (int row = 0; row < rows; row++) {
            predicted.set(row, 0, random.nextInt(50) / 49f);
            targets.set(row, 0, random.nextInt(3) == 0 ? 1 : 0);
        }
        long pairs = 0;
        for (int one = 0; one < rows; one++) {
            for (int other = 0; other < rows; other++) {
                if (targets.get(one, 0) > targets.get(other, 0)) {
                    pairs++;
                    halves += 1 + Float.compare(predicted.get(one, 0), predicted.get(other, 0));
                }
            }
        }
        double expected = halves / (2.0 * pairs);
        assertEquals(expected, Metric.ROC_AUC.score(predicted, targets));
        int[] reversed = new int[rows];
        for (int row = 0; row < rows; row++) {
            reversed[row] = rows - 1 - row;
        }
        assertEquals(
                expected,
                Metric.ROC_AUC.score(predicted.select(reversed), targets.select(reversed)));
    }

    @Test
    void scoresOfRanksOfOneClassAreNaN() {
        FeatureMatrix p = FeatureMatrix.ofRows(new float[][] {{0.2f}, {0.7f}});
        FeatureMatrix zeros = new FeatureMatrix(2, 1);
        FeatureMatrix ones = FeatureMatrix.ofRows(new float[][] {{1}, {1}});
        assertEquals(Double.NaN, Metric.ROC_AUC.score(p, zeros));
        assertEquals(Double.NaN, Metric.ROC_AUC.score(p, ones));
        assertEquals(Double.NaN, Metric.AVERAGE_PRECISION.score(p, zeros));
        assertEquals(Double.NaN, Metric.AVERAGE_PRECISION.score(p, ones));
        assertEquals(0.5, Metric.BALANCED_ACCURACY.score(p, ones));
        // Class 2 of three has no rows.
        FeatureMatrix three = FeatureMatrix.ofRows(new float[][] {{1, 0, 0}, {0, 1, 0}});
        assertEquals(Double.NaN, Metric.ROC_AUC.score(three, three));
        assertEquals(Double.NaN, Metric.AVERAGE_PRECISION.score(three, three));
        assertEquals(1, Metric.BALANCED_ACCURACY.score(three, three));
    }

    @Test
    void scoresModels() {
        Model model = Model.of(Network.of(1, Layer.sigmoid(1).withoutBias()), 1);
        float[][] rows = {{2}, {-2}, {-1}};
        Dataset data = Dataset.labelled(rows, "b", "a", "b");
        ClassificationMetrics expected = ClassificationMetrics.of(model, data);
        assertEquals(2.0 / 3, Metric.ACCURACY.score(model, data));
        assertEquals(expected.logLoss(), Metric.LOG_LOSS.score(model, data));
        assertEquals(expected.brier(), Metric.BRIER.score(model, data));
        // Classes are matched by name.
        Model named = model.withClassNames(List.of("b", "a"));
        assertEquals(1.0 / 3, Metric.ACCURACY.score(named, data));
        assertRefused(
                "the data has a single class: expected at least two",
                () -> Metric.ACCURACY.score(model, Dataset.labelled(rows, "b", "b", "b")));
        Dataset numbers =
                Dataset.of(data.features(), FeatureMatrix.ofRows(new float[][] {{0}, {2}, {1}}));
        assertEquals(
                RegressionMetrics.of(model, numbers).rmse(), Metric.RMSE.score(model, numbers));
        assertThrows(NullPointerException.class, () -> Metric.RMSE.score(model, null));
        assertThrows(NullPointerException.class, () -> Metric.RMSE.score(null, numbers));
    }

    @ParameterizedTest
    @CsvSource({"accuracy", "balanced-accuracy", "macro-f1", "roc-auc", "average-precision"})
    void metricsOfRanksRejectNaN(String name) {
        assertRefused(
                "output 1 of row 2 is NaN: expected a number; if training diverged, lower the"
                        + " learning rate or scale the features",
                () -> Metric.named(name).score(outputs(Float.NaN), oneHot()));
    }

    @ParameterizedTest
    @CsvSource({"log-loss, NaN", "brier, NaN", "brier, -1e-7", "log-loss, 1.5", "brier, Infinity"})
    void metricsOfProbabilitiesRejectOtherNumbers(String name, float output) {
        assertRefused(
                "output 1 of row 2 is "
                        + output
                        + ": expected a probability from 0 to 1, the range of sigmoid and softmax;"
                        + " use ConfusionMatrix or Metric.ACCURACY for other outputs",
                () -> Metric.named(name).score(outputs(output), oneHot()));
    }

    @ParameterizedTest
    @CsvSource({"r2, NaN", "rmse, Infinity", "mae, -Infinity"})
    void metricsOfNumbersRejectNumbersThatAreNotFinite(String name, float output) {
        assertRefused(
                "output 1 of row 2 is " + output + ": expected a finite number",
                () -> Metric.named(name).score(outputs(output), oneHot()));
    }

    @Test
    void rejectsTargetsThatDoNotFit() {
        FeatureMatrix numbers = FeatureMatrix.ofRows(new float[][] {{0}, {7}, {1}});
        for (Metric metric : Metric.all().subList(0, 7)) {
            assertRefused(
                    "targets of row 1 are [7.0]: expected 1 for the true class and 0 for the"
                            + " others; use RegressionMetrics or Metric.RMSE for numeric targets",
                    () -> metric.score(outputs(0), numbers));
            assertRefused(
                    "FeatureMatrix[3 samples × 2 features] predicted for targets of 4 classes:"
                            + " expected one output per class, or a single one for two classes",
                    () -> metric.score(outputs(0), new FeatureMatrix(3, 4)));
        }
        for (Metric metric : Metric.all()) {
            assertRefused(
                    "3 rows predicted for targets of 2 rows: expected equal numbers",
                    () -> metric.score(outputs(0), new FeatureMatrix(2, 2)));
        }
    }

    /** Three rows of two outputs, 0 but for the last. */
    private static FeatureMatrix outputs(float last) {
        FeatureMatrix outputs = new FeatureMatrix(3, 2);
        outputs.array()[outputs.stride() + 2] = last;
        return outputs;
    }

    private static FeatureMatrix oneHot() {
        return FeatureMatrix.ofRows(new float[][] {{1, 0}, {1, 0}, {0, 1}});
    }
}
