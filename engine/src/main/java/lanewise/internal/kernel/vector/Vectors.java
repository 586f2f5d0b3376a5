package lanewise.internal.kernel.vector;

import jdk.incubator.vector.VectorSpecies;

/**
 * The species of the kernels of the vector tier.
 *
 * <p>Each kernel method is one loop nest over full vectors and passes its results through arrays
 * that stay in the first-level cache. C2 compiles loops of this size reliably in every JVM; in
 * larger methods, and where vectors cross calls, it exhausts its inlining budget and boxes vectors.
 *
 * <p>A loop-carried vector is always an argument, never a receiver: its declared type is abstract,
 * so C2 could resolve the call only from a type profile. There is none when C2 inlines a kernel
 * into code that has so far run with other kernels, and it is useless where the program has called
 * the method on vectors of two species: C2 then inlines the method for both, and vectors are boxed
 * for the life of the JVM. Where a vector is stored, {@code check(SPECIES)} comes first: C2 knows
 * the class from then on. A method for both would not always be inlined, as those of the Vector API
 * are.
 */
public final class Vectors {

    /**
     * Species of all vectors. It must be a static final constant; C2 does not intrinsify operations
     * on any other species.
     */
    public static final VectorSpecies<Float> SPECIES = VectorWidth.species();

    /** The same for ints. */
    public static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);

    /** Vector length in floats. */
    public static final int WIDTH = SPECIES.length();

    private Vectors() {}
}
