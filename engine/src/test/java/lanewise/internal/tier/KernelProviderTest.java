package lanewise.internal.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lanewise.internal.kernel.vector.VectorWidth;

import org.junit.jupiter.api.Test;

class KernelProviderTest {

    @Test
    void providesVectorKernelsIfTheModuleIsLoaded() {
        assertEquals("", KernelProvider.obstacle());
        assertEquals(
                "vector-" + Math.min(512, VectorWidth.preferredBits()),
                KernelProvider.vector().name());
        assertEquals("scalar", KernelProvider.scalar().name());
    }

    @Test
    void rejectsInvalidWidths() {
        String before = System.getProperty(VectorWidth.PROPERTY);
        try {
            System.setProperty(VectorWidth.PROPERTY, "384");
            IllegalStateException e =
                    assertThrows(IllegalStateException.class, KernelProvider::vector);
            assertEquals(
                    "-Dlanewise.vectorBits=384: the vector width must be 128, 256 or 512",
                    e.getMessage());
        } finally {
            if (before == null) {
                System.clearProperty(VectorWidth.PROPERTY);
            } else {
                System.setProperty(VectorWidth.PROPERTY, before);
            }
        }
    }
}
