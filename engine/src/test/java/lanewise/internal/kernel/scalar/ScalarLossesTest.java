package lanewise.internal.kernel.scalar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.ActivationKernels;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.LossFunction;
import lanewise.internal.kernel.LossKernels;
import lanewise.internal.kernel.Targets;
import lanewise.testing.Padded;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Results that can be checked by hand. */
class ScalarLossesTest {

    private static final LossKernels LOSSES = new ScalarLosses();
    private final float[] scratch = new float[Kernels.SCRATCH];

    @Test
    void squaredErrorAppliesTheWeightOnce() {
        float[] a = Padded.rows(1, 0.5f, 2, 3, 7);
        Targets targets = targets(1, new float[] {0.25f, 4, 0, 6}, 1, 1, 0, 3);
        float sum = LOSSES.sum(LossFunction.SQUARED_ERROR, targets, 0, null, a, 16, scratch);
        assertEquals(0.0625f + 4 + 3, sum);
    }

    /** The formula for networks without sample weights squares the mask and gives the same bits. */
    @Test
    void squaredErrorWithoutSampleWeightsMatchesTheSquaredMask() {
        Random random = new Random(5);
        int n = 48;
        float[] a = new float[3 * n];
        float[] y = new float[3 * n];
        float[] mask = new float[n];
        for (int k = 0; k < 3 * n; k++) {
            a[k] = random.nextFloat();
            y[k] = random.nextInt(2);
            mask[k % n] = k % n < n - 5 ? 1 : 0;
        }
        float[] lanes = new float[Lanes.COUNT];
        for (int k = 0; k < 3 * n; k++) {
            float error = (a[k] - y[k]) * mask[k % n];
            lanes[k % Lanes.COUNT] = Math.fma(error, error, lanes[k % Lanes.COUNT]);
        }
        Targets targets = new Targets(3, y, n, mask, null);
        assertEquals(
                Lanes.fold(lanes),
                LOSSES.sum(LossFunction.SQUARED_ERROR, targets, 0, null, a, n, scratch));
    }

    @Test
    void absoluteErrorIsTheWeightedSumOfSizes() {
        float[] a = Padded.rows(1, 0.5f, 2, 3, 7);
        Targets targets = targets(1, new float[] {0.25f, 4, 0, 6}, 1, 1, 0, 3);
        float sum = LOSSES.sum(LossFunction.ABSOLUTE_ERROR, targets, 0, null, a, 16, scratch);
        assertEquals(0.25f + 2 + 3, sum);
        float[] delta = new float[16];
        LOSSES.delta(LossFunction.ABSOLUTE_ERROR, targets, 0, a, delta, 16);
        assertArrayEquals(Padded.rows(1, 1, -1, 0, 3), delta);
    }

    /** Half the square up to 1, then linear with the same value and slope at 1. */
    @Test
    void huberIsSquaredUpToOneAndLinearBeyond() {
        float[] a = Padded.rows(1, 0.5f, -1, 3, 7, -4);
        Targets targets = targets(1, new float[] {0, 0, 0, 6.5f, -1}, 1, 1, 2, 4, 1);
        float sum = LOSSES.sum(LossFunction.HUBER, targets, 0, null, a, 16, scratch);
        assertEquals(0.125f + 0.5f + 2 * 2.5f + 4 * 0.125f + 2.5f, sum);
        float[] delta = new float[16];
        LOSSES.delta(LossFunction.HUBER, targets, 0, a, delta, 16);
        assertArrayEquals(Padded.rows(1, 0.5f, -1, 2, 2, -1), delta);
    }

    @Test
    void theSlopeOfNoErrorIsZero() {
        float[] a = Padded.rows(1, 0f, -0f, 3, Float.MIN_VALUE, -Float.MIN_VALUE);
        Targets targets = targets(1, new float[] {0f, 0f, 3, 0, 0}, 1, 1, 1, 1, 1);
        float[] delta = new float[16];
        LOSSES.delta(LossFunction.ABSOLUTE_ERROR, targets, 0, a, delta, 16);
        assertArrayEquals(Padded.rows(1, 0, 0, 0, 1, -1), delta);
        LOSSES.delta(LossFunction.HUBER, targets, 0, a, delta, 16);
        float least = Float.MIN_VALUE;
        assertArrayEquals(Padded.rows(1, 0, 0, 0, least, -least), delta);
    }

