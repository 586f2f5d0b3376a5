package lanewise.internal.kernel;

/**
 * The arithmetic of the update phase: what an optimizer makes of parameters and gradient.
 *
 * <p>A step reads the old parameters {@code p} and writes the new ones to another array {@code
 * next}, so that the old ones are still there when the new ones overflow. {@code p}, {@code g}
 * (gradient), {@code next} and the arrays of state are laid out alike and must not overlap. A step
 * is made for a range of parameters, so that threads can share it; their number is a multiple of
 * {@link Lanes#COUNT}. State is updated in place. The gradient is a sum over samples: a step uses
 * {@code ĝ = scale · g}, rounded once, where {@code scale} makes it a mean and may clip it.
 *
 * <p>Every parameter is on its own, so that lanes change nothing. The equations are exact about
 * rounding: {@code fma(a, b, c)} is rounded once; {@code +}, {@code ·}, {@code /} and {@code √}
 * once each, products before sums; {@code −x} is exact. A NaN or infinity passes through as IEEE
 * 754 has it.
 *
 * <p>All methods that write numbers return whether these are finite: {@code 0} if all are, else
 * NaN.
 *
 * <p>Kernels have no state of their own, so that threads may share them. They check their arguments
 * by {@code assert} only. What the optimizers are, and whose, is told at the classes of {@code
 * lanewise.optimize}.
 */
public interface UpdateKernels {

    /** The number of squares that {@link #sumOfSquares} adds up in float. */
    int BLOCK = 4096;

    /**
     * Gradient descent: {@code next = fma(−rate, g, p)}.
     *
     * @param p the old parameters
     * @param g their gradient
     * @param next receives the new parameters
     * @param rate the learning rate times the scale of the gradient
     * @param from the first parameter of the range
     * @param to the parameter after the last
     * @return 0 if all new parameters are finite, else NaN
     */
    float sgd(float[] p, float[] g, float[] next, float rate, int from, int to);

    /**
     * Gradient descent with momentum: {@code v = fma(momentum, v, ĝ)}, {@code next = fma(−rate, v,
     * p)}.
     *
     * @param p the old parameters
     * @param g their gradient
     * @param next receives the new parameters
     * @param v the velocity, zeros before the first step
     * @param rate the learning rate
     * @param momentum the part of the velocity that stays
     * @param scale the factor of the gradient
     * @param from the first parameter of the range
     * @param to the parameter after the last
     * @return 0 if all new parameters are finite, else NaN
     */
    float momentum(
            float[] p,
            float[] g,
            float[] next,
            float[] v,
            float rate,
            float momentum,
            float scale,
            int from,
            int to);

    /**
     * Gradient descent with Nesterov's momentum: {@code v = fma(momentum, v, ĝ)}, {@code next =
     * fma(−rate, fma(momentum, v, ĝ), p)}.
     *
     * @param p the old parameters
     * @param g their gradient
     * @param next receives the new parameters
     * @param v the velocity, zeros before the first step
     * @param rate the learning rate
     * @param momentum the part of the velocity that stays
     * @param scale the factor of the gradient
     * @param from the first parameter of the range
     * @param to the parameter after the last
     * @return 0 if all new parameters are finite, else NaN
     */
    float nesterov(
            float[] p,
            float[] g,
            float[] next,
            float[] v,
            float rate,
            float momentum,
            float scale,
            int from,
            int to);

    /**
     * RMSProp: {@code s = fma(rest · ĝ, ĝ, rho · s)}, {@code next = fma(−rate, ĝ / (√s + epsilon),
     * p)}.
     *
     * @param p the old parameters
     * @param g their gradient
     * @param next receives the new parameters
     * @param s the mean of squares, zeros before the first step
     * @param rate the learning rate
     * @param rho the part of the mean that stays
     * @param rest {@code 1 − rho}, rounded once
     * @param epsilon what keeps the divisor from zero
     * @param scale the factor of the gradient
     * @param from the first parameter of the range
     * @param to the parameter after the last
     * @return 0 if all new parameters are finite, else NaN
     */
    float rmsProp(
            float[] p,
            float[] g,
            float[] next,
            float[] s,
            float rate,
            float rho,
            float rest,
            float epsilon,
            float scale,
            int from,
            int to);

    /**
     * Adam: {@code m = fma(rest1, ĝ, beta1 · m)}, {@code v = fma(rest2 · ĝ, ĝ, beta2 · v)}, {@code
     * next = fma(−rate, m / fma(√v, correction, epsilon), p)}. The corrections for the moments'
     * start at zero are the caller's, who knows the number of the step {@code t}: {@code rate} is
     * the learning rate over {@code 1 − β1^t}, {@code correction} is {@code 1 / √(1 − β2^t)}.
     *
     * @param p the old parameters
     * @param g their gradient
     * @param next receives the new parameters
     * @param m the first moment, zeros before the first step
     * @param v the second moment, zeros before the first step
     * @param constants what is the same in all steps
     * @param rate the learning rate, corrected for the first moment
     * @param correction the factor of {@code √v}
     * @param scale the factor of the gradient
     * @param from the first parameter of the range
     * @param to the parameter after the last
     * @return 0 if all new parameters are finite, else NaN
     */
    float adam(
            float[] p,
            float[] g,
            float[] next,
            float[] m,
            float[] v,
            AdamConstants constants,
            float rate,
            float correction,
            float scale,
            int from,
            int to);

    /**
     * Adds a multiple: {@code y[k] = fma(factor, x[k], y[k])} for {@code from ≤ k < to}.
     *
     * @param y updated in place
     * @param factor the factor of {@code x}
     * @param x what is added; may be {@code y}
     * @param from first index
     * @param to the index after the last
     * @return 0 if all new {@code y} are finite, else NaN
     */
    float scaledAdd(float[] y, float factor, float[] x, int from, int to);

    /**
     * The sum of squares {@code Σ_k g[k]²} for {@code from ≤ k < to}. Blocks of {@link #BLOCK}
     * numbers are summed in float, in virtual lanes: number {@code i} of a block to lane {@code i
     * mod 16}, each by {@code fma} in ascending order, the lanes folded by {@link Lanes#fold}.
     * These sums are added up in double, in ascending order.
     *
     * @param g the numbers
     * @param from first index
     * @param to the index after the last
     * @param scratch working memory of {@link Kernels#SCRATCH} floats
     * @return the sum, infinite or NaN where a block's exceeds the range of float
     */
    double sumOfSquares(float[] g, int from, int to, float[] scratch);

    /**
     * Tells whether numbers are finite.
     *
     * @param x the numbers
     * @param from first index
     * @param to the index after the last
     * @return 0 if all of them are finite, else NaN
     */
    float nonFinite(float[] x, int from, int to);
}
