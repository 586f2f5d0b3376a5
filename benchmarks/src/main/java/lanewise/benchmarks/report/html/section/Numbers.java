package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.table.ColdTable;
import lanewise.benchmarks.report.table.Figures;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Formats of numbers on axes and in sentences. */
public final class Numbers {
    private static final double MILLISECONDS = 1e8;

    private Numbers() {}

    /** A round number, such as 0.5, 20 or 2,000. */
    static String plain(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
        return value >= 1000 ? String.format(Locale.ROOT, "%,.0f", value) : rounded.toPlainString();
    }

    /** A round number, such as 1.5 million. */
    static String compact(double value) {
        return value >= 1e6 ? plain(value / 1e6) + " million" : plain(value);
    }

    /** A time, in the unit of the tables. */
    static String time(double nanos) {
        return nanos >= MILLISECONDS
                ? ColdTable.millis(nanos) + " ms"
                : Figures.micros(nanos) + " µs";
    }

    /**
     * A count with its noun.
     *
     * @param number the count
     * @param one the noun for 1
     * @param many the noun for other counts
     * @return the count and the noun
     */
    public static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
