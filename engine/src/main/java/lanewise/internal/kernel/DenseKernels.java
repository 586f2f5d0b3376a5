package lanewise.internal.kernel;

/**
 * The products of a dense layer, for a block of samples and a range of results. Threads can share a
 * layer: each result is computed by one thread, in the same order on any thread.
 *
 * <p>Arrays hold feature-major matrices (see the package description). Activations and deltas are
 * dense: row {@code u} of {@code n} samples begins at {@code u * n}. A layer's inputs {@code x} may
 * be a window of a larger matrix: row {@code f} begins at {@code xOffset + f * ldx}. {@code n} is a
 * multiple of {@link Lanes#COUNT}; the scalar kernels accept any value. Outputs must not overlap
 * inputs unless a method says so.
 */
public interface DenseKernels {

    /**
     * Computes the forward phase of a range of units: {@code z[j][s] = b[j] + Σ_i w[i][j] ·
     * x[i][s]} and {@code a = f(z)}. The sum is one chain of fused multiply-adds in ascending order
     * of {@code i} that starts with the bias, or with zero in a layer without biases.
     *
     * @param layer the layer
     * @param f its activation function; for {@link ActivationFunction#SOFTMAX}, which needs the
     *     sums of all units, only the sums are computed
     * @param from first unit to compute, a multiple of 4
     * @param to the unit after the last one to compute, a multiple of 4 or the number of units
     * @param parameters the network's parameters
     * @param x the layer's inputs (inputs × n)
     * @param xOffset index of input 0 of sample 0
     * @param ldx distance between rows of {@code x}
     * @param z receives the weighted sums (outputs × n)
     * @param a receives the activations (outputs × n); may be {@code z}
     * @param n number of samples
     * @param workspace working memory of the calling thread
     */
    void forward(
            Dense layer,
            ActivationFunction f,
            int from,
            int to,
            float[] parameters,
            float[] x,
            int xOffset,
            int ldx,
            float[] z,
            float[] a,
            int n,
            Workspace workspace);

    /**
     * Continues the weighted sums of a range of units: {@code z[j][s] = start[j][s] + Σ_i w[i][j] ·
     * x[i][s]}. The sum is one chain of fused multiply-adds in ascending order of {@code i} that
     * starts with {@code start}.
     *
     * @param layer the layer, whose biases are not read
     * @param from first unit to compute
     * @param to the unit after the last one to compute
     * @param parameters the network's parameters
     * @param x the layer's inputs (inputs × n)
     * @param start the sums so far (outputs × n)
     * @param z receives the weighted sums (outputs × n)
     * @param n number of samples
     * @param workspace working memory of the calling thread
     */
    void resume(
            Dense layer,
            int from,
            int to,
            float[] parameters,
            float[] x,
            float[] start,
            float[] z,
            int n,
            Workspace workspace);

    /**
     * Propagates deltas back to a range of inputs: {@code deltaIn[i][s] = Σ_j w[i][j] ·
     * delta[j][s]}. The sum is one chain in ascending order of {@code j}. Multiplied by the
     * derivative of the previous layer's activation function, it is that layer's delta.
     *
     * @param layer the layer
     * @param from first input to compute
     * @param to the input after the last one to compute
     * @param parameters the network's parameters
     * @param delta the layer's deltas (outputs × n)
     * @param deltaIn receives the sums (inputs × n)
     * @param n number of samples
     * @param workspace working memory of the calling thread
     */
    void backward(
            Dense layer,
            int from,
            int to,
            float[] parameters,
            float[] delta,
            float[] deltaIn,
            int n,
            Workspace workspace);

    /**
     * Adds a block's contribution to the gradient of the weights of a range of inputs, {@code
     * g[i][j] += Σ_s x[i][s] · delta[j][s]}. If the range includes input 0, also adds the
     * contribution to the gradient of the biases, {@code g[j] += Σ_s delta[j][s]}. The weights of a
     * range are contiguous in memory, so that cores that share a layer do not prefetch each other's
     * cache lines. In a layer whose {@link Dense#sumsInOrder} is true, the sum of a weight is one
     * chain in ascending order of {@code s} that starts with {@code g[i][j]}; all other sums run in
     * virtual lanes, and their fold is added to {@code g}.
     *
     * @param layer the layer
     * @param from first input to compute
     * @param to the input after the last one to compute
     * @param x the layer's inputs (inputs × n)
     * @param xOffset index of input 0 of sample 0
     * @param ldx distance between rows of {@code x}
     * @param delta the layer's deltas (outputs × n)
     * @param n number of samples
     * @param add whether to add to the sums so far; otherwise the sums start with zero, and {@code
     *     gradient} is not read
     * @param gradient the sums, laid out like the parameters
     * @param epilogue applied to each sum of the range exactly once when it is computed, in ranges
     *     that may have any length; null for none
     * @param workspace working memory of the calling thread
     */
    void gradient(
            Dense layer,
            int from,
            int to,
            float[] x,
            int xOffset,
            int ldx,
            float[] delta,
            int n,
            boolean add,
            float[] gradient,
            Gemm.Epilogue epilogue,
            Workspace workspace);
}
