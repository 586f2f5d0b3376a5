package lanewise.internal.kernel.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.function.DoubleUnaryOperator;

/** Errors of the polynomial approximations over the whole range of float. */
class FunctionErrorsTest {

    /** Distance between tested floats in ulps; a prime, so that their low bits vary. */
    private static final int STRIDE = 9001;

    /** The functions with their exact values in double and their maximum error in ulps. */
    enum Function {
        EXP(Exp::of, Math::exp, 1.1),
        LOG(Log::of, Math::log, 1.2),
        LOG_ONE_PLUS(Log::onePlus, Math::log1p, 1.2),
        TANH(Tanh::of, Math::tanh, 2),
        SOFTPLUS(Softplus::of, FunctionErrorsTest::softplus, 1.9),
        SOFTPLUS_TAIL(Softplus::tail, z -> Math.log1p(Math.exp(-Math.abs(z))), 1.9),
        GELU(Gelu::of, z -> z * phi(z), 1.8);

        final FloatFunction polynomial;
        final DoubleUnaryOperator exact;
        final double ulps;

        Function(FloatFunction polynomial, DoubleUnaryOperator exact, double ulps) {
            this.polynomial = polynomial;
            this.exact = exact;
            this.ulps = ulps;
        }

        boolean isDefinedAt(float x) {
            return switch (this) {
                case LOG -> x >= 1;
                case LOG_ONE_PLUS -> x >= 0 && x <= 1;
                default -> true;
            };
        }
    }

    interface FloatFunction {
        float of(float x);
    }

    @ParameterizedTest
    @EnumSource
    void staysWithinItsBoundOverTheWholeRange(Function function) {
        int tried = 0;
        for (long bits = 0; bits <= 0x7f800000L; bits += STRIDE) {
            for (int sign = -1; sign <= 1; sign += 2) {
                float x = sign * Float.intBitsToFloat((int) bits);
                if (function.isDefinedAt(x)) {
                    check(function, x);
                    tried++;
                }
            }
        }
        assertTrue(tried > 100_000, tried + " floats");
    }

    /** Tests more floats where the functions are curved. */
    @ParameterizedTest
    @EnumSource
    void staysWithinItsBoundWhereCurved(Function function) {
        int tried = 0;
        for (int k = -1_000_000; k <= 1_000_000; k += 3) {
            float x = k * 0x1.2p-16f;
            if (function.isDefinedAt(x)) {
                check(function, x);
                tried++;
            }
        }
        assertTrue(tried > 15_000, tried + " floats");
    }

    private static void check(Function function, float x) {
        double exact = function.exact.applyAsDouble(x);
        float actual = function.polynomial.of(x);
        if (Math.abs(exact) > Float.MAX_VALUE) {
            assertTrue(
                    Math.abs(actual) >= Float.MAX_VALUE,
                    () -> function + " of " + x + ": " + actual);
            return;
        }
        double error = Math.abs(actual - exact) / ulp(exact);
        if (!(error <= function.ulps)) {
            throw new AssertionError(
                    function + " of " + x + ": " + actual + " is " + error + " ulp from " + exact);
        }
    }

    /**
     * Returns the distance between the floats around a number, the smaller one at a power of two.
     */
    private static double ulp(double exact) {
        int exponent = Math.max(Math.getExponent(exact), Float.MIN_EXPONENT);
        return Math.scalb(1.0, exponent - 23);
    }

    private static double softplus(double z) {
        return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }

    /**
     * The distribution function of the standard normal distribution: a series without cancellation
     * near 0, Laplace's continued fraction beyond 3 (M. Abramowitz, I. Stegun, "Handbook of
     * Mathematical Functions", 26.2.11 and 26.2.14).
     */
    private static double phi(double z) {
        double x = Math.abs(z);
        if (x > 40) {
            return z > 0 ? 1 : 0;
        }
        double tail;
        if (x < 3) {
            double term = x;
            double sum = x;
            for (int i = 1; term > 1e-18 * sum; i++) {
                term *= x * x / (2 * i + 1);
                sum += term;
            }
            tail = 0.5 - density(x) * sum;
        } else {
            double fraction = x;
            for (int i = 30; i >= 1; i--) {
                fraction = x + i / fraction;
            }
            tail = density(x) / fraction;
        }
        return z > 0 ? 1 - tail : tail;
    }

    private static double density(double z) {
        return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    }

    @Test
    void derivativesStayWithinTheirBounds() {
        for (int k = -1_000_000; k <= 1_000_000; k += 4) {
            float z = k * 0x1.2p-16f;
            double tanh = Math.tanh(z);
            assertNear("tanh' at " + z, 1 - tanh * tanh, Tanh.slope(Tanh.of(z)), 2.5e-7);
            assertNear("GELU' at " + z, phi(z) + z * density(z), Gelu.slope(z), 1.5e-7);
        }
    }

    private static void assertNear(String what, double exact, float actual, double tolerance) {
        if (!(Math.abs(actual - exact) <= tolerance)) {
            throw new AssertionError(what + ": " + actual + " instead of " + exact);
        }
    }

    /** The derivative of GELU has a small relative error where it involves no cancellation. */
    @Test
    void derivativeOfGeluIsAccurateInTheTail() {
        int tried = 0;
        for (float z = -2; z > -12.5f; z -= 0x1p-13f) {
            double exact = phi(z) + z * density(z);
            double error = Math.abs(Gelu.slope(z) - exact) / ulp(exact);
            assertTrue(error <= 2.5, "GELU' at " + z + ": " + error + " ulp");
            tried++;
        }
        assertTrue(tried > 50_000, tried + " floats");
    }

    @Test
    void exactValuesAreExact() {
        assertEquals(1f, Exp.of(0f));
        assertEquals(1f, Exp.of(-0f));
        assertEquals(0f, Log.of(1f));
        assertEquals(0f, Log.onePlus(0f));
        assertEquals(0f, Gelu.of(0f));
        assertEquals(0.5f, Gelu.slope(0f));
        assertEquals(0.5f, Gelu.slope(-0f));
        assertEquals(0f, Tanh.of(0f));
        assertEquals(-0f, Tanh.of(-0f));
        assertEquals(Float.MIN_VALUE, Tanh.of(Float.MIN_VALUE));
        assertEquals(-Float.MIN_VALUE, Tanh.of(-Float.MIN_VALUE));
        assertEquals(1f, Tanh.slope(0f));
    }

    @ParameterizedTest
    @ValueSource(floats = {105f, 1e4f, 1e10f, Float.MAX_VALUE, Float.POSITIVE_INFINITY})
    void largeArgumentsGiveTheLimits(float z) {
        assertEquals(Float.POSITIVE_INFINITY, Exp.of(z));
        assertEquals(0f, Exp.of(-z));
        assertEquals(1f, Tanh.of(z));
        assertEquals(-1f, Tanh.of(-z));
        assertEquals(z, Softplus.of(z));
        assertEquals(0f, Softplus.of(-z));
        assertEquals(z, Gelu.of(z));
        assertEquals(0f, Gelu.of(-z));
        assertEquals(1f, Gelu.slope(z));
        assertEquals(-0f, Gelu.slope(-z));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7fc00000, 0xffc00000, 0x7f812345, 0xff812345})
    void propagatesNaN(int bits) {
        float nan = Float.intBitsToFloat(bits);
        for (Function function : Function.values()) {
            assertTrue(Float.isNaN(function.polynomial.of(nan)), function.name());
        }
        assertTrue(Float.isNaN(Gelu.slope(nan)));
        assertTrue(Float.isNaN(Tanh.slope(nan)));
    }
}
