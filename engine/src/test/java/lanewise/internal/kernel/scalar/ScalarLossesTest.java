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

import org.junit.jupiter.api.Test;

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
        }
        LOSSES.delta(targets, 0, z, delta, 16);
        for (float d : delta) {
            assertEquals(0f, Math.abs(d));
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
        LOSSES.delta(targets, 16, a, delta, 16);
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
        LOSSES.delta(targets, 0, a, delta, 16);
        assertDerivative(LossFunction.CROSS_ENTROPY, targets, z, delta);
        activations.apply(ActivationFunction.SIGMOID, z, a, 0, z.length);
        LOSSES.delta(targets, 0, a, delta, 16);
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
