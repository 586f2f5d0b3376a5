package lanewise.kernel;

/**
 * {@code z · Φ(z)} with the distribution function Φ of the standard normal distribution, as the
 * numerics contract defines it.
 *
 * <p>With {@code x = |z|} it is {@code max(z, 0) − x · Φ(−x)}, and {@code Φ(−x) = exp(−x²/2) · N(x)
 * / D(x)} with polynomials of degree 4 and 5, all of whose coefficients are positive. They minimise
 * the largest relative error for x up to 14.5, which is 1.3e-8 (found like those of {@link Exp},
 * the quotient linearised by the denominator of the step before). {@code x²} is taken as the sum of
 * two floats.
 */
final class Gelu {

    /** Arguments beyond ±15 are taken as ±15, where {@code x · Φ(−x)} is rounded to 0. */
    static final float LIMIT = 15f;

    static final float N0 = 0x1.0p-1f;
    static final float N1 = 0x1.c0168p-2f;
    static final float N2 = 0x1.76240ap-3f;
    static final float N3 = 0x1.4b4b16p-5f;
    static final float N4 = 0x1.0bc0a4p-8f;

    static final float D1 = 0x1.ac4d6ep+0f;
    static final float D2 = 0x1.334528p+0f;
    static final float D3 = 0x1.df3f18p-2f;
    static final float D4 = 0x1.9f3dd8p-4f;
    static final float D5 = 0x1.4f92fp-7f;

    /** 1/√(2π), the nearest float. */
    static final float DENSITY_AT_ZERO = 0x1.988454p-2f;

    private Gelu() {}

    /**
     * The function.
     *
     * @param z any value
     * @return {@code z · Φ(z)}
     */
    static float of(float z) {
        float x = Math.abs(z);
        x = x > LIMIT ? LIMIT : x;
        float rounded = rounded(x);
        float q = Exp.minusOne(rest(x, rounded - Exp.ROUND));
        float numerator = x * numerator(x);
        numerator = Math.fma(numerator, q, numerator);
        return (z < 0f ? 0f : z) - scale(numerator / denominator(x), rounded);
    }

    /**
     * The derivative, {@code Φ(z) + z · φ(z)} with {@code φ(z) = exp(−z²/2) / √(2π)}.
     *
     * @param z any value
     * @return the slope there
     */
    static float slope(float z) {
        float x = Math.abs(z);
        x = x > LIMIT ? LIMIT : x;
        float rounded = rounded(x);
        float q = Exp.minusOne(rest(x, rounded - Exp.ROUND));
        float difference = Math.fma(-x, DENSITY_AT_ZERO, numerator(x) / denominator(x));
        float tail = scale(Math.fma(difference, q, difference), rounded);
        return z < 0f ? tail : 1f - tail;
    }

    /** {@code −x²/2 · log2(e)} plus {@link Exp#ROUND}, which makes an integer of it. */
    private static float rounded(float x) {
        return Math.fma(-0.5f * (x * x), Exp.LOG2_E, Exp.ROUND);
    }

    /** {@code −x²/2 − n · log(2)}, to twice the precision but for the last rounding. */
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
        return Math.fma(p, x, N0);
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
