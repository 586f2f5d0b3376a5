package lanewise.internal.kernel.math;

import static lanewise.internal.kernel.math.FusedMultiplyAdd.fma;

/**
 * The natural logarithm of numbers of at least 1, as defined by the numerics contract.
 *
 * <p>{@code log(1 + u) = u + u² · (C0 + C1·u + … + C8·u⁸)} for {@code 0 ≤ u ≤ 1}. The coefficients
 * minimise the largest relative error, which is 5.3e-9 (found like those of {@link Exp}). Larger
 * arguments are split into {@code 2^k · (1 + u)}; both terms of {@code k · log(2) + log(1 + u)} are
 * non-negative, so there is no cancellation.
 *
 * <p>The error of {@link #of} and {@link #onePlus} is at most 1.2 ulp; {@code log(1)} is exactly 0.
 * NaN gives NaN.
 */
public final class Log {

    /** log(2), rounded to the nearest float. */
    public static final float LN2 = 0x1.62e43p-1f;

    /** Bits of 1f, whose exponent field is 127. */
    public static final int ONE = 0x3f800000;

    /** Bits of 2^23; an integer in the low bits is added to the value. */
    public static final int INTEGER = 0x4b000000;

    /** 2^23 + 127. */
    public static final float INTEGER_OFFSET = 0x1p23f + 127;

    /** Mask of the fraction bits of a float. */
    public static final int FRACTION = 0x007fffff;

    public static final float C0 = -0x1.ffffd2p-2f;
    public static final float C1 = 0x1.554ddp-2f;
    public static final float C2 = -0x1.ff23e8p-3f;
    public static final float C3 = 0x1.934b6ep-3f;
    public static final float C4 = -0x1.3a43ep-3f;
    public static final float C5 = 0x1.b4b094p-4f;
    public static final float C6 = -0x1.d6b75ep-5f;
    public static final float C7 = 0x1.49211cp-6f;
    public static final float C8 = -0x1.af5e2p-9f;

    private Log() {}

    /**
     * Computes the natural logarithm.
     *
     * @param x a number of at least 1
     * @return {@code log(x)}; infinity gives infinity
     */
    public static float of(float x) {
        int bits = Float.floatToRawIntBits(x);
        float k = Float.intBitsToFloat(bits >>> Sigmoid.FRACTION_BITS | INTEGER) - INTEGER_OFFSET;
        float u = Float.intBitsToFloat((bits & FRACTION) | ONE) - 1f;
        float log = fma(k, LN2, onePlus(u));
        return x < Float.POSITIVE_INFINITY ? log : x;
    }

    /**
     * Computes {@code log(1 + u)}.
     *
     * @param u a number from 0 to 1
     * @return the natural logarithm of {@code 1 + u}
     */
    static float onePlus(float u) {
        float p = fma(u, C8, C7);
        p = fma(p, u, C6);
        p = fma(p, u, C5);
        p = fma(p, u, C4);
        p = fma(p, u, C3);
        p = fma(p, u, C2);
        p = fma(p, u, C1);
        p = fma(p, u, C0);
        return fma(u * u, p, u);
    }
}