    /** Up to 1, Huber's loss is half the squared error, and its deltas are the same. */
    @Test
    void huberOfSmallErrorsIsHalfTheSquaredError() {
        Random random = new Random(3);
        float[] a = new float[3 * 48];
        float[] y = new float[3 * 48];
        float[] mask = new float[48];
        for (int k = 0; k < a.length; k++) {
            y[k] = random.nextInt(2);
            a[k] = k % 7 == 0 ? 1 - y[k] : random.nextFloat();
            mask[k % 48] = 2 * random.nextFloat();
        }
        Targets targets = new Targets(3, y, 48, mask, null);
        float squares = LOSSES.sum(LossFunction.SQUARED_ERROR, targets, 0, null, a, 48, scratch);
        assertEquals(squares / 2, LOSSES.sum(LossFunction.HUBER, targets, 0, null, a, 48, scratch));
        float[] expected = new float[a.length];
        float[] actual = new float[a.length];
        LOSSES.delta(LossFunction.SQUARED_ERROR, targets, 0, a, expected, 48);
        LOSSES.delta(LossFunction.HUBER, targets, 0, a, actual, 48);
        assertArrayEquals(expected, actual);
    }

    /** Values and derivatives by SciPy and scikit-learn. */
    @ParameterizedTest
    @CsvSource({"ABSOLUTE_ERROR, absolute", "HUBER, huber"})
    void matchesReferenceValues(LossFunction loss, String name) throws IOException {
        int checked = 0;
        for (String[] row : ReferenceFiles.rows("reference/scipy_losses.csv")) {
            if (!row[0].equals(name)) {
                continue;
            }
            float[] a = Padded.rows(1, Float.parseFloat(row[1]));
            Targets targets = targets(1, new float[] {Float.parseFloat(row[2])}, 1);
            float[] delta = new float[16];
            LOSSES.delta(loss, targets, 0, a, delta, 16);
            double value = Double.parseDouble(row[3]);
            assertEquals(
                    value,
                    LOSSES.sum(loss, targets, 0, null, a, 16, scratch),
                    2e-7 * value,
                    String.join(",", row));
            double slope = Double.parseDouble(row[4]);
            assertEquals(slope, delta[0], 1e-7 * Math.abs(slope), String.join(",", row));
            checked++;
        }
        assertTrue(checked > 50, checked + " values");
    }

    @Test
    void infiniteErrorsAreInfiniteLossesWithoutSlope() {
        for (LossFunction loss : List.of(LossFunction.ABSOLUTE_ERROR, LossFunction.HUBER)) {
            for (float infinite : new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                float[] a = Padded.rows(1, 1, infinite);
                Targets targets = targets(1, new float[] {1, 1}, 1, 1);
                float sum = LOSSES.sum(loss, targets, 0, null, a, 16, scratch);
                assertEquals(Float.POSITIVE_INFINITY, sum);
                float[] delta = new float[16];
                LOSSES.delta(loss, targets, 0, a, delta, 16);
                assertArrayEquals(Padded.rows(1, 0, Float.NaN), delta);
            }
        }
    }

    @Test
    void binaryCrossEntropyOfEvenOddsIsLogTwo() {
        Targets targets = targets(1, new float[] {0, 1, 0.5f, 1}, 1, 1, 1, 0.5f);
        assertEquals(3.5 * Math.log(2), binary(targets, 0, 0, 0, 0), 1e-6);
    }

    @Test
    void binaryCrossEntropyIsTheNegativeLogProbability() {
        // σ(log 3) = 3/4
        float logThree = (float) Math.log(3);
        Targets one = targets(1, new float[] {1, 0}, 1, 1);
        assertEquals(Math.log(4 / 3.0) + Math.log(4), binary(one, logThree, logThree), 1e-6);
        assertEquals(Math.log(4) + Math.log(4 / 3.0), binary(one, -logThree, -logThree), 1e-6);
    }

