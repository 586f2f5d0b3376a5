package lanewise.internal.kernel.math;

import static lanewise.internal.kernel.math.FusedMultiplyAdd.fma;

/**
 * The exponential function, as defined by the numerics contract.
 *
 * <p>The argument is split into {@code n · log(2) + r} with the nearest integer {@code n}, so that
 * {@code exp(x) = 2^n · (1 + q(r))} with {@code q(r) = exp(r) − 1 = r + r² · (C0 + C1·r + … +
 * C4·r⁴)} for {@code |r| ≤ log(2)/2}. The coefficients minimise the largest relative error of
 * {@code q}, which is 1.4e-8 (Lawson's iteratively reweighted least squares on Chebyshev nodes, in
 * double; coefficients rounded to float one by one, the remaining ones refitted each time). {@code
 * log(2)} is represented as the sum of two floats. {@code 2^n} is a product of two powers because
 * it may be outside the range of float when the result is not.
 *
 * <p>The error is at most 1.1 ulp, at most 1 ulp for subnormal results; {@code exp(0)} is exactly
 * 1. NaN gives NaN. (This bound and those of the other functions were measured over all exponents
 * and both signs, at up to every fifth float.)
 */
public final class Exp {

    /** Upper limit of arguments; the exponential is infinite from about 88.73 on. */
    public static final float HIGHEST = 89f;

    /** Lower limit of arguments; the exponential is rounded to 0 from about −103.97 down. */
    public static final float LOWEST = -104f;

    /** log2(e), rounded to the nearest float. */
    public static final float LOG2_E = 0x1.715476p+0f;

    /** −log(2), rounded to the nearest float. */
    public static final float MINUS_LN2 = -0x1.62e43p-1f;

    /** −log(2) minus {@link #MINUS_LN2}. */
    public static final float MINUS_LN2_REST = 0x1.05c61p-29f;

    /**
     * 1.5 · 2^23 + 254. Adding it to a number of fewer than 22 bits rounds the number to an integer
     * {@code n} and leaves {@code n + 254} in the low bits of the sum; half of that is the exponent
     * field of the float {@code 2^(n/2)}.
     */
    public static final float ROUND = 0x1.8p23f + 254;

    public static final float C0 = 0x1.fffffep-2f;
    public static final float C1 = 0x1.5554b4p-3f;
    public static final float C2 = 0x1.5556f6p-5f;
    public static final float C3 = 0x1.122538p-7f;
    public static final float C4 = 0x1.6b97a6p-10f;

    private Exp() {}

    /**
     * Computes the exponential function.
     *
     * @param x any value
     * @return {@code e^x}; 0 below −103.98, infinite above 88.73
     */
    public static float of(float x) {
        x = x > HIGHEST ? HIGHEST : x;
        x = x < LOWEST ? LOWEST : x;
        float rounded = fma(x, LOG2_E, ROUND);
        float n = rounded - ROUND;
        float r = fma(n, MINUS_LN2, x);
        r = fma(n, MINUS_LN2_REST, r);
        int bits = Float.floatToRawIntBits(rounded);
        return (1f + minusOne(r)) * power(bits >>> 1) * power(bits - (bits >>> 1));
    }

    /**
     * Computes {@code exp(r) − 1} for small arguments.
     *
     * @param r a value from −log(2)/2 to log(2)/2
     * @return {@code e^r − 1}
     */
    static float minusOne(float r) {
        float p = fma(r, C4, C3);
        p = fma(p, r, C2);
        p = fma(p, r, C1);
        p = fma(p, r, C0);
        return fma(r * r, p, r);
    }

    /**
     * Computes a power of two.
     *
     * @param exponentField the exponent plus 127; only the low eight bits are used, the ninth must
     *     be 0
     * @return the power
     */
    static float power(int exponentField) {
        return Float.intBitsToFloat(exponentField << Sigmoid.FRACTION_BITS);
    }
}
