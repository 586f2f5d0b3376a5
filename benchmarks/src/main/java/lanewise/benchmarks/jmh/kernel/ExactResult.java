package lanewise.benchmarks.jmh.kernel;

/**
 * The exact result of a kernel's equation in double, with the tolerance of a float kernel: the
 * error bound of a chain of float operations, n · 2<sup>−24</sup> · Σ|terms| (N. J. Higham,
 * "Accuracy and Stability of Numerical Algorithms", chapter 3), plus the terms stated at each
 * kernel.
 */
final class ExactResult {
    /** Half the distance between 1 and the next float. */
    private static final double ROUNDING = 0x1p-24;

    /** Error bound of the engine's sigmoid, with room for the rounding of its argument. */
    private static final double SIGMOID_ERROR = 1.2e-7;

    private final double[] value;
    private final double[] tolerance;

    private ExactResult(int n) {
        value = new double[n];
        tolerance = new double[n];
    }

    /**
     * {@code σ(b[j] + Σ_i w[i][j] · x[i][s])}; the derivative of σ, at most ¼, scales the error of
     * its argument.
     */
    static ExactResult forward(LayerData data) {
        return sigmoids(data, (j, s) -> data.parameters[data.layer.biases() + j]);
    }

    /** {@code σ(delta[j][s] + Σ_i w[i][j] · x[i][s])}: a sweep of activations {@code x}. */
    static ExactResult forwardSweep(LayerData data) {
        int n = data.shape.samples();
        return sigmoids(data, (j, s) -> data.delta[j * n + s]);
    }

    /** Initial value of the sum of a unit and a sample. */
    @FunctionalInterface
    private interface Start {
        double of(int unit, int sample);
    }

    private static ExactResult sigmoids(LayerData data, Start start) {
        int n = data.shape.samples();
        int outputs = data.shape.outputs();
        ExactResult result = new ExactResult(outputs * n);
        for (int j = 0; j < outputs; j++) {
            for (int s = 0; s < n; s++) {
                double sum = start.of(j, s);
                double size = Math.abs(sum);
                for (int i = 0; i < data.shape.inputs(); i++) {
                    double term = (double) data.parameters[i * outputs + j] * data.x[i * n + s];
                    sum += term;
                    size += Math.abs(term);
                }
                result.value[j * n + s] = 1 / (1 + Math.exp(-sum));
                result.tolerance[j * n + s] =
                        0.25 * (data.shape.inputs() + 1) * ROUNDING * size + SIGMOID_ERROR;
            }
        }
        return result;
    }

    /** {@code Σ_j w[i][j] · delta[j][s]}. */
    static ExactResult backward(LayerData data) {
        int n = data.shape.samples();
        int outputs = data.shape.outputs();
        ExactResult result = new ExactResult(data.shape.inputs() * n);
        for (int i = 0; i < data.shape.inputs(); i++) {
            for (int s = 0; s < n; s++) {
                double sum = 0;
                double size = 0;
                for (int j = 0; j < outputs; j++) {
                    double term = (double) data.parameters[i * outputs + j] * data.delta[j * n + s];
                    sum += term;
                    size += Math.abs(term);
                }
                result.value[i * n + s] = sum;
                result.tolerance[i * n + s] = outputs * ROUNDING * size;
            }
        }
        return result;
    }

    /**
     * {@code Σ_s x[i][s] · delta[j][s]} of the weights, then {@code Σ_s delta[j][s]} of the biases.
     */
    static ExactResult gradient(LayerData data) {
        int inputs = data.shape.inputs();
        int outputs = data.shape.outputs();
        int n = data.shape.samples();
        ExactResult result = new ExactResult(data.parameters.length);
        for (int i = 0; i <= inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                double sum = 0;
                double size = 0;
                for (int s = 0; s < n; s++) {
                    double term =
                            i == inputs
                                    ? data.delta[j * n + s]
                                    : (double) data.x[i * n + s] * data.delta[j * n + s];
                    sum += term;
                    size += Math.abs(term);
                }
                result.value[i * outputs + j] = sum;
                result.tolerance[i * outputs + j] = n * ROUNDING * size;
            }
        }
        return result;
    }

    /** {@code x[i][s] + slope[i][s] · Σ_j w[i][j] · delta[j][s]}: a sweep of errors. */
    static ExactResult backwardSweep(LayerData data, float[] slopes) {
        ExactResult result = backward(data);
        for (int k = 0; k < slopes.length; k++) {
            result.value[k] = data.x[k] + slopes[k] * result.value[k];
            result.tolerance[k] =
                    slopes[k] * result.tolerance[k] + ROUNDING * (1 + Math.abs(result.value[k]));
        }
        return result;
    }

    /**
     * Compares a kernel's results with these and with the scalar kernel's.
     *
     * @param what the kernel and its tier, for the message
     * @param actual the kernel's results
     * @param scalar the scalar kernel's results
     * @throws IllegalStateException if a bit differs from the scalar kernel's, or a result is too
     *     inexact
     */
    void verify(String what, float[] actual, float[] scalar) {
        if (actual.length != value.length || scalar.length != value.length) {
            throw new IllegalStateException(
                    what
                            + " gave "
                            + actual.length
                            + " results, the scalar kernel "
                            + scalar.length
                            + ": expected "
                            + value.length);
        }
        for (int k = 0; k < value.length; k++) {
            if (Float.floatToRawIntBits(actual[k]) != Float.floatToRawIntBits(scalar[k])) {
                throw new IllegalStateException(
                        what
                                + ": result "
                                + k
                                + " is "
                                + actual[k]
                                + ", the scalar kernel's "
                                + scalar[k]);
            }
            if (!(Math.abs(actual[k] - value[k]) <= tolerance[k])) {
                throw new IllegalStateException(
                        what
                                + ": result "
                                + k
                                + " is "
                                + actual[k]
                                + ", exact is "
                                + value[k]
                                + ", tolerance "
                                + tolerance[k]);
            }
        }
    }
}