    @Test
    void binaryCrossEntropyDoesNotOverflowOrCancel() {
        assertEquals(0f, binary(targets(1, new float[] {1, 0}, 1, 1), 1e4f, -1e4f));
        assertEquals(2e4f, binary(targets(1, new float[] {0, 1}, 1, 1), 1e4f, -1e4f));
        // The small loss of a confident correct prediction is not rounded to 0.
        assertEquals(Math.exp(-30), binary(targets(1, new float[] {1}, 1), 30), 1e-19);
        assertEquals(Math.exp(-30), binary(targets(1, new float[] {0}, 1), -30), 1e-19);
    }

    @Test
    void crossEntropyOfEqualSumsIsTheLogOfTheirNumber() {
        Targets targets = targets(4, new float[] {0, 1, 0, 0}, 1);
        float[] z = {7, 7, 7, 7};
        assertEquals(Math.log(4), categories(targets, z), 1e-6);
        Targets two = targets(2, new float[] {1, 0, 0, 1}, 2, 0.5f);
        assertEquals(2.5 * Math.log(2), categories(two, 3, -9, 3, -9), 1e-6);
    }

    @Test
    void crossEntropyIsTheNegativeLogOfTheSoftmax() {
        Targets targets = targets(3, new float[] {0, 0.25f, 0.75f}, 2);
        double sum = Math.exp(-1) + Math.exp(0.5) + Math.exp(2);
        double exact = 2 * (0.25 * (Math.log(sum) - 0.5) + 0.75 * (Math.log(sum) - 2));
        assertEquals(exact, categories(targets, -1, 0.5f, 2), 2e-6);
    }

    @Test
    void crossEntropyDoesNotOverflow() {
        Targets targets = targets(2, new float[] {1, 0, 0, 1}, 1, 1);
        assertEquals(0f, categories(targets, 1e4f, -1e4f, -1e4f, 1e4f));
        assertEquals(4e4f, categories(targets, -1e4f, 1e4f, 1e4f, -1e4f));
    }

    /** Padding may hold any finite values. */
    @Test
    void samplesOfWeightZeroContributeNothing() {
        Random random = new Random(7);
        float[] z = new float[32];
        float[] y = new float[32];
        for (int k = 0; k < 32; k++) {
            z[k] = 1e4f * (float) random.nextGaussian();
            y[k] = 1e4f * (float) random.nextGaussian();
        }
        Targets targets = new Targets(2, y, 16, new float[16], null);
        float[] delta = new float[32];
        for (LossFunction loss : LossFunction.values()) {
            assertEquals(0f, LOSSES.sum(loss, targets, 0, z, z, 16, scratch), loss.name());
            LOSSES.delta(loss, targets, 0, z, delta, 16);
            for (float d : delta) {
                assertEquals(0f, Math.abs(d), loss.name());
            }
        }
    }

    @Test
    void propagatesNaN() {
        Targets targets = targets(2, new float[] {1, 0, 0, 1}, 1, 1);
        for (int k = 0; k < 4; k++) {
            float[] z = {1, 2, 3, 4};
            z[k] = Float.NaN;
            float[] padded = Padded.rows(2, z);
            for (LossFunction loss : LossFunction.values()) {
                float sum = LOSSES.sum(loss, targets, 0, padded, padded, 16, scratch);
                assertTrue(Float.isNaN(sum), loss + " of NaN at " + k + ": " + sum);
                float[] delta = new float[padded.length];
                LOSSES.delta(loss, targets, 0, padded, delta, 16);
                for (int i = 0; i < delta.length; i++) {
                    assertEquals(Float.isNaN(padded[i]), Float.isNaN(delta[i]), loss + " at " + i);
                }
            }
        }
    }

