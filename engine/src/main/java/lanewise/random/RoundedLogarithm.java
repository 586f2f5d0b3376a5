package lanewise.random;

import static lanewise.internal.kernel.math.FusedMultiplyAdd.fma;

/**
 * The natural logarithm, computed to about 75 bits and rounded once to double. {@link
 * StrictMath#log} is off by one unit in the last place for about one argument in 40; {@link
 * Math#log} may also differ between machines. The C libraries under NumPy are correctly rounded
 * except in rare cases, so this class agrees with them where those methods do not.
 *
 * <p>With x = m·2<sup>k</sup>, √½ ≤ m &lt; √2 and s = (m − 1)/(m + 1): ln x = k·ln 2 + 2s·(1 + s²/3
 * + s⁴/5 + …), in unevaluated sums of two doubles (T. J. Dekker, "A floating-point technique for
 * extending the available precision", Numerische Mathematik 18, 1971). Terms from s⁸/9 on are too
 * small for their rounding to matter and are plain doubles.
 */
final class RoundedLogarithm {
    private static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
    private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;
    private static final double SQRT2 = 0x1.6a09e667f3bcdp0;

    /** High parts of 1/(2n + 1) for n = 1, 2, 3, as doubles. */
    private static final double[] HIGH = {1 / 3.0, 1 / 5.0, 1 / 7.0};

    /** Low parts: the rounding errors of {@link #HIGH}. */
    private static final double[] LOW = {
        missing(HIGH[0], 3), missing(HIGH[1], 5), missing(HIGH[2], 7)
    };

    private RoundedLogarithm() {}

    /**
     * Computes the logarithm.
     *
     * @param x a normal, positive, finite number; results for other arguments are meaningless
     * @return ln x
     */
    static double of(double x) {
        assert x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE : x;
        int exponent = Math.getExponent(x);
        double m = Math.scalb(x, -exponent);
        if (m >= SQRT2) {
            m *= 0.5;
            exponent++;
        }

        // Exact up to sLow: m − 1 by Sterbenz's lemma, m + 1 with its rounding error.
        double numerator = m - 1;
        double denominator = m + 1;
        double denominatorLow = m > 1 ? 1 - (denominator - m) : m - (denominator - 1);
        double s = numerator / denominator;
        double sLow = (fma(-s, denominator, numerator) - s * denominatorLow) / denominator;

        double square = s * s;
        double squareLow = fma(s, s, -square) + 2 * s * sLow;

        double tail = 0;
        for (int n = 16; n >= 4; n--) {
            tail = fma(tail, square, 1.0 / (2 * n + 1));
        }
        double sum = tail;
        double sumLow = 0;
        for (int n = 3; n >= 0; n--) {
            double product = sum * square;
            double productLow = fma(sum, square, -product) + (sum * squareLow + sumLow * square);
            double constant = n == 0 ? 1 : HIGH[n - 1];
            double constantLow = n == 0 ? 0 : LOW[n - 1];
            sum = constant + product;
            sumLow = (constant - sum + product) + (constantLow + productLow);
        }

        double logarithm = 2 * s * sum;
        double logarithmLow = fma(2 * s, sum, -logarithm) + 2 * (s * sumLow + sLow * sum);
        if (exponent == 0) {
            return logarithm + logarithmLow;
        }
        double shift = exponent * LN2_HIGH;
        double shiftLow = fma(exponent, LN2_HIGH, -shift) + exponent * LN2_LOW;
        double result = shift + logarithm;
        return result + ((shift - result + logarithm) + (shiftLow + logarithmLow));
    }

    private static double missing(double reciprocal, double of) {
        return fma(-reciprocal, of, 1) / of;
    }
}
