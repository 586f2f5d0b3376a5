package lanewise.internal.kernel;

/**
 * Dropout: during training a random share of a layer's activations is 0, the others are scaled up
 * so that their expectation stays. N. Srivastava et al., "Dropout: A simple way to prevent neural
 * networks from overfitting", JMLR 15 (2014), with the scaling at training time.
 *
 * <p>Which ones is a function of the key, the unit and the number of the sample, {@link
 * DropoutMask#keeps}: nothing is stored, the backward phase finds the same again, and it does not
 * matter in which blocks or on which threads the samples of a batch are worked on.
 *
 * <p>Matrices are dense (see the package description): row {@code u} of {@code n} samples begins at
 * {@code u * n}, and {@code n} is a multiple of {@link Lanes#COUNT}, except that the scalar kernels
 * take any. A dropped cell is +0, whatever it was.
 */
public interface DropoutKernels {

    /**
     * The forward phase: {@code out[u][s] = a[u][s] · scale} where the sample {@code first + s} of
     * unit {@code u} is kept, else 0.
     *
     * @param a activations (rows × n)
     * @param out receives the results (rows × n); it may be {@code a}
     * @param rows number of units
     * @param n number of samples
     * @param first number within the batch of the first sample
     * @param threshold {@link DropoutMask#threshold} of the share to drop
     * @param scale factor of what is kept, {@link DropoutMask#scale}
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
     * The backward phase, in place: {@code delta[u][s] = delta[u][s] · scale} where the sample was
     * kept, else 0.
     *
     * @param delta derivatives by {@code out} of {@link #drop}, then by its {@code a} (rows × n)
     * @param rows number of units
     * @param n number of samples
     * @param first number within the batch of the first sample
     * @param threshold as in the forward phase
     * @param scale as in the forward phase
     * @param key as in the forward phase
     */
    default void delta(
            float[] delta, int rows, int n, int first, int threshold, float scale, int key) {
        drop(delta, delta, rows, n, first, threshold, scale, key);
    }
}
