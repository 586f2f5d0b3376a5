package lanewise.kernel;

import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels of the vector tier, and the vectors they use.
 *
 * <p>Every kernel method runs one loop nest over whole vectors and no more, passing its results
 * through arrays that stay in the first-level cache: C2 compiles loops of this size alike in every
 * JVM, whereas larger methods and vectors that cross calls run into its inlining budget and are
 * boxed.
 */
final class VectorKernels {

    /**
     * The vectors in use. A constant of the class: with any other species C2 does not compile
     * vector operations.
     */
    static final VectorSpecies<Float> SPECIES = VectorWidth.species();

    /** Their length in floats. */
    static final int WIDTH = SPECIES.length();

    private VectorKernels() {}

    /** All families. */
    static Kernels all() {
        ActivationKernels activations = new VectorActivations();
        Gemm gemm = new VectorGemm();
        return new Kernels(
                "vector-" + SPECIES.vectorBitSize(),
                new VectorDense(activations, gemm),
                activations,
                new VectorLosses(),
                new VectorUpdates(),
                new VectorDropout(),
                gemm);
    }
}
