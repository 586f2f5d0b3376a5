package lanewise.benchmarks.jmh.kernel;

import lanewise.internal.kernel.ActivationFunction;

import java.util.Random;

/** Weighted sums, and exact results of activation functions in double. */
final class ActivationData {
    /** Number of floats per call: the arrays stay in the first-level cache. */
    static final int FLOATS = 4096;

    /** The same number in 512-bit vectors. */
    static final int VECTORS = FLOATS / 16;

    /** Number of units for softmax, with {@link #SAMPLES} samples each. */
    static final int UNITS = 16;

    static final int SAMPLES = FLOATS / UNITS;

    /** Tolerance of a float kernel for results up to about 6. */
    private static final double TOLERANCE = 1e-6;

    private ActivationData() {}

    /** Reproducible numbers of both signs, up to ±6, where no function is saturated throughout. */
    static float[] sums() {
        Random random = new Random(20);
        float[] z = new float[FLOATS];
        for (int k = 0; k < FLOATS; k++) {
            z[k] = 12 * random.nextFloat() - 6;
        }
        return z;
    }

    /** The function of all sums. */
    static double[] exact(ActivationFunction f, float[] z) {
        double[] a = new double[FLOATS];
        for (int k = 0; k < FLOATS; k++) {
            a[k] = f == ActivationFunction.SOFTMAX ? softmax(z, k) : exact(f, z[k]);
        }
        return a;
    }

    private static double softmax(float[] z, int k) {
        double sum = 0;
        for (int other = k % SAMPLES; other < FLOATS; other += SAMPLES) {
            sum += Math.exp(z[other]);
        }
        return Math.exp(z[k]) / sum;
    }

    private static double exact(ActivationFunction f, double z) {
        return switch (f) {
            case IDENTITY -> z;
            case SIGMOID -> sigmoid(z);
            case TANH -> Math.tanh(z);
            case RELU -> Math.max(z, 0);
            case LEAKY_RELU -> z < 0 ? 0.01 * z : z;
            case SOFTPLUS -> Math.log1p(Math.exp(z));
            case GELU -> z * normal(z);
            default -> throw new IllegalArgumentException("no formula of one sum for " + f);
        };
    }

    /** The derivative of the function at a sum, by central differences. */
    static double slope(ActivationFunction f, double z) {
        double h = 1e-6;
        return (exact(f, z + h) - exact(f, z - h)) / (2 * h);
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    /** The standard normal distribution (Abramowitz and Stegun, 26.2.11). */
    private static double normal(double z) {
        double term = z;
        double sum = z;
        for (int i = 1; Math.abs(term) > 1e-18; i++) {
            term *= z * z / (2 * i + 1);
            sum += term;
        }
        return 0.5 + density(z) * sum;
    }

    private static double density(double z) {
        return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    }

    /**
     * Compares a kernel's results with the exact ones and with the scalar kernel's.
     *
     * @param what the kernel and its tier, for the message
     * @throws IllegalStateException if a bit differs from the scalar kernel's, or a result is too
     *     inexact
     */
    static void verify(String what, float[] actual, float[] scalar, double[] exact) {
        for (int k = 0; k < FLOATS; k++) {
            boolean sameBits =
                    Float.floatToRawIntBits(actual[k]) == Float.floatToRawIntBits(scalar[k]);
            if (!sameBits || !(Math.abs(actual[k] - exact[k]) <= TOLERANCE)) {
                throw new IllegalStateException(
                        what
                                + ": result "
                                + k
                                + " is "
                                + actual[k]
                                + ", the scalar kernel's "
                                + scalar[k]
                                + ", exact is "
                                + exact[k]);
            }
        }
    }
}
