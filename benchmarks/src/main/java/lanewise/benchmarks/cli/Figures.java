package lanewise.benchmarks.cli;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** How numbers are shown to people, the same in every locale. */
final class Figures {
    private Figures() {}

    /** An error with 7 decimals, or all its digits where those would not tell much. */
    static String mse(float mse) {
        return mse < 1e-3f ? Float.toString(mse) : String.format(Locale.ROOT, "%.7f", mse);
    }

    /** Hits of rows with the share, such as {@code 16/20 = 0.8}. */
    static String share(int hits, int rows) {
        DecimalFormat format =
                new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_UP);
        return hits + "/" + rows + " = " + format.format((double) hits / rows);
    }

    /**
     * A time with three digits or so and a unit that suits it. Units are spelled out in ASCII, for
     * any terminal.
     */
    static String nanos(double nanos) {
        if (nanos < 1e3) {
            return String.format(Locale.ROOT, "%.0f nanoseconds", nanos);
        }
        if (nanos < 1e6) {
            return String.format(Locale.ROOT, "%.2f microseconds", nanos / 1e3);
        }
        if (nanos < 1e9) {
            return String.format(Locale.ROOT, "%.2f milliseconds", nanos / 1e6);
        }
        return String.format(Locale.ROOT, "%.2f seconds", nanos / 1e9);
    }

    /** A count with its noun, such as {@code 1 row} and {@code 2 rows}. */
    static String count(int n, String singular, String plural) {
        return n + " " + (n == 1 ? singular : plural);
    }
}
