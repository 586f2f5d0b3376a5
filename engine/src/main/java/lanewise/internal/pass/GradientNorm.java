package lanewise.internal.pass;

import lanewise.internal.kernel.UpdateKernels;

/**
 * Clips the gradient of all parameters by its Euclidean norm, keeping its direction (Pascanu,
 * Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML 2013,
 * algorithm 1).
 */
public final class GradientNorm {

    /** Sum below which squares that underflow to subnormal floats or 0 may matter. */
    private static final double SMALL_SUM = 0x1p-80;

    private GradientNorm() {}

    /**
     * The Euclidean norm of {@code g / divisor}.
     *
     * @param kernels the kernels
     * @param g gradient sums
     * @param count number of elements of {@code g} to use
     * @param divisor divisor that turns the sums into means
     * @param scratch working memory of the kernels
     * @return the norm; infinite or NaN only if the gradient is
     */
    public static double of(
            UpdateKernels kernels, float[] g, int count, double divisor, float[] scratch) {
        double sum = kernels.sumOfSquares(g, 0, count, scratch);
        if (Double.isInfinite(sum) || sum < SMALL_SUM) {
            // Squares of large floats overflow, those of small ones underflow; gradients that
            // large are exactly what clipping is for.
            sum = 0;
            for (int k = 0; k < count; k++) {
                sum += (double) g[k] * g[k];
            }
        }
        return Math.sqrt(sum) / divisor;
    }

    /**
     * The factor that brings a gradient's norm down to a maximum.
     *
     * @param norm the norm
     * @param maximum largest norm allowed, above 0
     * @return a factor of at most 1; 1 for a NaN norm, which clipping cannot repair
     */
    public static double clip(double norm, double maximum) {
        return norm > maximum ? maximum / norm : 1;
    }
}
