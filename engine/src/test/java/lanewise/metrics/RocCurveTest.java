package lanewise.metrics;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.data.FeatureMatrix;
import lanewise.metrics.RocCurve.Point;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** {@link RocCurve} against scikit-learn. */
class RocCurveTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    static List<CurveReference> references() {
        return CurveReference.all();
    }

    @ParameterizedTest
    @MethodSource("references")
    void pointsAreThoseOfScikitLearn(CurveReference reference) {
        RocCurve curve = RocCurve.of(reference.predicted(), reference.targets(), reference.index());
        assertArrayEquals(
                reference.falsePositiveRates(), column(curve, Point::falsePositiveRate), 1e-15);
        assertArrayEquals(
                reference.truePositiveRates(), column(curve, Point::truePositiveRate), 1e-15);
        double[] thresholds = reference.thresholds().clone();
        thresholds[0] = INFINITY; // scikit-learn 1.2: the largest output + 1
        assertArrayEquals(thresholds, column(curve, Point::threshold));
        assertEquals(reference.area(), curve.area(), 1e-14);
    }

    private static double[] column(RocCurve curve, ToDoubleFunction<Point> number) {
        return curve.points().stream().mapToDouble(number).toArray();
    }

    @Test
    void someReferencesDropPoints() {
        CurveReference ties =
                references().stream()
                        .filter(reference -> reference.name().equals("hundredths"))
                        .findFirst()
                        .orElseThrow();
        long distinct = 0;
        FeatureMatrix p = ties.predicted();
        for (int row = 0; row < p.samples(); row++) {
            distinct += isFirst(p, row) ? 1 : 0;
        }
        assertEquals(87, distinct);
        assertEquals(76, RocCurve.of(p, ties.targets(), 0).points().size());
    }

    private static boolean isFirst(FeatureMatrix p, int row) {
        for (int other = 0; other < row; other++) {
            if (p.get(other, 0) == p.get(row, 0)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void areaIsThatOfTheMetrics() {
        for (CurveReference reference : references()) {
            if (reference.name().equals("two outputs") && reference.index() == 1
                    || reference.name().contains("one output")) {
                assertEquals(
                        Metric.ROC_AUC.score(reference.predicted(), reference.targets()),
                        RocCurve.of(reference.predicted(), reference.targets(), reference.index())
                                .area());
            }
        }
        CurveReference softmax = references().getFirst();
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            sum += RocCurve.of(softmax.predicted(), softmax.targets(), k).area();
        }
        assertEquals(sum / 3, Metric.ROC_AUC.score(softmax.predicted(), softmax.targets()));
    }

    /** Outputs 3, 2 (of both kinds) and −1; the single row of −∞ is positive. */
    @Test
    void takesOutputsOfAnyRange() {
        FeatureMatrix predicted = new FeatureMatrix(5, 1);
        float[] outputs = {2, -1, Float.NEGATIVE_INFINITY, 3, 2};
        System.arraycopy(outputs, 0, predicted.array(), 0, 5);
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{1}, {0}, {1}, {1}, {0}});
        RocCurve curve = RocCurve.of(predicted, targets, 0);
        assertEquals(
                List.of(
                        new Point(0, 0, INFINITY),
                        new Point(0, 1.0 / 3, 3),
                        new Point(0.5, 2.0 / 3, 2),
                        new Point(1, 2.0 / 3, -1),
                        new Point(1, 1, -INFINITY)),
                curve.points());
        assertEquals((2 + 1.5) / 6, curve.area()); // 3 above both others, 2 above one and a half
    }

    @Test
    void oneColumnIsTheSecondClass() {
        FeatureMatrix one = FeatureMatrix.ofRows(new float[][] {{0}, {1}, {1}});
        FeatureMatrix two = FeatureMatrix.ofRows(new float[][] {{1, 0}, {0, 1}, {0, 1}});
        FeatureMatrix p = FeatureMatrix.ofRows(new float[][] {{0.5f}, {0.25f}, {0.75f}});
        RocCurve curve = RocCurve.of(p, one, 0);
        assertEquals(new Point(0, 0.5, 0.75), curve.points().get(1));
        assertEquals(curve, RocCurve.of(p, two, 0));
        // The first of two outputs is the first class, also where there is a single target.
        FeatureMatrix both =
                FeatureMatrix.ofRows(new float[][] {{0.5f, 0.5f}, {0.75f, 0.25f}, {0.25f, 0.75f}});
        assertEquals(curve, RocCurve.of(both, one, 1));
        assertEquals(curve, RocCurve.of(both, two, 1));
        assertEquals(new Point(0.5, 0, 0.75), RocCurve.of(both, one, 0).points().get(1));
        assertEquals(RocCurve.of(both, two, 0), RocCurve.of(both, one, 0));
    }

    @Test
    void isUndefinedWithoutRowsOfBothKinds() {
        FeatureMatrix p = FeatureMatrix.ofRows(new float[][] {{0.25f}, {0.5f}});
        RocCurve none = RocCurve.of(p, new FeatureMatrix(2, 1), 0);
        assertEquals(Double.NaN, none.area());
        assertEquals(new Point(0, Double.NaN, INFINITY), none.points().getFirst());
        assertEquals(new Point(1, Double.NaN, 0.25), none.points().getLast());
        RocCurve all = RocCurve.of(p, FeatureMatrix.ofRows(new float[][] {{1}, {1}}), 0);
        assertEquals(Double.NaN, all.area());
        assertEquals(new Point(Double.NaN, 1, 0.25), all.points().getLast());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3})
    void rejectsOtherColumns(int index) {
        FeatureMatrix three = new FeatureMatrix(2, 3);
        assertRefused(
                "index "
                        + index
                        + ": expected 0 to 2, a column of FeatureMatrix[2 samples × 3 features]",
                () -> RocCurve.of(three, three, index));
    }

    @Test
    void rejectsMismatchedArguments() {
        FeatureMatrix one = new FeatureMatrix(2, 1);
        FeatureMatrix three = new FeatureMatrix(2, 3);
        assertRefused(
                "FeatureMatrix[2 samples × 1 features] predicted for targets of 3 columns: expected"
                        + " one output per class or label, or a single one for two classes",
                () -> RocCurve.of(one, three, 0));
        assertRefused(
                "2 rows predicted for targets of 3 rows",
                () -> RocCurve.of(one, new FeatureMatrix(3, 1), 0));
        FeatureMatrix numbers = FeatureMatrix.ofRows(new float[][] {{0}, {0.5f}});
        assertRefused(
                "target 0 of row 1 is 0.5: expected 1 for rows of the class or label and 0 for"
                        + " others; use RegressionMetrics for numeric targets",
                () -> RocCurve.of(one, numbers, 0));
        assertRefused(
                "targets of row 1 are [0.5]: expected 1 for the true class",
                () -> RocCurve.of(new FeatureMatrix(2, 2), numbers, 0));
        FeatureMatrix nan = new FeatureMatrix(2, 1);
        nan.array()[1] = Float.NaN;
        assertRefused("output 0 of row 1 is NaN", () -> RocCurve.of(nan, one, 0));
        assertThrows(NullPointerException.class, () -> RocCurve.of(null, one, 0));
        assertThrows(NullPointerException.class, () -> RocCurve.of(one, null, 0));
    }

    @Test
    void copiesItsPoints() {
        List<Point> points = new ArrayList<>(List.of(new Point(0, 0, 1), new Point(1, 1, 0)));
        RocCurve curve = new RocCurve(points, 0.5);
        points.clear();
        assertEquals(2, curve.points().size());
        assertThrows(UnsupportedOperationException.class, () -> curve.points().removeFirst());
        points.add(null);
        assertThrows(NullPointerException.class, () -> new RocCurve(points, 0.5));
    }
}
