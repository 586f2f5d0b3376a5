package lanewise.internal.kernel;

/**
 * The kernels of one tier, by family.
 *
 * <p>Kernels are stateless and thread-safe; the caller provides working memory. Arguments are
 * checked by {@code assert} only. NaN and infinity propagate as in IEEE 754.
 *
 * @param name name of the kernels, such as {@code scalar} or {@code vector-512}
 * @param dense the products of a dense layer
 * @param activations activation functions and their derivatives
 * @param losses losses, their derivatives and the number of correct predictions
 * @param updates steps of the optimizers
 * @param dropout random masks
 * @param relaxation fixed-point iteration of recurrent layers, except for the products
 * @param gemm matrix multiplication, used by large layers
 * @param rows kernels for row-major matrices: predictions and the rows of batches; null if scalar
 * @param fewRows products of a few rows, for training in small batches; null if scalar
 * @param iteration kernels of a whole training iteration of one network; null if not specialised
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
        RowKernels rows,
        FewRowKernels fewRows,
        IterationKernels iteration) {

    /** Length of the {@code scratch} arrays in floats. */
    public static final int SCRATCH = Lanes.COUNT * Lanes.COUNT;
}