    @Test
    void deltaIsTheWeightedDifference() {
        float[] a = Padded.rows(1, 0.5f, 2, 3);
        float[] y = new float[32];
        float[] mask = new float[32];
        System.arraycopy(new float[] {9, 0.25f, 4, 0}, 0, y, 15, 4);
        System.arraycopy(new float[] {9, 1, 3, 0}, 0, mask, 15, 4);
        Targets targets = new Targets(1, y, 32, mask, null);
        float[] delta = new float[16];
        LOSSES.delta(LossFunction.SQUARED_ERROR, targets, 16, a, delta, 16);
        assertArrayEquals(Padded.rows(1, 0.25f, -6, 0), delta);
        LOSSES.deltaOfSigmoid(targets, 16, a, delta, 16);
        assertArrayEquals(Padded.rows(1, 0.25f * 0.25f, -2 * -6, 0), delta, 1e-9f);
    }

    /** Compares delta with central differences of the cross-entropies by the weighted sums. */
    @Test
    void deltaIsTheDerivativeOfTheCrossEntropies() {
        float[] z = Padded.rows(3, 0.3f, -1.2f, 2, 0.7f, 0.1f, -0.4f);
        Targets targets = targets(3, new float[] {1, 0.2f, 0, 0.3f, 0, 0.5f}, 1, 2);
        ActivationKernels activations = new ScalarActivations();
        float[] a = new float[z.length];
        float[] delta = new float[z.length];
        activations.softmax(z, a, 3, 16);
        LOSSES.delta(LossFunction.CROSS_ENTROPY, targets, 0, a, delta, 16);
        assertDerivative(LossFunction.CROSS_ENTROPY, targets, z, delta);
        activations.apply(ActivationFunction.SIGMOID, z, a, 0, z.length);
        LOSSES.delta(LossFunction.BINARY_CROSS_ENTROPY, targets, 0, a, delta, 16);
        assertDerivative(LossFunction.BINARY_CROSS_ENTROPY, targets, z, delta);
    }

    private void assertDerivative(LossFunction loss, Targets targets, float[] z, float[] delta) {
        float step = 0x1p-6f;
        for (int k = 0; k < z.length; k++) {
            float[] moved = z.clone();
            moved[k] = z[k] + step;
            double above = LOSSES.sum(loss, targets, 0, moved, null, 16, scratch);
            moved[k] = z[k] - step;
            double below = LOSSES.sum(loss, targets, 0, moved, null, 16, scratch);
            assertEquals((above - below) / (2 * step), delta[k], 1e-4, loss + " at " + k);
        }
    }

    @Test
    void predictionIsTheFirstOfEqualOutputs() {
        float[] a = {
            0.5f, 0.1f, 0.2f, 0.9f, // output 0 of four samples
            0.5f, 0.7f, 0.2f, 0.9f,
            0.1f, 0.7f, 0.3f, 0.9f
        };
        assertEquals(4, hits(3, a, 0, 1, 2, 0));
        assertEquals(0, hits(3, a, 1, 2, 0, 2));
        assertEquals(0, hits(3, a, -1, -1, -1, -1));
    }

    @Test
    void predictionOfOneOutputIsComparedWithOneHalf() {
        float[] a = {0.5f, 0.50001f, 0.4f, 0.9f};
        assertEquals(4, hits(1, a, 0, 1, 0, 1));
        assertEquals(1, hits(1, a, 1, 1, 1, -1));
    }

    private static int hits(int outputs, float[] a, float... classes) {
        Targets targets = new Targets(outputs, null, 0, null, Padded.row(-1, classes));
        return LOSSES.hits(targets, 0, Padded.rows(outputs, a), 16);
    }

    private float binary(Targets targets, float... z) {
        float[] sums = Padded.rows(targets.outputs(), z);
        return LOSSES.sum(LossFunction.BINARY_CROSS_ENTROPY, targets, 0, sums, null, 16, scratch);
    }

    private float categories(Targets targets, float... z) {
        float[] sums = Padded.rows(targets.outputs(), z);
        return LOSSES.sum(LossFunction.CROSS_ENTROPY, targets, 0, sums, null, 16, scratch);
    }

    private static Targets targets(int outputs, float[] y, float... mask) {
        return new Targets(outputs, Padded.rows(outputs, y), 16, Padded.rows(1, mask), null);
    }
}
