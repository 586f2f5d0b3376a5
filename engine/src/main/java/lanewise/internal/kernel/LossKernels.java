package lanewise.internal.kernel;

/**
 * Losses of one block of samples and the deltas with which the backward phase starts.
 *
 * <p>A block consists of {@code n} samples, starting with sample {@code from} of the targets.
 * {@code n} is a multiple of {@link Lanes#COUNT}; the scalar kernels accept any value. Errors are
 * weighted by {@link Targets#mask}, which is 0 for padding and otherwise the sample's weight; a
 * sample of weight 0 with finite values contributes exactly 0. NaN and infinity propagate as in
 * IEEE 754.
 */
public interface LossKernels {

    /**
     * Computes the loss of a block, summed in virtual lanes.
     *
     * <ul>
     *   <li>Squared error: {@code Σ_k Σ_s mask[s]·e·e} with {@code e = a[k][s] − y[k][s]}.
     *   <li>Absolute error: {@code Σ_k Σ_s mask[s]·|e|}.
     *   <li>Huber: {@code Σ_k Σ_s (mask[s]·c)·(|e| − ½·c)} with {@code c = min(|e|, 1)}, which is
     *       {@code ½·e·e} up to 1 and {@code |e| − ½} beyond.
     *   <li>Binary cross-entropy: {@code Σ_k Σ_s mask[s]·((max(z, 0) − z·y) + log(1 + exp(−|z|)))},
     *       computed from the weighted sums to avoid overflow.
     *   <li>Cross-entropy: {@code Σ_s mask[s]·Σ_k y[k][s]·((m − z[k][s]) + log Σ_j exp(z[j][s] −
     *       m))} with the sample's largest sum {@code m}.
     * </ul>
     *
     * Each lane adds its samples in ascending order, and the outputs of each sample in ascending
     * order; the binary cross-entropy iterates over the outputs in the outer loop and the samples
     * in the inner one.
     *
     * @param loss the loss function
     * @param targets expected outputs
     * @param from index of the block's first sample in the targets
     * @param z weighted sums of the last layer (outputs × n); read if {@link LossFunction#fromSums}
     * @param a activations of the last layer (outputs × n); read if not
     * @param n number of samples
     * @param scratch working memory of {@link Kernels#SCRATCH} floats
     * @return the sum, not divided by the number of samples
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
     * Computes the derivative of the loss from {@code e = a[k][s] − y[k][s]}.
     *
     * <ul>
     *   <li>Binary cross-entropy of sigmoids and cross-entropy of softmax: {@code delta[k][s] = e ·
     *       mask[s]}, the derivative with respect to the last layer's weighted sums.
     *   <li>Squared error: {@code e · mask[s]}, the derivative of half the squared error with
     *       respect to the activations.
     *   <li>Absolute error: {@code sign(e) · mask[s]}, with respect to the activations. It is 0 for
     *       an error of 0, a subgradient.
     *   <li>Huber: {@code max(−1, min(e, 1)) · mask[s]}, with respect to the activations.
     * </ul>
     *
     * The last two bound finite errors only: the delta of an infinite error is NaN, so that a
     * diverged run is detected if its loss is not measured, too.
     *
     * @param loss the loss function
     * @param targets expected outputs
     * @param from index of the block's first sample in the targets
     * @param a activations of the last layer (outputs × n)
     * @param delta receives the deltas of the last layer (outputs × n)
     * @param n number of samples
     */
    void delta(LossFunction loss, Targets targets, int from, float[] a, float[] delta, int n);

    /**
     * {@code delta[k][s] = σ′ · (a[k][s] − y[k][s]) · mask[s]} with {@code σ′ = a(1 − a)}: the
     * derivative of half the squared error of sigmoids with respect to the last layer's weighted
     * sums. The bits are those of {@link #delta} followed by {@link
     * ActivationKernels#multiplyByDerivative}.
     *
     * @param targets expected outputs
     * @param from index of the block's first sample in the targets
     * @param a activations of the last layer (outputs × n)
     * @param delta receives the deltas of the last layer (outputs × n)
     * @param n number of samples
     */
    void deltaOfSigmoid(Targets targets, int from, float[] a, float[] delta, int n);

    /**
     * Counts the samples of a block whose predicted class is the true one. The predicted class is
     * the index of the largest activation, the lowest one in case of ties; a network with one
     * output predicts class 1 if the output exceeds ½, else class 0.
     *
     * @param targets expected outputs
     * @param from index of the block's first sample in the targets
     * @param a activations of the last layer (outputs × n)
     * @param n number of samples
     * @return the number of correct predictions
     */
    int hits(Targets targets, int from, float[] a, int n);
}
