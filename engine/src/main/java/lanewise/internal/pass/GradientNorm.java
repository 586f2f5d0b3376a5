package lanewise.internal.pass;

import lanewise.internal.kernel.UpdateKernels;

/**
 * The length of the gradient of all parameters together, and the clipping of one that is too long
 * (Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML
 * 2013, algorithm 1): it keeps its direction.
 */
public final class GradientNorm {

    /** Below this, squares that are subnormal floats or 0 may count. */
    private static final double SMALL_SUM = 0x1p-80;

    private GradientNorm() {}

    /**
     * The Euclidean norm of {@code g / divisor}.
     *
     * @param kernels who computes
     * @param g sums of gradients
     * @param count how many numbers of {@code g} count
     * @param divisor what makes the sums means
     * @param scratch working memory of the kernels
     * @return the norm; infinite or NaN only if the gradient is
     */
    static double of(UpdateKernels kernels, float[] g, int count, double divisor, float[] scratch) {
        double sum = kernels.sumOfSquares(g, 0, count, scratch);
        if (Double.isInfinite(sum) || sum < SMALL_SUM) {
            // The squares of large floats overflow float, and those of small ones underflow.
            // Clipping is for just such gradients as the large ones.
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
     * @param maximum the greatest norm allowed, above 0
     * @return a factor of at most 1; 1 for a norm that is NaN, which clipping cannot mend
     */
    static double clip(double norm, double maximum) {
        return norm > maximum ? maximum / norm : 1;
    }
}
