package lanewise.internal.kernel.vector;

import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors that the kernels of the vector tier use.
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
public final class Vectors {

    /**
     * The vectors in use. A constant of the class: with any other species C2 does not compile
     * vector operations.
     */
    public static final VectorSpecies<Float> SPECIES = VectorWidth.species();

    /** Their length in floats. */
    public static final int WIDTH = SPECIES.length();

    private Vectors() {}
}
