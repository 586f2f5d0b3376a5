package lanewise.internal.kernel;

/**
 * Dropout: during training a random fraction of a layer's activations is set to 0 and the others
 * are scaled up, which preserves the expectation. N. Srivastava et al., "Dropout: A simple way to
 * prevent neural networks from overfitting", JMLR 15 (2014), in the "inverted" form, which scales
 * during training.
 *
 * <p>{@link DropoutMask#keeps} selects activations as a function of the key, the unit and the
 * sample's index in the batch. No mask is stored: the backward phase computes the same one again.
 * The result does not depend on the partition of a batch into blocks and threads.
 *
 * <p>Matrices are dense (see the package description): row {@code u} of {@code n} samples begins at
 * {@code u * n}, and {@code n} is a multiple of {@link Lanes#COUNT}; the scalar kernels accept any
 * value. A dropped cell becomes +0, even if it was NaN.
 */
public interface DropoutKernels {

    /**
     * Applies dropout in the forward phase: {@code out[u][s] = a[u][s] · scale} where sample {@code
     * first + s} of unit {@code u} is kept, else 0.
     *
     * @param a activations (rows × n)
     * @param out receives the results (rows × n); may be {@code a}
     * @param rows number of units
     * @param n number of samples
     * @param first index of the first sample in the batch
     * @param threshold {@link DropoutMask#threshold} of the dropout rate
     * @param scale factor of kept activations, {@link DropoutMask#scale}
     * @param key the {@link DropoutMask#key} of layer and iteration
     */
    void drop(
            float[] a,
            float[] out,
            int rows,
            int n,
            int first,
            int threshold,
            float scale,
            int key);

    /**
     * Applies the same mask in the backward phase, in place: {@code delta[u][s] = delta[u][s] ·
     * scale} where the sample was kept, else 0.
     *
     * @param delta derivatives with respect to {@code out} of {@link #drop}; receives those with
     *     respect to its {@code a} (rows × n)
     * @param rows number of units
     * @param n number of samples
     * @param first index of the first sample in the batch
     * @param threshold as in the forward phase
     * @param scale as in the forward phase
     * @param key as in the forward phase
     */
    default void delta(
            float[] delta, int rows, int n, int first, int threshold, float scale, int key) {
        drop(delta, delta, rows, n, first, threshold, scale, key);
    }
}
