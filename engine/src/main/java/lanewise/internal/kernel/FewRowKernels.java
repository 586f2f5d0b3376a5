package lanewise.internal.kernel;

/**
 * The products of a dense layer for the few rows of a small batch. Lanes are units or inputs rather
 * than samples, which would leave most lanes empty.
 *
 * <p>Matrices are row-major, each row padded to a multiple of {@link Lanes#COUNT}: row {@code r} of
 * a layer of {@code u} units begins at {@code r · }{@link Lanes#pad}{@code (u)}. The values of the
 * padding are undefined. Arrays of parameters are {@link #SLACK} floats longer than the parameters,
 * so that a vector can be read at the last one.
 *
 * <p>Only vector kernels exist. The definition is {@link DenseKernels} on as many samples without
 * padding.
 */
public interface FewRowKernels {

    /** Largest number of rows. */
    int MAX_ROWS = Lanes.COUNT / 2;

    /** Number of floats after the last parameter. */
    int SLACK = Lanes.COUNT - 1;

    /**
     * Returns the size of a thread's working memory: a block that is transposed, and the weights of
     * two vectors of inputs.
     *
     * @param units number of units of the largest layer
     * @return number of floats
     */
    static int scratch(int units) {
        return Lanes.COUNT * Lanes.COUNT + 2 * Lanes.COUNT * Lanes.pad(units);
    }

    /**
     * Computes the weighted sums of a range of units: {@code z[r][j] = b[j] + Σ_i w[i][j] ·
     * x[r][i]}.
     *
     * @param layer the layer
     * @param from first unit to compute, a multiple of {@link Lanes#COUNT}
     * @param to the unit after the last one to compute, such a multiple or the number of units
     * @param parameters the network's parameters
     * @param x the layer's inputs (rows × inputs)
     * @param rows number of rows, from 1 to {@link #MAX_ROWS}
     * @param z receives the sums (rows × units)
     */
    void forward(Dense layer, int from, int to, float[] parameters, float[] x, int rows, float[] z);

    /**
     * Computes the activations of a layer, softmax included.
     *
     * @param layer the layer
     * @param f its activation function
     * @param z the weighted sums (rows × units)
     * @param a receives the activations (rows × units); may be {@code z}
     * @param rows number of rows, from 1 to {@link #MAX_ROWS}
     */
    void activations(Dense layer, ActivationFunction f, float[] z, float[] a, int rows);

    /**
     * Propagates deltas back to a range of inputs: {@code deltaIn[r][i] = Σ_j w[i][j] ·
     * delta[r][j]}.
     *
     * @param layer the layer
     * @param from first input to compute, a multiple of {@link Lanes#COUNT}
     * @param to the input after the last one to compute, such a multiple or the number of inputs
     * @param parameters the network's parameters
     * @param delta the layer's deltas (rows × units)
     * @param rows number of rows, from 1 to {@link #MAX_ROWS}
     * @param deltaIn receives the sums (rows × inputs)
     * @param scratch working memory of {@link #scratch} floats
     */
    void backward(
            Dense layer,
            int from,
            int to,
            float[] parameters,
            float[] delta,
            int rows,
            float[] deltaIn,
            float[] scratch);

    /**
     * Computes the gradient of the weights of a range of inputs, {@code g[i][j] = Σ_r x[r][i] ·
     * delta[r][j]}, and, if the range includes input 0, that of the biases.
     *
     * @param layer the layer
     * @param from first input to compute
     * @param to the input after the last one to compute
     * @param x the layer's inputs (rows × inputs)
     * @param delta the layer's deltas (rows × units)
     * @param rows number of rows, from 1 to {@link #MAX_ROWS}
     * @param gradient receives the sums, laid out like the parameters
     * @param scratch working memory of {@link #scratch} floats
     */
    void gradient(
            Dense layer,
            int from,
            int to,
            float[] x,
            float[] delta,
            int rows,
            float[] gradient,
            float[] scratch);

    /**
     * Applies dropout, as {@link DropoutKernels#drop} does to samples 0 to {@code rows}.
     *
     * @param a activations or errors (rows × units)
     * @param out receives the results (rows × units); may be {@code a}
     * @param units number of units
     * @param rows number of rows, from 1 to {@link #MAX_ROWS}
     * @param threshold {@link DropoutMask#threshold} of the dropout rate
     * @param scale factor of kept activations, {@link DropoutMask#scale}
     * @param key the {@link DropoutMask#key} of layer and iteration
     */
    void drop(float[] a, float[] out, int units, int rows, int threshold, float scale, int key);
}
