package lanewise.internal.kernel.scalar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.kernel.math.Sigmoid;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Sigmoids of units that share divisions, against the exact function in double. */
class SharedSigmoidTest {

    private static final int SAMPLES = 16;

    /** Sums of all magnitudes, most of them where the function is curved. */
    @ParameterizedTest
    @CsvSource({"1, 3.2, 9e-8", "2, 4.6, 1.8e-7", "3, 6, 2.7e-7", "4, 4.6, 1.8e-7"})
    void staysWithinItsErrorBounds(int units, double ulps, double absolute) {
        SplittableRandom random = new SplittableRandom(units);
        float[] z = new float[units * SAMPLES];
        double worstUlps = 0;
        double worstAbsolute = 0;
        for (int k = 0; k < 20_000; k++) {
            double range = new double[] {1, 4, 20, Sigmoid.LIMIT}[k % 4];
            for (int i = 0; i < z.length; i++) {
                z[i] = (float) random.nextDouble(-range, range);
            }
            float[] a = activations(units, z);
            for (int i = 0; i < z.length; i++) {
                double exact = 1 / (1 + Math.exp(-(double) z[i]));
                double error = Math.abs(a[i] - exact);
                worstUlps = Math.max(worstUlps, error / Math.ulp((float) exact));
                worstAbsolute = Math.max(worstAbsolute, error);
            }
        }
        assertTrue(worstUlps <= ulps && worstUlps > 1.5, worstUlps + " ulp");
        assertTrue(worstAbsolute <= absolute, worstAbsolute + " absolute");
    }

    /** Each combination of units at and beyond both ends: no product overflows or vanishes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void isFiniteAndPositiveAtBothEnds(int units) {
        float[] ends = {-1f / 0, -100f, -Sigmoid.LIMIT, -0f, Sigmoid.LIMIT, 1e30f, 1f / 0};
        float[] z = new float[units * SAMPLES];
        int combinations = (int) Math.pow(ends.length, Math.min(units, 4));
        for (int c = 0; c < combinations; c++) {
            for (int unit = 0, digits = c; unit < units; unit++, digits /= ends.length) {
                Arrays.fill(z, unit * SAMPLES, (unit + 1) * SAMPLES, ends[digits % ends.length]);
            }
            float[] a = activations(units, z);
            for (int k = 0; k < a.length; k++) {
                double clamped = Math.clamp(z[k], -Sigmoid.LIMIT, Sigmoid.LIMIT);
                double exact = 1 / (1 + Math.exp(-clamped));
                assertEquals(exact, a[k], 6 * Math.ulp((float) exact), z[k] + " of " + units);
            }
        }
    }

    /** Where denominators are close to 1, rounding could lead beyond it. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void neverExceedsOne(int units) {
        SplittableRandom random = new SplittableRandom(7);
        float[] z = new float[units * SAMPLES];
        boolean saturated = false;
        for (int k = 0; k < 100_000; k++) {
            float large = random.nextFloat(14, 20);
            for (int i = 0; i < z.length; i++) {
                z[i] = i < SAMPLES ? large : random.nextFloat(-4, 16);
            }
            for (float a : activations(units, z)) {
                assertTrue(a <= 1f, () -> a + " at " + Arrays.toString(z));
                saturated |= a == 1f;
            }
        }
        assertTrue(saturated);
    }

    @Test
    void formsPairsAndOneGroupOfThree() {
        assertGroups(1, "0");
        assertGroups(2, "00");
        assertGroups(3, "000");
        assertGroups(4, "0011");
        assertGroups(5, "00112");
        assertGroups(7, "0011222");
        assertGroups(10, "0011223344");
        assertGroups(11, "00112233444");
    }

    /** Units are in the same group if a sum that is NaN makes both activations NaN. */
    private static void assertGroups(int units, String groups) {
        for (int unit = 0; unit < units; unit++) {
            float[] z = new float[units * SAMPLES];
            z[unit * SAMPLES + 3] = Float.NaN;
            float[] a = activations(units, z);
            for (int other = 0; other < units; other++) {
                for (int s = 0; s < SAMPLES; s++) {
                    boolean affected = s == 3 && groups.charAt(unit) == groups.charAt(other);
                    assertEquals(affected, Float.isNaN(a[other * SAMPLES + s]), groups);
                }
            }
        }
    }

    @Test
    void computesSomeUnitsOfALayer() {
        SplittableRandom random = new SplittableRandom(3);
        float[] z = new float[11 * SAMPLES];
        for (int k = 0; k < z.length; k++) {
            z[k] = random.nextFloat(-4, 4);
        }
        float[] all = activations(11, z);
        float[] parts = new float[z.length];
        new ScalarActivations().sharedSigmoid(z, parts, 0, 8, SAMPLES);
        new ScalarActivations().sharedSigmoid(z, parts, 8, 11, SAMPLES);
        assertEquals(Arrays.toString(all), Arrays.toString(parts));
    }

    private static float[] activations(int units, float[] z) {
        float[] a = new float[z.length];
        new ScalarActivations().sharedSigmoid(z, a, 0, units, SAMPLES);
        return a;
    }
}
