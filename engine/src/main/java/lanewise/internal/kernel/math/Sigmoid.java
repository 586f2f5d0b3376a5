package lanewise.internal.kernel.math;

import static lanewise.internal.kernel.math.FusedMultiplyAdd.fma;

/**
 * The logistic function {@code σ(z) = 1 / d(z)} with {@code d(z) = 1 + exp(-z)}, as defined by the
 * numerics contract: fused multiply-adds, products, one subtraction, one shift and one division,
 * which round identically on every machine.
 *
 * <p>{@code z = -n · log(2) + r} with the nearest integer {@code n} and {@code |r| ≤ log(2)/2}, so
 * the exponential is {@code 2^n · p(r)}. Adding {@link #ROUND} to {@code -z · log2(e)} rounds it to
 * an integer and leaves {@code n + 127}, the exponent field of the float {@code 2^n}, in the low
 * bits of the sum. {@code p} is the minimax polynomial of degree 6 for {@code exp(-r)} in relative
 * error with {@code p(0) = 1} (Lawson's iteratively reweighted least squares on Chebyshev nodes, in
 * double; coefficients rounded to float one by one, the remaining ones refitted each time); its
 * error is 3.2e-9.
 *
 * <p>For a unit that divides alone, the error is at most 3.2 ulp and at most 9e-8 absolute; {@code
 * σ(0)} is exactly ½, and {@code σ(z)} is exactly 1 from about 17 on. The argument is clamped to
 * ±{@link #LIMIT}, so no result is below 2.5e-13. NaN gives NaN.
 *
 * <h2>Shared divisions</h2>
 *
 * In small layers (see {@link lanewise.internal.kernel.Dense#sharesDivisions}), two or three units
 * share a division, because some processors multiply 20 times as fast as they divide:
 *
 * <pre>{@code
 * two units:   r = 1 / (d0·d1)        a0 = r·d1        a1 = r·d0
 * three units: r = 1 / ((d0·d1)·d2)   a0 = r·(d1·d2)   a1 = r·(d0·d2)   a2 = r·(d0·d1)
 * }</pre>
 *
 * Units are taken in fours. Four units are two pairs; of fewer, at the end of the layer, three are
 * a group, two a pair, and one divides alone. The limit keeps the product of three denominators
 * below 2^126. Two units add two roundings and three add four, each of at most 1 ulp and 6e-8, so
 * the error is at most 5.2 ulp and 2.1e-7 absolute for two units, 7.2 ulp and 3.3e-7 for three; the
 * largest found were 4.5 and 5.9 ulp. No result exceeds 1: as rounding is monotonic, the product of
 * all denominators is not less than that of the others, and {@code x · (1/x)} is never rounded
 * above 1. If a sum is NaN, its whole group is.
 */
public final class Sigmoid {

    /** Limit to which |z| is clamped; exp(29) is less than 2^42. */
    public static final float LIMIT = 29f;

    /** −log2(e), rounded to the nearest float. */
    public static final float MINUS_LOG2_E = -0x1.715476p+0f;

    /**
     * log(2), rounded to the nearest float. It is 1.9e-9 too large: an error of at most 1.3 ulp, as
     * |n| is at most 42.
     */
    public static final float LN2 = 0x1.62e43p-1f;

    /** 1.5 · 2^23 + 127: a float of this magnitude has no fractional bits. */
    public static final float ROUND = 0x1.8p23f + 127;

    /** Number of fraction bits of a float, which are below its exponent. */
    public static final int FRACTION_BITS = 23;

    public static final float P1 = -1f;
    public static final float P2 = 0x1.fffffcp-2f;
    public static final float P3 = -0x1.555492p-3f;
    public static final float P4 = 0x1.5558aap-5f;
    public static final float P5 = -0x1.12396cp-7f;
    public static final float P6 = 0x1.6a5228p-10f;

    private Sigmoid() {}

    /**
     * Computes the logistic function of one unit.
     *
     * @param z any value
     * @return {@code 1 / (1 + exp(-z))}
     */
    public static float of(float z) {
        return 1f / denominator(z);
    }

    /**
     * Computes the denominator of the logistic function.
     *
     * @param z any value
     * @return {@code 1 + exp(-z)}, from 1 to 3.94e12
     */
    public static float denominator(float z) {
        z = z > LIMIT ? LIMIT : z;
        z = z < -LIMIT ? -LIMIT : z;
        float rounded = fma(z, MINUS_LOG2_E, ROUND);
        float r = fma(rounded - ROUND, LN2, z);
        float p = fma(r, P6, P5);
        p = fma(p, r, P4);
        p = fma(p, r, P3);
        p = fma(p, r, P2);
        p = fma(p, r, P1);
        p = fma(p, r, 1f);
        float power = Float.intBitsToFloat(Float.floatToRawIntBits(rounded) << FRACTION_BITS);
        return fma(p, power, 1f);
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
