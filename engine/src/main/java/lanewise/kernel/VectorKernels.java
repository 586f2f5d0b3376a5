package lanewise.kernel;

import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels of the vector tier, and the vectors they use.
 *
 * <p>Every kernel method runs one loop nest over whole vectors and no more, passing its results
 * through arrays that stay in the first-level cache: C2 compiles loops of this size alike in every
 * JVM, whereas larger methods and vectors that cross calls run into its inlining budget and are
 * boxed.
 *
 * <p>A vector that a loop carries is only ever an argument, never what a method is called on: its
 * declared type is abstract, and which method that would be C2 could learn from a profile only,
 * which does not exist where it inlines a kernel into code that has run with other kernels so far.
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
                new VectorRelaxation(),
                gemm,
                null);
    }
}
