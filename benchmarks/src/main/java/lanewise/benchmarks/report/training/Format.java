package lanewise.benchmarks.report.training;

import lanewise.benchmarks.report.table.Figures;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers and names as the page shows them. */
final class Format {
    /** Numbers from here on are written with a power of ten. */
    private static final double LARGE = 1e7;

    /** Smaller numbers are written with a power of ten. */
    private static final double SMALL = 1e-4;

    private static final int TICK_DIGITS = 6;
    private static final int TICK_LENGTH = 7;

    private Format() {}

    /** A score or a residual, four digits; a dash if it is not a number. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return Figures.NONE;
        }
        if (Double.isInfinite(value)) {
            return value < 0 ? "−∞" : "∞";
        }
        double size = Math.abs(value);
        String digits =
                size == 0
                        ? "0"
                        : size >= LARGE || size < SMALL
                                ? scientific(size)
                                : size >= 1000
                                        ? String.format(Locale.ROOT, "%,.0f", size)
                                        : String.format(Locale.ROOT, "%.4g", size);
        return value < 0 ? "−" + digits : digits;
    }

    /** Four digits and a power of ten, such as 1.235e8. */
    private static String scientific(double value) {
        String[] parts = String.format(Locale.ROOT, "%.3e", value).split("e");
        return parts[0] + "e" + Integer.parseInt(parts[1]);
    }

    /** A share or a probability, three decimals; a dash if it is not a number. */
    static String share(double value) {
        return Double.isNaN(value) ? Figures.NONE : String.format(Locale.ROOT, "%.3f", value);
    }

    /** A count, such as 12,345. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A count with its noun, such as 1 column or 1,000 columns. */
    static String counted(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    /** A count in little space, such as 12k. */
    static String shortCount(long value) {
        return value < 1000
                ? Long.toString(value)
                : value < 1_000_000 ? value / 1000 + "k" : value / 1_000_000 + "M";
    }

    /** A round number beside an axis, short enough for the margin. */
    static String tick(double value) {
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(TICK_DIGITS)).stripTrailingZeros();
        String plain =
                rounded.scale() <= 0
                        ? String.format(Locale.ROOT, "%,d", rounded.toBigInteger())
                        : rounded.toPlainString();
        if (plain.length() > TICK_LENGTH) {
            plain = scientific(value).replaceFirst("\\.?0*e", "e");
        }
        return plain.replaceFirst("^-", "−");
    }

    /** A name that leaves room for others: cut after so many characters. */
    static String brief(String name, int most) {
        String shown = visible(name);
        if (shown.length() <= most) {
            return shown;
        }
        int end = most - 1;
        if (Character.isHighSurrogate(shown.charAt(end - 1))) {
            end--; // never half a character
        }
        return shown.substring(0, end) + "…";
    }

    /** The name, or a description of a name that nobody would see. */
    static String visible(String name) {
        return name.isBlank() ? "(blank)" : name;
    }
}
