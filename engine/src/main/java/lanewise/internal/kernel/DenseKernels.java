package lanewise.internal.kernel;

/**
 * The products of a dense layer, for a block of samples and a range of results, so that threads can
 * share a layer: every result is computed by one thread in one order, whoever it is.
 *
 * <p>Arrays hold feature-major matrices (see the package description). Activations and deltas are
 * dense: row {@code u} of {@code n} samples begins at {@code u * n}. A layer's inputs {@code x} may
 * be a window of a larger matrix: row {@code f} begins at {@code xOffset + f * ldx}. {@code n} is a
 * multiple of {@link Lanes#COUNT}, except that the scalar {@link #forward} takes any. Outputs must
 * not overlap inputs unless a method says so.
 */
public interface DenseKernels {

    /**
     * The forward phase of some units: {@code z[j][s] = b[j] + Σ_i w[i][j] · x[i][s]} and {@code a
     * = f(z)}, the sum one chain of fused multiply-adds in ascending order of {@code i}, begun with
     * the bias, or with zero in a layer without.
     *
     * @param layer the layer
     * @param f its activation function; of {@link ActivationFunction#SOFTMAX}, which needs the sums
     *     of all units, nothing but the sums is computed
     * @param from the first unit to compute
     * @param to the unit after the last
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
     * Goes on with weighted sums of some units: {@code z[j][s] = start[j][s] + Σ_i w[i][j] ·
     * x[i][s]}, the sum one chain of fused multiply-adds in ascending order of {@code i}, begun
     * with {@code start}. The scalar kernel takes any {@code n}.
     *
     * @param layer the layer, whose biases are not read
     * @param from the first unit to compute
     * @param to the unit after the last
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
     * The error of some inputs: {@code deltaIn[i][s] = Σ_j w[i][j] · delta[j][s]}, the sum one
     * chain in ascending order of {@code j}. With the slope of the layer before it becomes that
     * layer's delta.
     *
     * @param layer the layer
     * @param from the first input to compute
     * @param to the input after the last
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
     * A block's part of the gradient of the weights of some inputs, {@code g[i][j] += Σ_s x[i][s] ·
     * delta[j][s]}, and, if input 0 is among them, to that of the biases, {@code g[j] += Σ_s
     * delta[j][s]}. A range is one piece of memory, so that cores that share a layer do not fetch
     * each other's cache lines, which theirs would drag in ahead of use. In a layer whose {@link
     * Dense#sumsInOrder} is true the sum of a weight is one chain in ascending order of {@code s}
     * that begins with {@code g[i][j]}; all other sums run in virtual lanes, whose fold is added to
     * what is there.
     *
     * @param layer the layer
     * @param from the first input to compute
     * @param to the input after the last
     * @param x the layer's inputs (inputs × n)
     * @param xOffset index of input 0 of sample 0
     * @param ldx distance between rows of {@code x}
     * @param delta the layer's deltas (outputs × n)
     * @param n number of samples
     * @param add whether to add to the sums so far; otherwise the sums begin with zero, and what is
     *     there is not read
     * @param gradient the sums, laid out like the parameters
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
            Workspace workspace);
}
