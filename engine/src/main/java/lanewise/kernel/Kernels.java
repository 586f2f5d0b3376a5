package lanewise.kernel;

/**
 * The arithmetic of training, one block of samples at a time.
 *
 * <p>Arrays hold feature-major matrices (see the package description). Activations and deltas are
 * dense: row {@code u} of {@code n} samples begins at {@code u * n}. Features are a window of a
 * larger matrix: row {@code f} begins at {@code xOffset + f * ldx}. {@code n} is a multiple of
 * {@link Lanes#COUNT}, except that the scalar {@link #forward} takes any. Outputs must not overlap
 * inputs unless a method says so. {@code scratch} has {@link #SCRATCH} floats, and its content
 * means nothing before or after a call.
 *
 * <p>Kernels have no state, so that threads may share them. They check their arguments by {@code
 * assert} only; a NaN or infinity among the numbers passes through as IEEE 754 has it.
 */
public interface Kernels {

    /** The length of the {@code scratch} arrays. */
    int SCRATCH = 4 * Lanes.COUNT;

    /**
     * What to call these kernels, such as {@code scalar} or {@code vector-512}.
     *
     * @return the name
     */
    String name();

    /**
     * The forward phase of one layer: {@code a[j][s] = σ(b[j] + Σ_i w[i][j] · x[i][s])}, the sum in
     * ascending order of {@code i}, begun with the bias, or with zero in a layer without.
     *
     * @param layer the layer
     * @param parameters the network's parameters
     * @param x the layer's inputs (inputs × n)
     * @param xOffset index of input 0 of sample 0
     * @param ldx distance between rows of {@code x}
     * @param a receives the layer's activations (outputs × n)
     * @param n number of samples
     */
    void forward(
            Dense layer, float[] parameters, float[] x, int xOffset, int ldx, float[] a, int n);

    /**
     * The error of a block: {@code Σ_k Σ_s ((a[k][s] − y[k][s]) · mask[s])²}, where each virtual
     * lane adds up the outputs in ascending order, of each output its samples in ascending order.
     *
     * @param targets what the outputs should be
     * @param from the block's first sample among the targets
     * @param a activations of the last layer (outputs × n)
     * @param n number of samples
     * @param scratch working memory
     * @return the sum of squares
     */
    float squaredError(Targets targets, int from, float[] a, int n, float[] scratch);

    /**
     * Counts the samples of a block whose predicted class is the true one. The predicted class is
     * the index of the largest activation, the first of equals; a network with one output predicts
     * class 1 where it exceeds ½, else class 0.
     *
     * @param targets what the outputs should be
     * @param from the block's first sample among the targets
     * @param a activations of the last layer (outputs × n)
     * @param n number of samples
     * @return the number of hits
     */
    int hits(Targets targets, int from, float[] a, int n);

    /**
     * Where the backward phase begins: {@code delta[k][s] = σ′ · (a[k][s] − y[k][s]) · mask[s]}
     * with the slope {@code σ′ = a(1 − a)}; the derivative of half the squared error by the last
     * layer's weighted sums.
     *
     * @param targets what the outputs should be
     * @param from the block's first sample among the targets
     * @param a activations of the last layer (outputs × n)
     * @param delta receives the deltas of the last layer (outputs × n)
     * @param n number of samples
     */
    void outputDelta(Targets targets, int from, float[] a, float[] delta, int n);

    /**
     * The backward phase through one layer: {@code deltaIn[i][s] = σ′ · Σ_j w[i][j] · delta[j][s]}
     * with the slope {@code σ′ = a[i][s] · (1 − a[i][s])}, the sum in ascending order of {@code j}.
     *
     * @param layer the layer
     * @param parameters the network's parameters
     * @param delta the layer's deltas (outputs × n)
     * @param a the activations that were the layer's input (inputs × n)
     * @param deltaIn receives the deltas of the layer before (inputs × n)
     * @param n number of samples
     */
    void backward(
            Dense layer, float[] parameters, float[] delta, float[] a, float[] deltaIn, int n);

    /**
     * Adds a block's part to the gradient of one layer: {@code g[i][j] += Σ_s x[i][s] ·
     * delta[j][s]} for weights and {@code g[j] += Σ_s delta[j][s]} for biases, both summed over
     * virtual lanes.
     *
     * @param layer the layer
     * @param x the layer's inputs (inputs × n)
     * @param xOffset index of input 0 of sample 0
     * @param ldx distance between rows of {@code x}
     * @param delta the layer's deltas (outputs × n)
     * @param n number of samples
     * @param gradient the sums so far, laid out like the parameters
     * @param scratch working memory
     */
    void gradient(
            Dense layer,
            float[] x,
            int xOffset,
            int ldx,
            float[] delta,
            int n,
            float[] gradient,
            float[] scratch);

    /**
     * The update phase, a step of gradient descent: {@code parameters[k] −= rate · gradient[k]},
     * rounded once.
     *
     * @param parameters the parameters, updated in place
     * @param gradient their gradient
     * @param rate the step's factor
     * @param count number of parameters, a multiple of {@link Lanes#COUNT}
     */
    void update(float[] parameters, float[] gradient, float rate, int count);
}
