package lanewise.internal.kernel.math;

/**
 * The fused multiply-add a·b + c with a single rounding, fast on every machine.
 *
 * <p>{@link Math#fma(float, float, float)} is one instruction where the processor has it and the
 * JVM uses it. Elsewhere it computes with {@link java.math.BigDecimal}, some hundred times slower
 * than the arithmetic of this class, which gives the same bits: it computes in a wider format,
 * rounds to odd there, and then rounds to the narrower format. Rounding to odd keeps inexact
 * results off the midpoints of the narrower format, so that the second rounding is the only one
 * that counts (S. Boldo, G. Melquiond, "Emulation of FMA and correctly rounded sums: proved
 * algorithms using rounding to odd", IEEE Transactions on Computers 57, 2008).
 *
 * <p>Thread-safe.
 */
public final class FusedMultiplyAdd {

    /** True if {@link Math#fma(float, float, float)} is a machine instruction in this JVM. */
    public static final boolean HARDWARE = isHardware();

    /**
     * Longest time, in ns, of the fused multiply-adds of an attempt in hardware. Measured: 100 in
     * the interpreter and 50 compiled, against 2,000,000 and 15,000 in software.
     */
    private static final long LIMIT_NANOS = 2_500;

    private static final int PER_ATTEMPT = 4;

    private static final int ATTEMPTS = 20;

    /** 2^27 + 1, which splits a double into halves whose products are exact. */
    private static final double SPLITTER = 0x1p27 + 1;

    /** Largest exponent of an operand for which no step over- or underflows. */
    private static final int MAX_EXPONENT = 300;

    private FusedMultiplyAdd() {}

    /**
     * Computes a·b + c, rounded once. The bits are those of {@link Math#fma(float, float, float)},
     * except perhaps the payload of a NaN.
     *
     * @param a a factor
     * @param b a factor
     * @param c the addend
     * @return a·b + c
     */
    public static float fma(float a, float b, float c) {
        return HARDWARE ? Math.fma(a, b, c) : emulated(a, b, c);
    }

    /**
     * Computes a·b + c, rounded once. The bits are those of {@link Math#fma(double, double,
     * double)}.
     *
     * @param a a factor
     * @param b a factor
     * @param c the addend
     * @return a·b + c
     */
    public static double fma(double a, double b, double c) {
        return HARDWARE ? Math.fma(a, b, c) : emulated(a, b, c);
    }

    /** The product of two floats is exact in double. */
    static float emulated(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        return (float) toOdd(sum, error(product, c, sum));
    }

    static double emulated(double a, double b, double c) {
        if (!isModerate(a) || !isModerate(b) || !(isModerate(c) || c == 0)) {
            return Math.fma(a, b, c);
        }
        double product = a * b;
        double productLow = productError(a, b, product);
        double low = c + productLow;
        double lowest = error(c, productLow, low);
        double high = product + low;
        double middle = error(product, low, high);
        double tail = middle + lowest;
        return high + toOdd(tail, error(middle, lowest, tail));
    }

    private static boolean isModerate(double x) {
        int exponent = Math.getExponent(x);
        return exponent >= -MAX_EXPONENT && exponent <= MAX_EXPONENT;
    }

    /** Rounding error of a sum, exact (D. E. Knuth, TAOCP 2, 4.2.2, theorem B). */
    private static double error(double x, double y, double sum) {
        double rest = sum - x;
        return (x - (sum - rest)) + (y - rest);
    }

    /** Rounding error of a product, exact (T. J. Dekker, Numerische Mathematik 18, 1971). */
    private static double productError(double x, double y, double product) {
        double xHigh = high(x);
        double xLow = x - xHigh;
        double yHigh = high(y);
        double yLow = y - yHigh;
        return xLow * yLow - (product - xHigh * yHigh - xLow * yHigh - xHigh * yLow);
    }

    private static double high(double x) {
        double scaled = SPLITTER * x;
        return scaled - (scaled - x);
    }

    /**
     * Turns a sum that was rounded to nearest into one rounded to odd: an inexact sum becomes that
     * of its two neighbours whose last bit is 1.
     */
    private static double toOdd(double sum, double error) {
        if (Math.abs(error) > 0) { // false for NaN, which infinite operands give
            long bits = Double.doubleToRawLongBits(sum);
            // No branch on these bits: processors cannot predict them.
            long awayFromZero = 1 | (bits ^ Double.doubleToRawLongBits(error)) >> 63; // 1 or -1
            return Double.longBitsToDouble(bits + (~bits & 1) * awayFromZero);
        }
        return sum;
    }

    /**
     * Measures, as no method of java.base returns what the JVM uses. The operands are far apart, so
     * that software has to add decimal numbers of a thousand digits.
     */
    private static boolean isHardware() {
        double tiny = 1.17e-160;
        double sum = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long start = System.nanoTime();
            for (int i = 0; i < PER_ATTEMPT; i++) {
                sum = Math.fma(tiny, tiny, 1e300 + sum * 0);
            }
            if (System.nanoTime() - start < LIMIT_NANOS) {
                return true;
            }
        }
        assert sum > 0;
        return false;
    }
}
