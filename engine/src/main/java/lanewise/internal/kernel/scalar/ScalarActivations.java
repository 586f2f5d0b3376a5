package lanewise.internal.kernel.scalar;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.ActivationKernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.math.Exp;
import lanewise.internal.kernel.math.Gelu;
import lanewise.internal.kernel.math.Sigmoid;
import lanewise.internal.kernel.math.Softplus;
import lanewise.internal.kernel.math.Tanh;

/**
 * Reference implementation of {@link ActivationKernels} in plain Java. Works on short runs of
 * elements for the reason given in {@link ScalarDense}.
 */
public final class ScalarActivations implements ActivationKernels {

    /**
     * Number of elements per call. HotSpot checks its counters every 1024 calls and every 8192 loop
     * iterations: with fewer than 40 iterations per call, it compiles the method before it compiles
     * the loop alone (OSR).
     */
    private static final int ELEMENTS_PER_CALL = 2 * Lanes.COUNT;

    @Override
    public void apply(ActivationFunction f, float[] z, float[] a, int from, int count) {
        int end = from + count;
        for (int k = from; k < end; k += ELEMENTS_PER_CALL) {
            applyToRange(f, z, a, k, Math.min(k + ELEMENTS_PER_CALL, end));
        }
    }

    private static void applyToRange(
            ActivationFunction f, float[] z, float[] a, int from, int end) {
        switch (f) {
            case IDENTITY -> System.arraycopy(z, from, a, from, end - from);
            case SIGMOID -> {
                for (int k = from; k < end; k++) {
                    a[k] = Sigmoid.of(z[k]);
                }
            }
            case TANH -> {
                for (int k = from; k < end; k++) {
                    a[k] = Tanh.of(z[k]);
                }
            }
            case RELU -> {
                for (int k = from; k < end; k++) {
                    a[k] = z[k] < 0f ? 0f : z[k];
                }
            }
            case LEAKY_RELU -> {
                for (int k = from; k < end; k++) {
                    a[k] = z[k] < 0f ? ActivationFunction.LEAK * z[k] : z[k];
                }
            }
            case SOFTPLUS -> {
                for (int k = from; k < end; k++) {
                    a[k] = Softplus.of(z[k]);
                }
            }
            case GELU -> {
                for (int k = from; k < end; k++) {
                    a[k] = Gelu.of(z[k]);
                }
            }
            case SOFTMAX -> throw new IllegalArgumentException(ActivationFunction.NOT_ELEMENTWISE);
        }
    }

    @Override
    public void sharedSigmoid(float[] z, float[] a, int from, int to, int n) {
        assert from % 4 == 0;
        for (int j = from; j < to; j += 4) {
            for (int s = 0; s < n; s += Lanes.COUNT) {
                int count = Math.min(Lanes.COUNT, n - s);
                int k = j * n + s;
                switch (Math.min(4, to - j)) {
                    case 1 -> applyToRange(ActivationFunction.SIGMOID, z, a, k, k + count);
                    case 2 -> sigmoidsOfTwo(z, a, k, n, count);
                    case 3 -> sigmoidsOfThree(z, a, k, n, count);
                    default -> {
                        sigmoidsOfTwo(z, a, k, n, count);
                        sigmoidsOfTwo(z, a, k + 2 * n, n, count);
                    }
                }
            }
        }
    }

    private static void sigmoidsOfTwo(float[] z, float[] a, int k0, int n, int count) {
        for (int k = k0; k < k0 + count; k++) {
            float d0 = Sigmoid.denominator(z[k]);
            float d1 = Sigmoid.denominator(z[k + n]);
            float r = 1f / (d0 * d1);
            a[k] = r * d1;
            a[k + n] = r * d0;
        }
    }

    private static void sigmoidsOfThree(float[] z, float[] a, int k0, int n, int count) {
        for (int k = k0; k < k0 + count; k++) {
            float d0 = Sigmoid.denominator(z[k]);
            float d1 = Sigmoid.denominator(z[k + n]);
            float d2 = Sigmoid.denominator(z[k + 2 * n]);
            float d01 = d0 * d1;
            float r = 1f / (d01 * d2);
            a[k] = r * (d1 * d2);
            a[k + n] = r * (d0 * d2);
            a[k + 2 * n] = r * d01;
        }
    }

    @Override
    public void softmax(float[] z, float[] a, int rows, int n) {
        for (int s = 0; s < n; s++) {
            float max = z[s];
            for (int j = 1; j < rows; j++) {
                max = z[j * n + s] > max ? z[j * n + s] : max;
            }
            float sum = 0f;
            for (int j = 0; j < rows; j++) {
                float power = Exp.of(z[j * n + s] - max);
                a[j * n + s] = power;
                sum += power;
            }
            float reciprocal = 1f / sum;
            for (int j = 0; j < rows; j++) {
                a[j * n + s] *= reciprocal;
            }
        }
    }

    @Override
    public void multiplyByDerivative(
            ActivationFunction f, float[] delta, float[] source, int from, int count) {
        int end = from + count;
        for (int k = from; k < end; k += ELEMENTS_PER_CALL) {
            multiplyRangeByDerivative(f, delta, source, k, Math.min(k + ELEMENTS_PER_CALL, end));
        }
    }

    private static void multiplyRangeByDerivative(
            ActivationFunction f, float[] delta, float[] source, int from, int end) {
        switch (f) {
            case IDENTITY -> {
                // The derivative is 1.
            }
            case SIGMOID -> {
                for (int k = from; k < end; k++) {
                    delta[k] *= Sigmoid.slope(source[k]);
                }
            }
            case TANH -> {
                for (int k = from; k < end; k++) {
                    delta[k] *= Tanh.slope(source[k]);
                }
            }
            case RELU -> {
                for (int k = from; k < end; k++) {
                    delta[k] = source[k] <= 0f ? 0f : delta[k];
                }
            }
            case LEAKY_RELU -> {
                for (int k = from; k < end; k++) {
                    delta[k] = source[k] <= 0f ? ActivationFunction.LEAK * delta[k] : delta[k];
                }
            }
            case SOFTPLUS -> {
                for (int k = from; k < end; k++) {
                    delta[k] *= Sigmoid.of(source[k]);
                }
            }
            case GELU -> {
                for (int k = from; k < end; k++) {
                    delta[k] *= Gelu.slope(source[k]);
                }
            }
            case SOFTMAX -> throw new IllegalArgumentException(ActivationFunction.NOT_ELEMENTWISE);
        }
    }
}
