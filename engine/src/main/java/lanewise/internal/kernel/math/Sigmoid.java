package lanewise.internal.kernel.math;

import static lanewise.internal.kernel.math.FusedMultiplyAdd.fma;

/**
 * The logistic function {@code 1 / (1 + exp(-z))}, as defined by the numerics contract: fused
 * multiply-adds, one subtraction, one shift and one division, which round identically on every
 * machine.
 *
 * <p>With {@code t = -z · log2(e)}, split into the nearest integer {@code n} and the fraction
 * {@code f} in [-½, ½], the exponential is {@code 2^n · p(f)}. Adding {@link #ROUND} rounds {@code
 * t} to an integer and leaves {@code n + 127}, the exponent field of the float {@code 2^n}, in the
 * low bits of the sum. {@code log2(e)} is represented as the sum of two floats. {@code p} is the
 * minimax polynomial of degree 6 for {@code 2^f} in relative error with {@code p(0) = 1} (found
 * with the Remez algorithm, coefficients rounded to float one by one); its error is 3.1e-8.
 *
 * <p>The error is at most 2.5 ulp and at most 9e-8 absolute; {@code σ(0)} is exactly ½, and {@code
 * σ(z)} is exactly 1 from about 17 on. The argument is clamped to ±{@link #LIMIT}, so no result is
 * below 2.1e-19. NaN gives NaN.
 */
public final class Sigmoid {

    /** Limit to which |z| is clamped; 2^62 is well within the range of float. */
    public static final float LIMIT = 43f;

    /** −log2(e), rounded to the nearest float. */
    public static final float MINUS_LOG2_E = -0x1.715476p+0f;

    /** −log2(e) minus {@link #MINUS_LOG2_E}. */
    public static final float MINUS_LOG2_E_REST = -0x1.4ae0cp-26f;

    /** 1.5 · 2^23 + 127: a float of this magnitude has no fractional bits. */
    public static final float ROUND = 0x1.8p23f + 127;

    /** Number of fraction bits of a float, which are below its exponent. */
    public static final int FRACTION_BITS = 23;

    public static final float P1 = 0x1.62e432p-1f;
    public static final float P2 = 0x1.ebfbe6p-3f;
    public static final float P3 = 0x1.c6ada8p-5f;
    public static final float P4 = 0x1.3b21c8p-7f;
    public static final float P5 = 0x1.5f866ep-10f;
    public static final float P6 = 0x1.487d86p-13f;

    private Sigmoid() {}

    /**
     * Computes the logistic function.
     *
     * @param z any value
     * @return {@code 1 / (1 + exp(-z))}
     */
    public static float of(float z) {
        z = z > LIMIT ? LIMIT : z;
        z = z < -LIMIT ? -LIMIT : z;
        float rounded = fma(z, MINUS_LOG2_E, ROUND);
        float n = rounded - ROUND;
        float f = fma(z, MINUS_LOG2_E_REST, fma(z, MINUS_LOG2_E, -n));
        float p = fma(f, P6, P5);
        p = fma(p, f, P4);
        p = fma(p, f, P3);
        p = fma(p, f, P2);
        p = fma(p, f, P1);
        p = fma(p, f, 1f);
        float power = Float.intBitsToFloat(Float.floatToRawIntBits(rounded) << FRACTION_BITS);
        return 1f / fma(p, power, 1f);
    }

    /**
     * Computes the derivative of the logistic function, {@code a · (1 − a)}, rounded once.
     *
     * @param a value of the function
     * @return its derivative there
     */
    public static float slope(float a) {
        return fma(-a, a, a);
    }
}
