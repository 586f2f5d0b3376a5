package lanewise.internal.kernel.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigmoidTest {

    @Test
    void staysWithinItsErrorBounds() {
        double worstUlps = 0;
        double worstAbsolute = 0;
        int tried = 0;
        // Every 997th float from 2^-20 to the limit, of both signs.
        for (int bits = Float.floatToIntBits(0x1p-20f);
                bits < Float.floatToIntBits(Sigmoid.LIMIT);
                bits += 997) {
            for (int sign = -1; sign <= 1; sign += 2) {
                float z = sign * Float.intBitsToFloat(bits);
                double exact = 1 / (1 + Math.exp(-(double) z));
                double error = Math.abs(Sigmoid.of(z) - exact);
                worstUlps = Math.max(worstUlps, error / Math.ulp((float) exact));
                worstAbsolute = Math.max(worstAbsolute, error);
                tried++;
            }
        }
        assertTrue(tried > 400_000, tried + " floats");
        assertTrue(worstUlps <= 3.2, worstUlps + " ulp");
        assertTrue(worstAbsolute <= 9e-8, worstAbsolute + " absolute");
    }

    @Test
    void exactValuesAreExact() {
        assertEquals(0.5f, Sigmoid.of(0f));
        assertEquals(0.5f, Sigmoid.of(-0f));
        assertEquals(0.5f, Sigmoid.of(Float.MIN_VALUE));
        assertEquals(1f, Sigmoid.of(17.5f));
    }

    @ParameterizedTest
    @ValueSource(floats = {29.01f, 100f, 1e10f, Float.MAX_VALUE, Float.POSITIVE_INFINITY})
    void clampsItsArgument(float z) {
        assertEquals(1f, Sigmoid.of(z));
        assertEquals(Sigmoid.of(-Sigmoid.LIMIT), Sigmoid.of(-z));
        assertEquals(2.54e-13f, Sigmoid.of(-z), 0.01e-13f);
    }

    @Test
    void propagatesNaN() {
        assertTrue(Float.isNaN(Sigmoid.of(Float.NaN)));
        assertTrue(Float.isNaN(Sigmoid.of(Float.intBitsToFloat(0xffc12345))));
    }

    @Test
    void derivativeMatchesItsFormula() {
        for (float z = -8; z <= 8; z += 0.125f) {
            double a = 1 / (1 + Math.exp(-z));
            assertEquals(a * (1 - a), Sigmoid.slope(Sigmoid.of(z)), 1e-7, "at " + z);
        }
    }
}
