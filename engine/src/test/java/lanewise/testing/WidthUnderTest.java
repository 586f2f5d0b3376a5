package lanewise.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jdk.incubator.vector.FloatVector;

/** The vector width that the build tests in this JVM. */
public final class WidthUnderTest {
    private WidthUnderTest() {}

    /**
     * Skips the tests if the machine lacks vectors of that width.
     *
     * @return the width in bits
     */
    public static int require() {
        Integer bits = Integer.getInteger("lanewise.vectorBits");
        assertTrue(bits != null, "this test needs -Dlanewise.vectorBits");
        int preferred = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        assumeTrue(bits <= preferred, "this machine's vectors have " + preferred + " bits");
        return bits;
    }
}
