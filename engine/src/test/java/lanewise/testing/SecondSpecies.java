package lanewise.testing;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import lanewise.internal.kernel.vector.Vectors;

/**
 * Another part of a program that stores vectors of another length than the engine's. From then on,
 * the type profile of {@link FloatVector#intoArray} names two classes, and C2 inlines the method
 * for both wherever it does not know the class of a vector.
 */
final class SecondSpecies {

    /** Enough to keep the share of the engine's stores in the profile below nine tenths. */
    private static final int STORES = 20_000;

    private static final VectorSpecies<Float> OTHER =
            Vectors.WIDTH == 8 ? FloatVector.SPECIES_128 : FloatVector.SPECIES_256;

    private SecondSpecies() {}

    /** Stores vectors of both species. */
    static void use() {
        float[] x = new float[Math.max(Vectors.WIDTH, OTHER.length())];
        for (int k = 0; k < STORES; k++) {
            store(FloatVector.fromArray(Vectors.SPECIES, x, 0), x);
            store(FloatVector.fromArray(OTHER, x, 0), x);
        }
    }

    /** Excluded from compilation, as compiled code that inlines the store has no profile. */
    private static void store(FloatVector v, float[] to) {
        v.intoArray(to, 0);
    }
}
