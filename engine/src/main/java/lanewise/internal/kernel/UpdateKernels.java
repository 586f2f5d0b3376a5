package lanewise.internal.kernel;

/**
 * The update phase: the steps of the optimizers.
 *
 * <p>A step reads the old parameters {@code p} and writes the new ones to another array {@code
 * next}, so that the old ones are preserved if the new ones overflow. {@code p}, {@code g}
 * (gradient), {@code next} and the state arrays have the same layout. {@code next} may be {@code
 * g}; otherwise they must not overlap. A step covers a range of parameters, of any length, so that
 * threads can share it. State is updated in place. The gradient is a sum over samples: a step uses
 * {@code ĝ = scale · g}, rounded once, where {@code scale} turns the sum into a mean and may
 * include gradient clipping.
 *
 * <p>Parameters are independent, so the lane width does not change the bits. The equations specify
 * rounding: {@code fma(a, b, c)} is rounded once; {@code +}, {@code ·}, {@code /} and {@code √}
 * once each, products before sums; {@code −x} is exact. NaN and infinity propagate as in IEEE 754.
 *
 * <p>Methods that write floats return {@code 0} if all results are finite, else NaN.
 *
 * <p>Kernels are stateless and thread-safe. Arguments are checked by {@code assert} only. The
 * classes of {@code lanewise.optimize} describe the optimizers and cite their sources.
 */
public interface UpdateKernels {

    /** Number of squares that {@link #sumOfSquares} sums in float. */
    int BLOCK = 4096;

    /**
     * Gradient descent: {@code next = fma(−rate, g, p)}.
     *
     * @param p the old parameters
     * @param g their gradient
     * @param next receives the new parameters
     * @param rate the learning rate times the scale of the gradient
     * @param from first parameter of the range
     * @param to the parameter after the last one of the range
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
     * @param momentum the decay rate of the velocity
     * @param scale the factor of the gradient
     * @param from first parameter of the range
     * @param to the parameter after the last one of the range
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
     * @param momentum the decay rate of the velocity
     * @param scale the factor of the gradient
     * @param from first parameter of the range
     * @param to the parameter after the last one of the range
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
     * RMSProp: {@code s = fma(oneMinusRho · ĝ, ĝ, rho · s)}, {@code next = fma(−rate, ĝ / (√s +
     * epsilon), p)}.
     *
     * @param p the old parameters
     * @param g their gradient
     * @param next receives the new parameters
     * @param s the moving average of squares, zeros before the first step
     * @param rate the learning rate
     * @param rho the decay rate of the moving average
     * @param oneMinusRho {@code 1 − rho}, rounded once
     * @param epsilon term added to the divisor to keep it from zero
     * @param scale the factor of the gradient
     * @param from first parameter of the range
     * @param to the parameter after the last one of the range
     * @return 0 if all new parameters and {@code s} are finite, else NaN
     */
    float rmsProp(
            float[] p,
            float[] g,
            float[] next,
            float[] s,
            float rate,
            float rho,
            float oneMinusRho,
            float epsilon,
            float scale,
            int from,
            int to);

    /**
     * Adam: {@code m = fma(rest1, ĝ, beta1 · m)}, {@code v = fma(rest2 · ĝ, ĝ, beta2 · v)}, {@code
     * next = fma(−rate, m / fma(√v, correction, epsilon), p)}. The caller computes the bias
     * corrections for step {@code t}: {@code rate} is the learning rate divided by {@code 1 −
     * β1^t}, {@code correction} is {@code 1 / √(1 − β2^t)}.
     *
     * @param p the old parameters
     * @param g their gradient
     * @param next receives the new parameters
     * @param m the first moment, zeros before the first step
     * @param v the second moment, zeros before the first step
     * @param constants hyperparameters, the same in all steps
     * @param rate the learning rate, including the bias correction of the first moment
     * @param correction the factor of {@code √v}
     * @param scale the factor of the gradient
     * @param from first parameter of the range
     * @param to the parameter after the last one of the range
     * @return 0 if all new parameters and {@code v} are finite, else NaN
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
     * Adds a multiple of an array (axpy): {@code y[k] = fma(factor, x[k], y[k])} for {@code from ≤
     * k < to}.
     *
     * @param y updated in place
     * @param factor the factor of {@code x}
     * @param x the addends; may be {@code y}
     * @param from first index
     * @param to index after the last element
     * @return 0 if all new {@code y} are finite, else NaN
     */
    float scaledAdd(float[] y, float factor, float[] x, int from, int to);

    /**
     * Computes the sum of squares {@code Σ_k g[k]²} for {@code from ≤ k < to}. Blocks of {@link
     * #BLOCK} elements are summed in float, in virtual lanes: element {@code i} of a block in lane
     * {@code i mod 16}, by {@code fma} in ascending order; the lanes are folded by {@link
     * Lanes#fold}. The sums of the blocks are added in double, in ascending order.
     *
     * @param g the elements
     * @param from first index
     * @param to index after the last element
     * @param scratch working memory of {@link Kernels#SCRATCH} floats
     * @return the sum; infinite or NaN if the sum of a block exceeds the range of float
     */
    double sumOfSquares(float[] g, int from, int to, float[] scratch);

    /**
     * Returns whether all elements are finite, as a number.
     *
     * @param x the elements
     * @param from first index
     * @param to index after the last element
     * @return 0 if all of them are finite, else NaN
     */
    float nonFinite(float[] x, int from, int to);
}
