package lanewise.internal.kernel;

/**
 * The arithmetic of one tier, family by family.
 *
 * <p>Kernels have no state, so that threads may share them; working memory comes from the caller.
 * They check their arguments by {@code assert} only; a NaN or infinity among the numbers passes
 * through as IEEE 754 has it.
 *
 * @param name what to call these kernels, such as {@code scalar} or {@code vector-512}
 * @param dense the products of a dense layer
 * @param activations activation functions and their slopes
 * @param losses losses, their derivatives, and hits
 * @param updates optimizers' steps
 * @param dropout random masks
 * @param relaxation what recurrent layers need beside products
 * @param gemm products of matrices, of which large layers consist
 * @param iteration kernels of a whole training iteration of one network; null if the families serve
 */
public record Kernels(
        String name,
        DenseKernels dense,
        ActivationKernels activations,
        LossKernels losses,
        UpdateKernels updates,
        DropoutKernels dropout,
        RelaxationKernels relaxation,
        Gemm gemm,
        IterationKernels iteration) {

    /** The length of the {@code scratch} arrays. */
    public static final int SCRATCH = 4 * Lanes.COUNT;
}
