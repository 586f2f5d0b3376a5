package lanewise.internal.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Vector width: the width that the machine prefers, or the one set by {@value #PROPERTY}. */
public final class VectorWidth {

    /** The system property that sets the width in bits: 128, 256 or 512. */
    public static final String PROPERTY = "lanewise.vectorBits";

    private VectorWidth() {}

    /**
     * Returns the width that the machine prefers.
     *
     * @return number of bits of a vector
     */
    public static int preferredBits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    /**
     * Returns the species to use.
     *
     * @return a species of 4, 8 or 16 floats
     * @throws IllegalStateException if the property is set to an invalid width, or to one that is
     *     not available on this machine
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
                                            + ": the vector width must be 128, 256 or 512");
                };
        if (species.vectorBitSize() > widest) {
            throw new IllegalStateException(
                    "-D"
                            + PROPERTY
                            + "="
                            + bits
                            + ": this machine's vectors have "
                            + widest
                            + " bits; set no larger width, or remove the property");
        }
        return species;
    }
}
