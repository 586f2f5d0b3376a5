package lanewise.internal.kernel;

/**
 * Activation functions and their slopes, on arrays.
 *
 * <p>{@code from} and {@code count} are multiples of {@link Lanes#COUNT}, and so is {@code n},
 * except that the scalar kernels take any. Results are the same bits in all implementations; {@link
 * lanewise.internal.kernel.math.Sigmoid}, {@link lanewise.internal.kernel.math.Tanh}, {@link
 * lanewise.internal.kernel.math.Softplus}, {@link lanewise.internal.kernel.math.Gelu} and {@link
 * lanewise.internal.kernel.math.Exp} state how near they come to the functions. A NaN gives NaN.
 */
public interface ActivationKernels {

    /**
     * {@code a[k] = f(z[k])} for {@code from ≤ k < from + count}.
     *
     * @param f the function, any but {@link ActivationFunction#SOFTMAX}
     * @param z weighted sums
     * @param a receives the activations; may be {@code z}
     * @param from index of the first
     * @param count how many
     * @throws IllegalArgumentException if the function is softmax, which needs {@link #softmax}
     */
    void apply(ActivationFunction f, float[] z, float[] a, int from, int count);

    /**
     * {@code a[j][s] = exp(z[j][s] − m) / Σ_k exp(z[k][s] − m)} with the sample's largest sum
     * {@code m = max_k z[k][s]}, so that nothing overflows; the maximum and the sum run in
     * ascending order.
     *
     * @param z weighted sums (rows × n)
     * @param a receives the activations (rows × n); may be {@code z}
     * @param rows number of units
     * @param n number of samples
     */
    void softmax(float[] z, float[] a, int rows, int n);

    /**
     * {@code delta[k] *= f′} for {@code from ≤ k < from + count}, with the slope of the function at
     * its weighted sum {@code z[k]}.
     *
     * @param f the function, any but {@link ActivationFunction#SOFTMAX}
     * @param delta what to multiply, in place
     * @param source the weighted sums if {@link ActivationFunction#derivativeFromSums} says so,
     *     else the activations
     * @param from index of the first
     * @param count how many
     * @throws IllegalArgumentException if the function is softmax, whose slope is part of the
     *     loss's
     */
    void multiplyByDerivative(
            ActivationFunction f, float[] delta, float[] source, int from, int count);
}
