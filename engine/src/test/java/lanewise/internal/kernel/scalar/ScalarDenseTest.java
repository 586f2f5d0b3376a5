package lanewise.internal.kernel.scalar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.DenseKernels;
import lanewise.internal.kernel.Workspace;
import lanewise.internal.tier.KernelProvider;
import lanewise.testing.Padded;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Results that can be checked by hand. */
class ScalarDenseTest {

    private static final DenseKernels KERNELS = KernelProvider.scalar().dense();

    @Test
    void forwardAddsWeightedInputsToTheBias() {
        Dense layer = new Dense(2, 1, 0, 2);
        float[] parameters = {3, -1, 0.5f}; // 3·x0 − x1 + ½
        float[] x = {9, 0.5f, 1, 9, 2, 3.5f};
        float[] z = new float[2];
        float[] a = new float[2];
        ActivationFunction f = ActivationFunction.SIGMOID;
        KERNELS.forward(layer, f, 0, 1, parameters, x, 1, 3, z, a, 2, workspace(layer, 2));
        assertArrayEquals(new float[] {0, 0}, z);
        assertArrayEquals(new float[] {0.5f, 0.5f}, a);
    }

    @Test
    void forwardComputesOnlyTheRequestedUnits() {
        Dense layer = new Dense(1, 3, 0, Dense.NO_BIAS);
        float[] a = {7, 7, 7};
        ActivationFunction f = ActivationFunction.IDENTITY;
        float[] w = {2, 3, 4};
        KERNELS.forward(layer, f, 1, 2, w, new float[] {10}, 0, 1, a, a, 1, workspace(layer, 1));
        assertArrayEquals(new float[] {7, 30, 7}, a);
    }

    @Test
    void backwardMultipliesDeltasByWeights() {
        Dense layer = new Dense(1, 2, 0, Dense.NO_BIAS);
        float[] deltaIn = new float[16];
        float[] delta = Padded.rows(2, 0.5f, 0.125f);
        Workspace workspace = workspace(layer, 16);
        KERNELS.backward(layer, 0, 1, new float[] {2, -4}, delta, deltaIn, 16, workspace);
        assertArrayEquals(Padded.rows(1, 0.5f), deltaIn); // 2·½ − 4·⅛
    }

    @Test
    void gradientAddsToTheSumsSoFar() {
        Dense layer = new Dense(1, 1, 0, 1);
        float[] gradient = {10, 20};
        float[] x = Padded.rows(1, 2, 3);
        float[] delta = Padded.rows(1, 5, 7);
        Workspace workspace = workspace(layer, 16);
        KERNELS.gradient(layer, 0, 1, x, 0, 16, delta, 16, true, gradient, null, workspace);
        assertArrayEquals(new float[] {10 + 2 * 5 + 3 * 7, 20 + 5 + 7}, gradient);
    }

    @Test
    void newGradientDoesNotReadTheArray() {
        for (Dense layer : List.of(new Dense(1, 1, 0, 1), new Dense(16, 16, 0, 256))) {
            int n = 16;
            float[] gradient = new float[layer.end()];
            java.util.Arrays.fill(gradient, Float.NaN);
            float[] x = new float[layer.inputs() * n];
            java.util.Arrays.fill(x, 3);
            float[] delta = new float[layer.outputs() * n];
            java.util.Arrays.fill(delta, 5);
            int inputs = layer.inputs();
            Workspace workspace = workspace(layer, n);
            KERNELS.gradient(layer, 0, inputs, x, 0, n, delta, n, false, gradient, null, workspace);
            for (int k = 0; k < layer.biases(); k++) {
                assertEquals(n * 3 * 5, gradient[k]);
            }
            assertEquals(n * 5, gradient[layer.biases()]);
        }
    }

    @Test
    void biasGradientIsComputedWithTheFirstInput() {
        Dense layer = new Dense(2, 1, 0, 2);
        float[] gradient = {10, 20, 30};
        float[] x = Padded.rows(2, 2, 3, 4, 5);
        float[] delta = Padded.rows(1, 7, 11);
        Workspace workspace = workspace(layer, 16);
        KERNELS.gradient(layer, 1, 2, x, 0, 16, delta, 16, true, gradient, null, workspace);
        assertArrayEquals(new float[] {10, 20 + 4 * 7 + 5 * 11, 30}, gradient);
        KERNELS.gradient(layer, 0, 1, x, 0, 16, delta, 16, true, gradient, null, workspace);
        assertArrayEquals(
                new float[] {10 + 2 * 7 + 3 * 11, 20 + 4 * 7 + 5 * 11, 30 + 7 + 11}, gradient);
    }

    @Test
    void gradientOfLargeLayersIsSummedInSampleOrder() {
        Dense large = new Dense(16, 16, 0, Dense.NO_BIAS);
        Dense small = new Dense(16, 15, 0, Dense.NO_BIAS);
        float big = 0x1p24f; // to which 1 cannot be added
        float[] x = new float[16 * 16];
        x[0] = big;
        x[1] = 1;
        x[8] = -big; // added to big first when lanes are folded, last in the order of samples
        float[] delta = new float[16 * 16];
        java.util.Arrays.fill(delta, 1);
        assertTrue(large.sumsInOrder());
        assertEquals(0f, firstGradient(large, x, delta));
        assertEquals(1f, firstGradient(small, x, delta));
    }

    private static float firstGradient(Dense layer, float[] x, float[] delta) {
        float[] gradient = new float[layer.end()];
        KERNELS.gradient(
                layer, 0, 1, x, 0, 16, delta, 16, false, gradient, null, workspace(layer, 16));
        return gradient[0];
    }

    private static Workspace workspace(Dense layer, int n) {
        return new Workspace(List.of(layer), n);
    }
}
