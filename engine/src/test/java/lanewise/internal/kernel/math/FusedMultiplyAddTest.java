package lanewise.internal.kernel.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Random;

/** The emulation against exact decimal arithmetic, and against the JDK where decimals end. */
class FusedMultiplyAddTest {
    private static final int CASES = 20_000;

    private static final float[] SPECIAL = {
        0f,
        1f,
        Math.nextUp(1f),
        Math.nextDown(1f),
        3f,
        Float.MIN_VALUE,
        3 * Float.MIN_VALUE,
        Math.nextDown(Float.MIN_NORMAL),
        Float.MIN_NORMAL,
        0x1p-75f,
        0x1p-63f,
        0x1.000002p-63f,
        0x1.fffffep63f,
        0x1.000002p64f,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NaN
    };

    @Test
    void specialFloats() {
        for (float a : SPECIAL) {
            for (float b : SPECIAL) {
                for (float c : SPECIAL) {
                    for (int signs = 0; signs < 8; signs++) {
                        float x = (signs & 1) == 0 ? a : -a;
                        float y = (signs & 2) == 0 ? b : -b;
                        float z = (signs & 4) == 0 ? c : -c;
                        assertBits(Math.fma(x, y, z), FusedMultiplyAdd.emulated(x, y, z), x, y, z);
                    }
                }
            }
        }
    }

    /** With a double's exponents, too, at both ends of the range that is not emulated. */
    @Test
    void specialDoubles() {
        double[] special = {
            0,
            1,
            Math.nextUp(1.0),
            3,
            0x1p-1074,
            0x1p-1022,
            0x1p-300,
            0x1p-301,
            0x1.8p300,
            0x1p301,
            0x1p1000,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NaN
        };
        for (double a : special) {
            for (double b : special) {
                for (double c : special) {
                    for (int signs = 0; signs < 8; signs++) {
                        double x = (signs & 1) == 0 ? a : -a;
                        double y = (signs & 2) == 0 ? b : -b;
                        double z = (signs & 4) == 0 ? c : -c;
                        assertBits(Math.fma(x, y, z), FusedMultiplyAdd.emulated(x, y, z), x, y, z);
                    }
                }
            }
        }
    }

    @Test
    void randomFloats() {
        Random random = new Random(1);
        for (int i = 0; i < CASES; i++) {
            float a = anyFloat(random);
            float b = anyFloat(random);
            assertExact(a, b, anyFloat(random));
            assertExact(a, b, -(a * b)); // cancels all but the rounding error
            assertExact(a, b, a * b * 0x1p-23f);
        }
    }

    @Test
    void randomDoubles() {
        Random random = new Random(2);
        for (int i = 0; i < CASES; i++) {
            double a = random.nextGaussian() * Math.scalb(1.0, random.nextInt(100) - 50);
            double b = random.nextGaussian() * Math.scalb(1.0, random.nextInt(100) - 50);
            assertExact(a, b, random.nextGaussian() * Math.scalb(1.0, random.nextInt(200) - 100));
            assertExact(a, b, -(a * b));
            assertExact(a, b, a * b * 0x1p-52);
        }
    }

    /**
     * Products of 1 − 2⁻⁴⁶, half a unit in the last place of the addend but for less than a double
     * can hold. Rounding to double and then to float goes wrong for half of them.
     */
    @Test
    void floatsBesideTheMidpointOfTwoOthers() {
        float a = 1 + 0x1p-23f;
        float b = 1 - 0x1p-23f;
        Random random = new Random(3);
        int roundedTwice = 0;
        for (int i = 0; i < CASES; i++) {
            int exponent = random.nextInt(60) - 30;
            float factor = Math.scalb(random.nextBoolean() ? a : -a, exponent);
            float addend = Math.scalb(0x1p24f + 2 * random.nextInt(1 << 23), exponent);
            assertExact(factor, b, addend);
            assertExact(factor, b, -addend);
            float twice = (float) ((double) factor * b + addend);
            if (twice != FusedMultiplyAdd.emulated(factor, b, addend)) {
                roundedTwice++;
            }
        }
        assertNotEquals(0, roundedTwice, "not hard");
    }

    /** Products of 1 − 2⁻⁶⁰ beside addends from 2⁵³ on, whose last place is 2. */
    @Test
    void doublesBesideTheMidpointOfTwoOthers() {
        double a = 1 + 0x1p-30;
        double b = 1 - 0x1p-30;
        Random random = new Random(4);
        int roundedTwice = 0;
        for (int i = 0; i < CASES; i++) {
            int exponent = random.nextInt(200) - 100;
            double factor = Math.scalb(random.nextBoolean() ? a : -a, exponent);
            double addend = Math.scalb(0x1p53 + 2 * random.nextInt(), exponent);
            assertExact(factor, b, addend);
            assertExact(factor, b, -addend);
            if (factor * b + addend != FusedMultiplyAdd.emulated(factor, b, addend)) {
                roundedTwice++;
            }
        }
        assertNotEquals(0, roundedTwice, "not hard");
    }

    @Test
    void subnormalResultsAreRoundedOnce() {
        Random random = new Random(5);
        for (int i = 0; i < CASES; i++) {
            float a = Math.scalb(1 + random.nextFloat(), -70 - random.nextInt(10));
            float b = Math.scalb(1 + random.nextFloat(), -65 - random.nextInt(10));
            assertExact(a, b, random.nextInt(1 << 20) * Float.MIN_VALUE);
            assertExact(-a, b, random.nextInt(4) * Float.MIN_VALUE);
        }
    }

    private static float anyFloat(Random random) {
        float x = Float.intBitsToFloat(random.nextInt());
        return Float.isFinite(x) ? x : 1f;
    }

    private static void assertExact(float a, float b, float c) {
        if (Float.isFinite(c)) {
            BigDecimal exact = new BigDecimal(a).multiply(new BigDecimal(b)).add(new BigDecimal(c));
            float actual = FusedMultiplyAdd.emulated(a, b, c);
            if (exact.signum() == 0) {
                assertEquals(0f, Math.abs(actual)); // its sign: the special cases
            } else {
                assertBits(exact.floatValue(), actual, a, b, c);
            }
        }
    }

    private static void assertExact(double a, double b, double c) {
        BigDecimal exact = new BigDecimal(a).multiply(new BigDecimal(b)).add(new BigDecimal(c));
        double actual = FusedMultiplyAdd.emulated(a, b, c);
        if (exact.signum() == 0) {
            assertEquals(0, Math.abs(actual));
        } else {
            assertBits(exact.doubleValue(), actual, a, b, c);
        }
    }

    private static void assertBits(float expected, float actual, float a, float b, float c) {
        boolean equal = Float.floatToIntBits(expected) == Float.floatToIntBits(actual);
        assertTrue(equal, () -> a + " * " + b + " + " + c + ": " + actual + ", not " + expected);
    }

    private static void assertBits(double expected, double actual, double a, double b, double c) {
        boolean equal = Double.doubleToLongBits(expected) == Double.doubleToLongBits(actual);
        assertTrue(equal, () -> a + " * " + b + " + " + c + ": " + actual + ", not " + expected);
    }
}
