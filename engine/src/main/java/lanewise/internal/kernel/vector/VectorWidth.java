package lanewise.internal.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How wide the vectors are: as wide as the machine prefers, unless {@value #PROPERTY} asks for
 * less.
 */
public final class VectorWidth {

    /** The system property that sets the width in bits: 128, 256 or 512. */
    public static final String PROPERTY = "lanewise.vectorBits";

    private VectorWidth() {}

    /**
     * The width that the machine prefers.
     *
     * @return bits of a vector
     */
    public static int preferredBits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    /**
     * The vectors to use.
     *
     * @return a species of 4, 8 or 16 floats
     * @throws IllegalStateException if the property asks for a width that does not exist or that
     *     the machine lacks
     */
    public static VectorSpecies<Float> species() {
        int widest = preferredBits();
        String bits = System.getProperty(PROPERTY, Integer.toString(Math.min(widest, 512)));
        VectorSpecies<Float> species =
                switch (bits) {
                    case "128" -> FloatVector.SPECIES_128;
                    case "256" -> FloatVector.SPECIES_256;
                    case "512" -> FloatVector.SPECIES_512;
                    default ->
                            throw new IllegalStateException(
                                    "-D"
                                            + PROPERTY
                                            + "="
                                            + bits
                                            + ": the width of vectors must be 128, 256 or 512");
                };
        if (species.vectorBitSize() > widest) {
            throw new IllegalStateException(
                    "-D"
                            + PROPERTY
                            + "="
                            + bits
                            + ": this machine's vectors have "
                            + widest
                            + " bits; ask for no more, or leave the property out");
        }
        return species;
    }
}
