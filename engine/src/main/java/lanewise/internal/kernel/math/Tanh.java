package lanewise.internal.kernel.math;

import static lanewise.internal.kernel.math.FusedMultiplyAdd.fma;

/**
 * The hyperbolic tangent, as defined by the numerics contract: {@code (1 − e) / (1 + e)} with
 * {@code e = exp(−2|z|) = 2^n · (1 + q)}, where {@code q} is the polynomial of {@link Exp#minusOne}
 * and both {@code 1 ∓ 2^n} are exact. The sign is that of {@code z}.
 *
 * <p>The error is at most 2 ulp. The result has the sign of {@code z}, even for zero, and is
 * exactly ±1 beyond about ±9.01. NaN gives NaN.
 */
public final class Tanh {

    /** Limit to which |z| is clamped; the result is 1 from about 9.01 on. */
    public static final float LIMIT = 10f;

    private Tanh() {}

    /**
     * Computes the hyperbolic tangent.
     *
     * @param z any value
     * @return {@code tanh(z)}
     */
    public static float of(float z) {
        float x = Math.abs(z);
        x = x > LIMIT ? LIMIT : x;
        float t = -2f * x;
        float rounded = fma(t, Exp.LOG2_E, Sigmoid.ROUND);
        float n = rounded - Sigmoid.ROUND;
        float r = fma(n, Exp.MINUS_LN2, t);
        r = fma(n, Exp.MINUS_LN2_REST, r);
        float power = Exp.power(Float.floatToRawIntBits(rounded));
        float q = Exp.minusOne(r);
        float numerator = fma(-q, power, 1f - power);
        float denominator = fma(q, power, 1f + power);
        return Math.copySign(numerator / denominator, z);
    }

    /**
     * Computes the derivative of the hyperbolic tangent, {@code 1 − a²}, rounded once. Including
     * the error of {@code a}, its error is at most 2.5e-7.
     *
     * @param a value of the function
     * @return its derivative there
     */
    public static float slope(float a) {
        return fma(-a, a, 1f);
    }
}
