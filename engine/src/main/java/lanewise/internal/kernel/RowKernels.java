package lanewise.internal.kernel;

/**
 * Kernels for row-major matrices, in which a row holds one sample. Those of predictions have units
 * as vector lanes: for one row or a few, and for large layers with any number of rows. Each
 * weighted sum is the chain of {@link DenseKernels#forward}, so the results have the same bits.
 *
 * <p>Only vector kernels exist. The scalar {@link DenseKernels#forward} of one sample is the
 * definition of predictions, {@link SampleRows} that of {@link #gather}.
 */
public interface RowKernels {

    /** Size of the working memory of some kernels, in floats. */
    int SCRATCH = 2 * Lanes.COUNT * Lanes.COUNT;

    /**
     * Packs a layer.
     *
     * @param layer the layer
     * @param parameters the network's parameters
     * @return a copy of the layer's parameters in the order of these kernels
     * @throws IllegalStateException if it exceeds the largest array
     */
    PackedLayer pack(Dense layer, float[] parameters);

    /**
     * Computes {@code a[r][j] = f(b[j] + Σ_i w[i][j] · x[r][i])}, in ascending order of {@code i}.
     *
     * @param layer the layer
     * @param f its activation function; for {@link ActivationFunction#SOFTMAX}, only the sums are
     *     computed
     * @param x the layer's inputs (rows × ldx)
     * @param xOffset index of input 0 of row 0
     * @param ldx distance between rows of {@code x}
     * @param rows number of rows, at least 1
     * @param a receives the activations (rows × stride); the values of the padding are undefined
     */
    void forward(
            PackedLayer layer,
            ActivationFunction f,
            float[] x,
            int xOffset,
            int ldx,
            int rows,
            float[] a);

    /**
     * As {@link #forward}, with feature-major inputs: {@code x[i][r]}.
     *
     * @param layer the layer
     * @param f its activation function; for {@link ActivationFunction#SOFTMAX}, only the sums are
     *     computed
     * @param x the layer's inputs (inputs × ldx)
     * @param xOffset index of input 0 of row 0
     * @param ldx distance between the inputs of a row
     * @param rows number of rows, at least 1
     * @param a receives the activations (rows × stride); the values of the padding are undefined
     * @param workspace working memory of the calling thread
     */
    void forwardColumns(
            PackedLayer layer,
            ActivationFunction f,
            float[] x,
            int xOffset,
            int ldx,
            int rows,
            float[] a,
            GemmWorkspace workspace);

    /**
     * Transposes rows, so that lanes can be samples: {@code to[i][r] = x[r][i]}.
     *
     * @param x holds the rows (rows × columns)
     * @param xOffset index of the first element
     * @param rows number of rows
     * @param columns number of columns
     * @param to receives the columns (columns × ldTo), filled up with zeros
     * @param ldTo distance between columns, at least {@code rows}
     * @param scratch working memory of {@link #SCRATCH} floats
     */
    void transpose(
            float[] x, int xOffset, int rows, int columns, float[] to, int ldTo, float[] scratch);

    /**
     * Gathers samples into the first columns of a feature-major batch, for {@link SampleRows}.
     *
     * @param rows holds the features of each sample, without gaps
     * @param features number of features, at least {@link Lanes#COUNT}
     * @param samples indices of samples
     * @param from index in {@code samples} of the batch's first sample
     * @param count number of samples in the batch, at least {@link Lanes#COUNT}
     * @param batch receives the samples (features × n)
     * @param n distance between rows of the batch, at least {@code count}
     * @param scratch working memory of {@link #SCRATCH} floats
     */
    void gather(
            float[] rows,
            int features,
            int[] samples,
            int from,
            int count,
            float[] batch,
            int n,
            float[] scratch);

    /**
     * Returns whether all numbers are finite.
     *
     * @param x the numbers
     * @param from index of the first number
     * @param count number of numbers
     */
    boolean areFinite(float[] x, int from, int count);

    /**
     * Computes softmax over the units of each row, in place: the function of {@link
     * ActivationKernels#softmax}.
     *
     * @param a the weighted sums (rows × stride); receives the activations
     * @param units number of units
     * @param stride distance between rows, a multiple of {@link Lanes#COUNT}
     * @param rows number of rows
     * @param scratch working memory of {@link #SCRATCH} floats
     */
    void softmax(float[] a, int units, int stride, int rows, float[] scratch);
}
