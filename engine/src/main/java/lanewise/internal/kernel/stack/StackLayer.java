package lanewise.internal.kernel.stack;

import lanewise.internal.kernel.DenseKernels;

/**
 * The products of a dense layer for a stack of models and a given number of rows: see {@link
 * StackKernels}, which makes it. Stateless and thread-safe.
 */
public interface StackLayer {

    /**
     * Computes the weighted sums: {@code z[j][r] = b[j] + Σ_i w[i][j] · x[i][r]}, in ascending
     * order of {@code i}.
     *
     * @param parameters the stacked parameters
     * @param x the layer's inputs (inputs × rows, stacked)
     * @param z receives the sums (outputs × rows, stacked)
     */
    void forward(float[] parameters, float[] x, float[] z);

    /**
     * Propagates deltas back: {@code deltaIn[i][r] = Σ_j w[i][j] · delta[j][r]}, in ascending order
     * of {@code j}.
     *
     * @param parameters the stacked parameters
     * @param delta the layer's deltas (outputs × rows, stacked)
     * @param deltaIn receives the sums (inputs × rows, stacked)
     */
    void backward(float[] parameters, float[] delta, float[] deltaIn);

    /**
     * Computes the gradient of the weights from some inputs: {@code g[i][j] = Σ_r x[i][r] ·
     * delta[j][r]} for {@code from ≤ i < to}, in the order of {@link DenseKernels#gradient}.
     *
     * @param x the layer's inputs (inputs × rows, stacked)
     * @param delta the layer's deltas (outputs × rows, stacked)
     * @param counts number of rows of each model that sums in ascending order include; null if they
     *     include all. To include a missing row adds 0 to the sum
     * @param from first input
     * @param to the input after the last one
     * @param gradient receives the sums, laid out like the parameters from {@code first} on
     * @param first parameter whose gradient is the first of {@code gradient}
     * @param scratch working memory of {@link StackKernels#SCRATCH} floats
     */
    void gradient(
            float[] x,
            float[] delta,
            int[] counts,
            int from,
            int to,
            float[] gradient,
            int first,
            float[] scratch);

    /**
     * Computes the gradient of the biases, {@code g[j] = Σ_r delta[j][r]}, in the order of {@link
     * DenseKernels#gradient}. The layer must have biases.
     *
     * @param delta the layer's deltas (outputs × rows, stacked)
     * @param gradient receives the sums, laid out like the parameters from {@code first} on
     * @param first parameter whose gradient is the first of {@code gradient}
     * @param scratch working memory of {@link StackKernels#SCRATCH} floats
     */
    void biasGradient(float[] delta, float[] gradient, int first, float[] scratch);
}
