package lanewise.internal.kernel;

/**
 * Activation functions and their derivatives, on arrays.
 *
 * <p>{@code from} and {@code count} are multiples of {@link Lanes#COUNT}, and so is {@code n}; the
 * scalar kernels accept any value. All implementations give the same bits; {@link Sigmoid}, {@link
 * Tanh}, {@link Softplus}, {@link Gelu} and {@link Exp} state their error bounds. NaN gives NaN.
 */
public interface ActivationKernels {

    /**
     * {@code a[k] = f(z[k])} for {@code from ≤ k < from + count}.
     *
     * @param f the function, any but {@link ActivationFunction#SOFTMAX}
     * @param z weighted sums
     * @param a receives the activations; may be {@code z}
     * @param from index of the first element
     * @param count number of elements
     * @throws IllegalArgumentException if the function is softmax, which needs {@link #softmax}
     */
    void apply(ActivationFunction f, float[] z, float[] a, int from, int count);

    /**
     * {@code a[j][s] = σ(z[j][s])} in a layer whose units share divisions, as defined by {@link
     * lanewise.internal.kernel.math.Sigmoid}.
     *
     * @param z weighted sums (units × n)
     * @param a receives the activations (units × n); may be {@code z}
     * @param from first unit to compute, a multiple of 4
     * @param to the unit after the last one to compute, a multiple of 4 or the number of units
     * @param n number of samples
     */
    void sharedSigmoid(float[] z, float[] a, int from, int to, int n);

    /**
     * Computes the activations of some units of a layer that is not recurrent.
     *
     * @param layer the layer
     * @param f its activation function; nothing is computed for {@link ActivationFunction#SOFTMAX}
     * @param z weighted sums (units × n)
     * @param a receives the activations (units × n); may be {@code z}
     * @param from first unit to compute, a multiple of 4
     * @param to the unit after the last one to compute, a multiple of 4 or the number of units
     * @param n number of samples
     */
    default void forward(
            Dense layer, ActivationFunction f, float[] z, float[] a, int from, int to, int n) {
        if (f == ActivationFunction.SIGMOID && layer.sharesDivisions()) {
            assert from % 4 == 0 && (to % 4 == 0 || to == layer.outputs());
            sharedSigmoid(z, a, from, to, n);
        } else if (f != ActivationFunction.SOFTMAX) {
            apply(f, z, a, from * n, (to - from) * n);
        }
    }

    /**
     * {@code a[j][s] = exp(z[j][s] − m) · (1 / Σ_k exp(z[k][s] − m))} with the sample's largest sum
     * {@code m = max_k z[k][s]}, so that nothing overflows; the maximum and the sum are taken in
     * ascending order of the units. No result exceeds 1.
     *
     * @param z weighted sums (rows × n)
     * @param a receives the activations (rows × n); may be {@code z}
     * @param rows number of units
     * @param n number of samples
     */
    void softmax(float[] z, float[] a, int rows, int n);

    /**
     * {@code delta[k] *= f′} for {@code from ≤ k < from + count}, with the derivative of the
     * function at the weighted sum {@code z[k]}.
     *
     * @param f the function, any but {@link ActivationFunction#SOFTMAX}
     * @param delta deltas, multiplied in place
     * @param source the weighted sums if {@link ActivationFunction#derivativeFromSums} is true,
     *     else the activations
     * @param from index of the first element
     * @param count number of elements
     * @throws IllegalArgumentException if the function is softmax, whose derivative is part of
     *     {@link LossKernels#delta}
     */
    void multiplyByDerivative(
            ActivationFunction f, float[] delta, float[] source, int from, int count);
}
