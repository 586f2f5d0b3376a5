package lanewise.internal.csv;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Parses decimal numbers from bytes: digits with an optional sign, point and exponent. The result
 * has the bits of {@link Double#parseDouble} for the same text.
 *
 * <p>Most numbers take one of two short paths. With at most 15 significant digits and a power of
 * ten up to 10²², digits and power are exact doubles, so that one product or quotient rounds once
 * (Clinger, How to read floating point numbers accurately, 1990). With up to 18 digits and a
 * negative power, the quotient is computed to about 100 bits and returned if these decide the
 * rounding. All other numbers go to {@code parseDouble}.
 */
public final class DecimalNumber {
    /** Largest number of digits that always fit in the long. */
    private static final int MAX_DIGITS = 18;

    /** All smaller whole numbers are doubles. */
    private static final long EXACT = 1L << 53;

    /** Exponents beyond it are the same to {@code parseDouble}: the result is 0 or infinite. */
    private static final int MAX_EXPONENT = 100_000_000;

    /** The powers of ten that are doubles. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    /** What to divide digits by for the number of characters from the point on. */
    private static final double[] DIVISORS = {
        1e0, 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    /** Signs of numbers: positive, negative. */
    private static final double[] SIGNS = {1, -1};

    /** The character 0 in each of eight bytes. */
    private static final long ZEROS = 0x3030303030303030L;

    private DecimalNumber() {}

    /**
     * Parses a number as {@link #parse(byte[], int, int, byte)} does, faster for up to 16
     * characters without exponent: eight of them at a time, with hardly a branch that depends on
     * the number.
     *
     * @param words the same bytes, of {@link Words#of}
     */
    static double parse(byte[] bytes, ByteBuffer words, int start, int end, byte point) {
        if (start == end || start + 1 + Long.BYTES > bytes.length) {
            return parse(bytes, start, end, point);
        }
        int negative = ((bytes[start] ^ '-') & 0xFF) - 1 >>> 31; // no branch: signs are random
        int first = start + negative;
        int length = end - first;
        if (length < 1 || length > 2 * Long.BYTES) {
            return parse(bytes, start, end, point);
        }
        long word = words.getLong(first);
        long points = Words.repeat(point);
        double number =
                length <= Long.BYTES
                        ? number(word, length << 3, points)
                        : number(
                                word,
                                length - Long.BYTES << 3,
                                words.getLong(end - Long.BYTES),
                                points);
        return number >= 0 ? number * SIGNS[negative] : parse(bytes, start, end, point);
    }

    /**
     * Parses digits with at most one point.
     *
     * @param bits how many of the word's bits are the number, 8 to 64
     * @param points the point, repeated
     * @return the number, or NaN if there are other characters or no digits
     */
    private static double number(long word, int bits, long points) {
        long stops = Words.first(word, points) | Words.behind(bits);
        int fraction = bits - Words.bitsBefore(stops);
        int digitBits = bits - (fraction == 0 ? 0 : 8);
        long digits = (Words.without(word, stops) ^ ZEROS) << 64 - digitBits;
        return digitBits > 0 && Words.areDigits(digits)
                ? Words.number(digits) / DIVISORS[fraction >>> 3]
                : Double.NaN;
    }

    /**
     * Parses nine characters or more in the same way.
     *
     * @param high a word that begins with all characters but the last eight
     * @param bits how many of its bits these are, 8 to 64
     * @param low the last eight characters
     */
    private static double number(long high, int bits, long low, long points) {
        long highStops = Words.first(high, points) | Words.behind(bits);
        long lowStops = Words.first(low, points);
        int highFraction = bits - Words.bitsBefore(highStops);
        int lowFraction = 64 - Words.bitsBefore(lowStops);
        int highBits = bits - (highFraction == 0 ? 0 : 8);
        int lowBits = 64 - (lowFraction == 0 ? 0 : 8);
        long highDigits = (Words.without(high, highStops) ^ ZEROS) << 64 - highBits;
        long lowDigits = (Words.without(low, lowStops) ^ ZEROS) << 64 - lowBits;
        long number = Words.number(highDigits) * (lowFraction == 0 ? 100_000_000 : 10_000_000);
        number += Words.number(lowDigits);
        boolean valid = Words.areDigits(highDigits) & Words.areDigits(lowDigits) & highBits > 0;
        int fraction = highFraction == 0 ? lowFraction : highFraction + 64;
        return valid && highFraction * lowFraction == 0 && number < EXACT
                ? number / DIVISORS[fraction >>> 3]
                : Double.NaN;
    }

    /**
     * Parses a number.
     *
     * @param bytes the text
     * @param start index of its first byte
     * @param end index after its last byte
     * @param point the decimal point: {@code '.'} or {@code ','}
     * @return the nearest double, possibly infinite; NaN if the bytes are no decimal number
     */
    public static double parse(byte[] bytes, int start, int end, byte point) {
        int p = start;
        boolean negative = false;
        if (p < end && (bytes[p] == '-' || bytes[p] == '+')) {
            negative = bytes[p] == '-';
            p++;
        }
        int first = p;
        long digits = 0; // wraps around beyond 18 digits, which are not used then
        int digit;
        while (p < end && (digit = bytes[p] - '0') >= 0 && digit <= 9) {
            digits = 10 * digits + digit;
            p++;
        }
        int count = p - first;
        int exponent = 0;
        if (p < end && bytes[p] == point) {
            p++;
            int fraction = p;
            while (p < end && (digit = bytes[p] - '0') >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
                p++;
            }
            exponent = fraction - p;
            count -= exponent;
        }
        if (count == 0) {
            return Double.NaN;
        }
        if (p < end) {
            if ((bytes[p] | 0x20) != 'e' || !isExponent(bytes, p + 1, end)) {
                return Double.NaN;
            }
            exponent += exponent(bytes, p + 1, end);
        }
        if (count > MAX_DIGITS && significant(bytes, first, count) > MAX_DIGITS) {
            return slowly(bytes, start, end, point);
        }
        if (exponent == 0 && digits < EXACT || digits == 0) {
            return negative ? -(double) digits : digits;
        }
        double number = scaled(digits, exponent);
        if (Double.isNaN(number)) {
            return slowly(bytes, start, end, point);
        }
        return negative ? -number : number;
    }

    /**
     * Computes digits · 10^exponent.
     *
     * @param digits 1 to 10¹⁸ − 1
     * @return the nearest double, or NaN if it takes more effort to find
     */
    private static double scaled(long digits, int exponent) {
        if (exponent < -22 || exponent > 22) {
            return Double.NaN;
        }
        if (digits < EXACT) {
            return exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
        }
        return exponent < 0 ? quotient(digits, POWERS[-exponent]) : Double.NaN;
    }

    /**
     * Divides by long division with two doubles as digits: {@code high + rest} has a relative error
     * below 2⁻¹⁰⁰.
     *
     * @param divisor at most 10²², exact
     * @return the nearest double to the quotient, or NaN if the error hides which one it is
     */
    private static double quotient(long digits, double divisor) {
        double leading = digits;
        double trailing = digits - (long) leading;
        double high = leading / divisor;
        double remainder = Math.fma(-high, divisor, leading) + trailing;
        double rest = remainder / divisor; // relative error below 2⁻⁵¹
        double error = Math.abs(rest) * 0x1p-49;
        double low = high + (rest - error);
        return low == high + (rest + error) ? low : Double.NaN;
    }

    private static boolean isExponent(byte[] bytes, int start, int end) {
        int p = start;
        if (p < end && (bytes[p] == '-' || bytes[p] == '+')) {
            p++;
        }
        if (p == end) {
            return false;
        }
        for (; p < end; p++) {
            if (bytes[p] < '0' || bytes[p] > '9') {
                return false;
            }
        }
        return true;
    }

    private static int exponent(byte[] bytes, int start, int end) {
        boolean signed = bytes[start] == '-' || bytes[start] == '+';
        int exponent = 0;
        for (int p = signed ? start + 1 : start; p < end; p++) {
            exponent = Math.min(10 * exponent + bytes[p] - '0', MAX_EXPONENT);
        }
        return bytes[start] == '-' ? -exponent : exponent;
    }

    /** Counts the digits after leading zeros, of which files with 0.000… have many. */
    private static int significant(byte[] bytes, int first, int count) {
        int left = count;
        for (int p = first; left > 0 && (bytes[p] < '1' || bytes[p] > '9'); p++) {
            left -= bytes[p] == '0' ? 1 : 0;
        }
        return left;
    }

    private static double slowly(byte[] bytes, int start, int end, byte point) {
        String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        return Double.parseDouble(point == ',' ? text.replace(',', '.') : text);
    }
}
