package lanewise.internal.kernel.math;

/**
 * {@code z · Φ(z)} with the distribution function Φ of the standard normal distribution, as the
 * numerics contract defines it.
 *
 * <p>With {@code x = |z|} it is {@code max(z, 0) − x · Φ(−x)}, and {@code Φ(−x) = exp(−x²/2) · (1 +
 * δ(x)) / (2 + 2x)}, where {@code δ(x) = x · (N0 + … + N4·x⁴) / (1 + D1·x + … + D5·x⁵)} lies
 * between −0.2 and 0.05, so that its rounding counts little. The coefficients minimise the largest
 * relative error of Φ for x up to 14.5, which is 4.8e-9 (found like those of {@link Exp}, the
 * quotient linearised by the denominator of the step before). {@code x²} is taken as the sum of two
 * floats, since the exponential magnifies its rounding; so is {@code 1 + x}. One division serves
 * both quotients.
 *
 * <p>Against the exact function the result is off by at most 1.8 ulp in both tails, subnormal
 * results by at most one; from about −14.36 down it is 0. NaN gives NaN.
 */
public final class Gelu {

    /** Arguments beyond ±15 are taken as ±15, where {@code x · Φ(−x)} is rounded to 0. */
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

    /** 1/√(2π), the nearest float. */
    public static final float DENSITY_AT_ZERO = 0x1.988454p-2f;

    private Gelu() {}

    /**
     * The function.
     *
     * @param z any value
     * @return {@code z · Φ(z)}
     */
    public static float of(float z) {
        float x = Math.abs(z);
        x = x > LIMIT ? LIMIT : x;
        float rounded = rounded(x);
        float q = Exp.minusOne(rest(x, rounded - Exp.ROUND));
        float onePlus = x + 1f;
        float onePlusRest = x - (onePlus - 1f);
        float denominator = denominator(x);
        float reciprocal = 1f / (onePlus * denominator);
        float correction = numerator(x) * onePlus * reciprocal;
        // x/2 · 1/(1 + x) and what it lacks, times (1 + q)(1 + δ)
        float inverse = denominator * reciprocal;
        float half = 0.5f * x;
        float tail = half * inverse;
        float lack = Math.fma(-tail, onePlusRest, Math.fma(-tail, onePlus, half)) * inverse;
        float factor = Math.fma(q, correction, q + correction);
        tail += Math.fma(tail, factor, Math.fma(lack, factor, lack));
        return (z < 0f ? 0f : z) - scale(tail, rounded);
    }

    /**
     * The derivative, {@code Φ(z) + z · φ(z)} with {@code φ(z) = exp(−z²/2) / √(2π)}; within
     * 1.5e-7, and below −2 within 2.5 ulp.
     *
     * @param z any value
     * @return the slope there
     */
    public static float slope(float z) {
        float x = Math.abs(z);
        x = x > LIMIT ? LIMIT : x;
        float rounded = rounded(x);
        float q = Exp.minusOne(rest(x, rounded - Exp.ROUND));
        float onePlus = x + 1f;
        float denominator = denominator(x);
        float reciprocal = 1f / (onePlus * denominator);
        float correction = numerator(x) * onePlus * reciprocal;
        float half = 0.5f * (denominator * reciprocal);
        float tail = Math.fma(-x, DENSITY_AT_ZERO, Math.fma(half, correction, half));
        tail = scale(Math.fma(tail, q, tail), rounded);
        return z < 0f ? tail : 1f - tail;
    }

    /** {@code −x²/2 · log2(e)} plus {@link Exp#ROUND}, which makes an integer of it. */
    private static float rounded(float x) {
        return Math.fma(-0.5f * (x * x), Exp.LOG2_E, Exp.ROUND);
    }

    /** {@code −x²/2 − n · log(2)}, rounded once. */
    private static float rest(float x, float n) {
        float square = x * x;
        float squareRest = Math.fma(x, x, -square);
        float r = Math.fma(n, Exp.MINUS_LN2, -0.5f * square);
        return r + Math.fma(n, Exp.MINUS_LN2_REST, -0.5f * squareRest);
    }

    private static float numerator(float x) {
        float p = Math.fma(x, N4, N3);
        p = Math.fma(p, x, N2);
        p = Math.fma(p, x, N1);
        p = Math.fma(p, x, N0);
        return p * x;
    }

    private static float denominator(float x) {
        float p = Math.fma(x, D5, D4);
        p = Math.fma(p, x, D3);
        p = Math.fma(p, x, D2);
        p = Math.fma(p, x, D1);
        return Math.fma(p, x, 1f);
    }

    /** Multiplies by two to the integer that was rounded to. */
    private static float scale(float value, float rounded) {
        int bits = Float.floatToRawIntBits(rounded);
        return value * Exp.power(bits >>> 1) * Exp.power(bits - (bits >>> 1));
    }
}
