package lanewise.internal.kernel;

/**
 * Losses of one block of samples and where the backward phase begins.
 *
 * <p>A block is {@code n} samples from sample {@code from} of the targets, {@code n} a multiple of
 * {@link Lanes#COUNT}, except that the scalar kernels take any. Errors are weighted by {@link
 * Targets#mask}, which is 0 for padding and otherwise the sample's weight: as long as the numbers
 * of a sample with weight 0 are finite, it counts exactly nothing. NaN and infinities pass through
 * as IEEE 754 has it.
 */
public interface LossKernels {

    /**
     * The loss of a block, summed over virtual lanes.
     *
     * <ul>
     *   <li>Squared error: {@code Σ_k Σ_s mask[s]·e·e} with {@code e = a[k][s] − y[k][s]}.
     *   <li>Binary cross-entropy: {@code Σ_k Σ_s mask[s]·((max(z, 0) − z·y) + log(1 + exp(−|z|)))},
     *       from the weighted sums, so that nothing overflows.
     *   <li>Cross-entropy: {@code Σ_s mask[s]·Σ_k y[k][s]·((m − z[k][s]) + log Σ_j exp(z[j][s] −
     *       m))} with the sample's largest sum {@code m}.
     * </ul>
     *
     * Each lane adds up its samples in ascending order and of each sample the outputs in ascending
     * order, except that the binary cross-entropy has the outputs outside, the samples inside.
     *
     * @param loss which loss
     * @param targets what the outputs should be
     * @param from the block's first sample among the targets
     * @param z weighted sums of the last layer (outputs × n); not read for the squared error
     * @param a activations of the last layer (outputs × n); read for the squared error only
     * @param n number of samples
     * @param scratch working memory of {@link Kernels#SCRATCH} floats
     * @return the sum, not divided by anything
     */
    float sum(
            LossFunction loss,
            Targets targets,
            int from,
            float[] z,
            float[] a,
            int n,
            float[] scratch);

    /**
     * {@code delta[k][s] = (a[k][s] − y[k][s]) · mask[s]}: the derivative by the last layer's
     * weighted sums of the binary cross-entropy of sigmoids and of the cross-entropy of softmax;
     * the derivative by its activations of half the squared error.
     *
     * @param targets what the outputs should be
     * @param from the block's first sample among the targets
     * @param a activations of the last layer (outputs × n)
     * @param delta receives the deltas of the last layer (outputs × n)
     * @param n number of samples
     */
    void delta(Targets targets, int from, float[] a, float[] delta, int n);

    /**
     * {@code delta[k][s] = σ′ · (a[k][s] − y[k][s]) · mask[s]} with the slope {@code σ′ = a(1 −
     * a)}; the derivative of half the squared error of sigmoids by the last layer's weighted sums,
     * in the bits that {@link #delta} and {@link ActivationKernels#multiplyByDerivative} give one
     * after the other.
     *
     * @param targets what the outputs should be
     * @param from the block's first sample among the targets
     * @param a activations of the last layer (outputs × n)
     * @param delta receives the deltas of the last layer (outputs × n)
     * @param n number of samples
     */
    void deltaOfSigmoid(Targets targets, int from, float[] a, float[] delta, int n);

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
}
