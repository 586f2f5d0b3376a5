package lanewise.internal.kernel.math;

import static lanewise.internal.kernel.math.FusedMultiplyAdd.fma;

/**
 * {@code z · Φ(z)} with the distribution function Φ of the standard normal distribution, as defined
 * by the numerics contract.
 *
 * <p>With {@code x = |z|} it is {@code max(z, 0) − x · Φ(−x)}, and {@code Φ(−x) = exp(−x²/2) · (1 +
 * δ(x)) / (2 + 2x)}, where {@code δ(x) = x · (N0 + … + N4·x⁴) / (1 + D1·x + … + D5·x⁵)} lies
 * between −0.2 and 0.05, so that its rounding error matters little. The coefficients minimise the
 * largest relative error of Φ for x up to 14.5, which is 4.8e-9 (found like those of {@link Exp};
 * the quotient is linearised with the denominator of the previous step). {@code x²} is represented
 * as the sum of two floats because the exponential magnifies its rounding error; so is {@code 1 +
 * x}. Both quotients share one division.
 *
 * <p>The error is at most 1.8 ulp in both tails, at most 1 ulp for subnormal results; from about
 * −14.36 down the result is 0. NaN gives NaN.
 */
public final class Gelu {

    /** Limit to which |z| is clamped; {@code x · Φ(−x)} is rounded to 0 there. */
    public static final float LIMIT = 15f;

    public static final float N0 = 0x1.9deec6p-3f;
    public static final float N1 = 0x1.7fe008p-5f;
    public static final float N2 = -0x1.5a8bf4p-6f;
    public static final float N3 = -0x1.ab3d3ep-7f;
    public static final float N4 = -0x1.44832ep-9f;

    public static final float D1 = 0x1.b4a856p+0f;
    public static final float D2 = 0x1.40508ap+0f;
    public static final float D3 = 0x1.011fb8p-1f;
    public static final float D4 = 0x1.ce3ca8p-4f;
    public static final float D5 = 0x1.9167a8p-7f;

    /** 1/√(2π), rounded to the nearest float. */
    public static final float DENSITY_AT_ZERO = 0x1.988454p-2f;

    private Gelu() {}

    /**
     * Computes the function.
     *
     * @param z any value
     * @return {@code z · Φ(z)}
     */
    public static float of(float z) {
        float x = Math.abs(z);
        x = x > LIMIT ? LIMIT : x;
        float rounded = rounded(x);
        float q = Exp.minusOne(remainder(x, rounded - Exp.ROUND));
        float onePlus = x + 1f;
        float onePlusLow = x - (onePlus - 1f);
        float denominator = denominator(x);
        float reciprocal = 1f / (onePlus * denominator);
        float correction = numerator(x) * onePlus * reciprocal;
        // x/2 · 1/(1 + x) and its rounding error, times (1 + q)(1 + δ)
        float inverse = denominator * reciprocal;
        float half = 0.5f * x;
        float tail = half * inverse;
        float tailLow = fma(-tail, onePlusLow, fma(-tail, onePlus, half)) * inverse;
        float factor = fma(q, correction, q + correction);
        tail += fma(tail, factor, fma(tailLow, factor, tailLow));
        return (z < 0f ? 0f : z) - scale(tail, rounded);
    }

    /**
     * Computes the derivative, {@code Φ(z) + z · φ(z)} with {@code φ(z) = exp(−z²/2) / √(2π)}. The
     * error is at most 1.5e-7, and at most 2.5 ulp below −2.
     *
     * @param z any value
     * @return the derivative at {@code z}
     */
    public static float slope(float z) {
        float x = Math.abs(z);
        x = x > LIMIT ? LIMIT : x;
        float rounded = rounded(x);
        float q = Exp.minusOne(remainder(x, rounded - Exp.ROUND));
        float onePlus = x + 1f;
        float denominator = denominator(x);
        float reciprocal = 1f / (onePlus * denominator);
        float correction = numerator(x) * onePlus * reciprocal;
        float half = 0.5f * (denominator * reciprocal);
        float tail = fma(-x, DENSITY_AT_ZERO, fma(half, correction, half));
        tail = scale(fma(tail, q, tail), rounded);
        return z < 0f ? tail : 1f - tail;
    }

    /** {@code −x²/2 · log2(e)} plus {@link Exp#ROUND}, which rounds it to an integer. */
    private static float rounded(float x) {
        return fma(-0.5f * (x * x), Exp.LOG2_E, Exp.ROUND);
    }

    /** {@code −x²/2 − n · log(2)}, rounded once. */
    private static float remainder(float x, float n) {
        float square = x * x;
        float squareLow = fma(x, x, -square);
        float r = fma(n, Exp.MINUS_LN2, -0.5f * square);
        return r + fma(n, Exp.MINUS_LN2_REST, -0.5f * squareLow);
    }

    private static float numerator(float x) {
        float p = fma(x, N4, N3);
        p = fma(p, x, N2);
        p = fma(p, x, N1);
        p = fma(p, x, N0);
        return p * x;
    }

    private static float denominator(float x) {
        float p = fma(x, D5, D4);
        p = fma(p, x, D3);
        p = fma(p, x, D2);
        p = fma(p, x, D1);
        return fma(p, x, 1f);
    }

    /** Multiplies by {@code 2^n} for the integer {@code n} in the low bits of {@code rounded}. */
    private static float scale(float value, float rounded) {
        int bits = Float.floatToRawIntBits(rounded);
        return value * Exp.power(bits >>> 1) * Exp.power(bits - (bits >>> 1));
    }
}
