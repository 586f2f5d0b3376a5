package lanewise.internal.kernel.scalar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.ActivationKernels;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Random;

/** Results that can be checked by hand, and derivatives by central differences. */
class ScalarActivationsTest {

    private static final ActivationKernels ACTIVATIONS = new ScalarActivations();

    @Test
    void rectifiersHaveAKinkAtZero() {
        float[] z = {-8, -0f, 0, 8};
        assertArrayEquals(new float[] {0, -0f, 0, 8}, apply(ActivationFunction.RELU, z));
        assertArrayEquals(new float[] {-0.08f, -0f, 0, 8}, apply(ActivationFunction.LEAKY_RELU, z));
        assertArrayEquals(new float[] {0, 0, 0, 3}, slope(ActivationFunction.RELU, 3, z));
        assertArrayEquals(
                new float[] {0.03f, 0.03f, 0.03f, 3}, slope(ActivationFunction.LEAKY_RELU, 3, z));
    }

    @Test
    void identityReturnsItsArgument() {
        float[] z = {-8, 0, Float.NaN};
        assertArrayEquals(z, apply(ActivationFunction.IDENTITY, z));
        assertArrayEquals(new float[] {3, 3, 3}, slope(ActivationFunction.IDENTITY, 3, z));
    }

    @Test
    void infinityGivesTheLimits() {
        float[] z = {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};
        assertArrayEquals(new float[] {0, z[1]}, apply(ActivationFunction.RELU, z));
        assertArrayEquals(z, apply(ActivationFunction.LEAKY_RELU, z));
        assertArrayEquals(new float[] {-1, 1}, apply(ActivationFunction.TANH, z));
        assertArrayEquals(new float[] {0, z[1]}, apply(ActivationFunction.SOFTPLUS, z));
        assertArrayEquals(new float[] {0, z[1]}, apply(ActivationFunction.GELU, z));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOFTMAX")
    void nanGivesNaN(ActivationFunction f) {
        assertTrue(Float.isNaN(apply(f, new float[] {Float.NaN})[0]));
        assertTrue(Float.isNaN(slope(f, Float.NaN, new float[] {1})[0]));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOFTMAX")
    void derivativesMatchCentralDifferences(ActivationFunction f) {
        float step = 0x1p-7f;
        for (int k = -100; k <= 100; k++) {
            float z = (k + 0.5f) / 16;
            float[] a = apply(f, new float[] {z - step, z, z + step});
            double difference = ((double) a[2] - a[0]) / (2 * step);
            float source = f.derivativeFromSums() ? z : a[1];
            float actual = slope(f, 1, new float[] {source})[0];
            assertEquals(difference, actual, 6e-5, f + " at " + z);
        }
    }

    @Test
    void writesOnlyTheRange() {
        float[] z = {1, 1, 1, 1};
        float[] a = {7, 7, 7, 7};
        ACTIVATIONS.apply(ActivationFunction.RELU, z, a, 1, 2);
        assertArrayEquals(new float[] {7, 1, 1, 7}, a);
        ACTIVATIONS.multiplyByDerivative(ActivationFunction.TANH, a, z, 1, 2);
        assertArrayEquals(new float[] {7, 0, 0, 7}, a);
    }

    @Test
    void softmaxOfEqualSumsIsUniform() {
        float[] a = new float[8];
        ACTIVATIONS.softmax(new float[] {5, -3, 5, -3, 5, -3, 5, -3}, a, 4, 2);
        assertArrayEquals(new float[] {0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f}, a);
    }

    @Test
    void softmaxOfOneUnitIsOne() {
        float[] a = {-1e4f, 0, 3};
        ACTIVATIONS.softmax(a, a, 1, 3);
        assertArrayEquals(new float[] {1, 1, 1}, a);
    }

    @Test
    void softmaxDoesNotOverflow() {
        float[] a = {1e4f, -1e4f, -1e4f, 1e4f, 9999, 1e4f};
        ACTIVATIONS.softmax(a, a, 3, 2);
        double e = Math.exp(-1);
        assertArrayEquals(
                new float[] {(float) (1 / (1 + e)), 0, 0, 0.5f, (float) (e / (1 + e)), 0.5f},
                a,
                1e-7f);
    }

    @Test
    void softmaxMatchesItsFormulaAndSumsToOne() {
        Random random = new Random(11);
        for (int rows = 2; rows <= 100; rows += 7) {
            float[] z = new float[rows];
            double sum = 0;
            for (int j = 0; j < rows; j++) {
                z[j] = 4 * (float) random.nextGaussian();
                sum += Math.exp(z[j]);
            }
            float[] a = new float[rows];
            ACTIVATIONS.softmax(z, a, rows, 1);
            double total = 0;
            for (int j = 0; j < rows; j++) {
                double exact = Math.exp(z[j]) / sum;
                assertEquals(exact, a[j], 3e-6 * exact, "unit " + j + " of " + rows);
                total += a[j];
            }
            assertEquals(1, total, rows * 0x1p-24, rows + " units");
        }
    }

    private static float[] apply(ActivationFunction f, float[] z) {
        float[] a = new float[z.length];
        ACTIVATIONS.apply(f, z, a, 0, z.length);
        return a;
    }

    private static float[] slope(ActivationFunction f, float delta, float[] source) {
        float[] product = new float[source.length];
        java.util.Arrays.fill(product, delta);
        ACTIVATIONS.multiplyByDerivative(f, product, source, 0, source.length);
        return product;
    }
}
