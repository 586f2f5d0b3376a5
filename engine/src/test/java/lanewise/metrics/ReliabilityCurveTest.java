package lanewise.metrics;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.data.FeatureMatrix;
import lanewise.metrics.ReliabilityCurve.Bin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** {@link ReliabilityCurve} against scikit-learn. */
class ReliabilityCurveTest {

    static List<CurveReference> references() {
        return CurveReference.all();
    }

    @ParameterizedTest
    @MethodSource("references")
    void binsAreThoseOfScikitLearn(CurveReference reference) {
        ReliabilityCurve curve =
                ReliabilityCurve.of(
                        reference.predicted(),
                        reference.targets(),
                        reference.index(),
                        reference.bins());
        assertArrayEquals(reference.rows(), column(curve, Bin::rows));
        assertArrayEquals(reference.observed(), column(curve, Bin::observed), 1e-15);
        assertArrayEquals(reference.meanPredicted(), column(curve, Bin::meanPredicted), 1e-15);
        assertEquals(reference.expectedCalibrationError(), curve.expectedCalibrationError(), 1e-15);
    }

    private static double[] column(ReliabilityCurve curve, ToDoubleFunction<Bin> number) {
        return curve.bins().stream().mapToDouble(number).toArray();
    }

    /** A probability on an edge belongs to the bin below, 0 to the first. */
    @Test
    void upperEdgesBelongToBins() {
        FeatureMatrix p =
                FeatureMatrix.ofRows(new float[][] {{0}, {0.25f}, {0.5f}, {0.75f}, {0.625f}, {1}});
        FeatureMatrix targets = FeatureMatrix.ofRows(new float[][] {{0}, {1}, {1}, {0}, {1}, {1}});
        ReliabilityCurve curve = ReliabilityCurve.of(p, targets, 0, 4);
        assertEquals(
                List.of(
                        new Bin(0.125, 0.5, 2),
                        new Bin(0.5, 1, 1),
                        new Bin(0.6875, 0.5, 2),
                        new Bin(1, 1, 1)),
                curve.bins());
        assertEquals((2 * 0.375 + 0.5 + 2 * 0.1875) / 6, curve.expectedCalibrationError(), 1e-15);
    }

    /** As NumPy's searchsorted in edges k · (1 / bins), for the floats at each edge. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 10, 49, 1000})
    void edgesAreExact(int bins) {
        FeatureMatrix pair = new FeatureMatrix(2, 1);
        for (int k = 1; k < bins; k++) {
            double edge = k * (1.0 / bins);
            pair.set(1, 0, (float) ((k + 0.5) / bins)); // in the bin above the edge
            float p = Math.nextDown((float) edge);
            for (int step = 0; step < 3; step++) {
                pair.set(0, 0, p);
                assertEquals(
                        p > edge ? 1 : 2,
                        ReliabilityCurve.of(pair, new FeatureMatrix(2, 1), 0, bins).bins().size(),
                        p + " and the edge " + edge);
                p = Math.nextUp(p);
            }
        }
    }

    @Test
    void oneColumnIsTheSecondClass() {
        FeatureMatrix two = FeatureMatrix.ofRows(new float[][] {{1, 0}, {0, 1}});
        FeatureMatrix p = FeatureMatrix.ofRows(new float[][] {{0.25f}, {0.5f}});
        ReliabilityCurve curve = ReliabilityCurve.of(p, two, 0, 1);
        assertEquals(List.of(new Bin(0.375, 0.5, 2)), curve.bins());
        assertEquals(0.125, curve.expectedCalibrationError());
    }

    @Test
    void rejectsInvalidArguments() {
        FeatureMatrix one = new FeatureMatrix(2, 1);
        assertRefused("0 bins: expected 1 to 1000000", () -> ReliabilityCurve.of(one, one, 0, 0));
        assertRefused(
                "1000001 bins: expected 1 to 1000000",
                () -> ReliabilityCurve.of(one, one, 0, 1_000_001));
        assertRefused("index 1: expected 0 to 0", () -> ReliabilityCurve.of(one, one, 1, 10));
        FeatureMatrix other = FeatureMatrix.ofRows(new float[][] {{1}, {1.5f}});
        assertRefused(
                "output 0 of row 1 is 1.5: expected a probability from 0 to 1, the range of sigmoid"
                        + " and softmax; RocCurve takes other outputs",
                () -> ReliabilityCurve.of(other, one, 0, 10));
        assertRefused("target 0 of row 1 is 1.5", () -> ReliabilityCurve.of(one, other, 0, 10));
        assertThrows(NullPointerException.class, () -> ReliabilityCurve.of(null, one, 0, 10));
        assertThrows(NullPointerException.class, () -> ReliabilityCurve.of(one, null, 0, 10));
        assertThrows(NullPointerException.class, () -> new ReliabilityCurve(null, 0));
    }
}
