package lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Numbers that can be checked by hand. */
class ScalarKernelsTest {

    private static final Kernels KERNELS = KernelProvider.scalar();
    private final float[] scratch = new float[Kernels.SCRATCH];

    @Test
    void forwardStartsFromTheBiasAndAddsWeightedInputs() {
        Dense layer = new Dense(2, 1, 0, 2);
        float[] parameters = {3, -1, 0.5f}; // 3·x0 − x1 + ½
        float[] a = new float[2];
        KERNELS.forward(layer, parameters, new float[] {9, 0.5f, 1, 9, 2, 3.5f}, 1, 3, a, 2);
        assertArrayEquals(new float[] {Sigmoid.of(0), Sigmoid.of(0)}, a);
    }

    @Test
    void hitsTakeTheFirstOfEqualOutputs() {
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
    void hitsOfOneOutputCompareWithOneHalf() {
        float[] a = {0.5f, 0.50001f, 0.4f, 0.9f};
        assertEquals(4, hits(1, a, 0, 1, 0, 1));
        assertEquals(1, hits(1, a, 1, 1, 1, -1));
    }

    @Test
    void errorAndDeltaCountUnmaskedSamplesOnly() {
        float[] a = {0.5f, 2, 3};
        Targets targets =
                new Targets(1, new float[] {9, 0.25f, 4, 0}, 4, new float[] {9, 1, 1, 0}, null);
        assertEquals(0.0625f + 4, KERNELS.squaredError(targets, 1, a, 3, scratch));
        float[] delta = new float[3];
        KERNELS.outputDelta(targets, 1, a, delta, 3);
        assertArrayEquals(new float[] {0.25f * 0.25f, -2 * -2, 0}, delta, 1e-9f);
    }

    @Test
    void deltasGoBackwardThroughWeightsAndSlope() {
        Dense layer = new Dense(1, 2, 0, Dense.NO_BIAS);
        float[] deltaIn = new float[1];
        KERNELS.backward(
                layer,
                new float[] {2, -4},
                new float[] {0.5f, 0.125f},
                new float[] {0.5f},
                deltaIn,
                1);
        assertArrayEquals(new float[] {0.125f}, deltaIn); // ¼ · (2·½ − 4·⅛)
    }

    @Test
    void gradientAddsToWhatIsThere() {
        Dense layer = new Dense(1, 1, 0, 1);
        float[] gradient = {10, 20};
        KERNELS.gradient(layer, new float[] {2, 3}, 0, 2, new float[] {5, 7}, 2, gradient, scratch);
        assertArrayEquals(new float[] {10 + 2 * 5 + 3 * 7, 20 + 5 + 7}, gradient);
    }

    @Test
    void updateSubtractsRateTimesGradient() {
        float[] parameters = {1, 2};
        KERNELS.update(parameters, new float[] {4, -8}, 0.25f, 2);
        assertArrayEquals(new float[] {0, 4}, parameters);
    }

    private static int hits(int outputs, float[] a, float... classes) {
        return KERNELS.hits(new Targets(outputs, null, 0, null, classes), 0, a, classes.length);
    }
}
