package lanewise.benchmarks.cli.command;

import java.util.Locale;

/** Formats of numbers in messages and reports, the same in every locale. */
public final class Quantities {
    private Quantities() {}

    /**
     * An error with 7 decimals, or with all its digits if it is very small or very large.
     *
     * @param mse the error
     * @return its text
     */
    public static String mse(float mse) {
        return mse < 1e-3f || mse > 1e7f ? Float.toString(mse) : rounded(mse, 7);
    }

    /**
     * A fraction of rows, such as {@code 16/20 = 0.8}.
     *
     * @param hits the number of correct rows
     * @param rows the number of rows
     * @return both and their ratio
     */
    public static String share(int hits, int rows) {
        String share = rounded((double) hits / rows, 4);
        int end = share.length();
        while (share.charAt(end - 1) == '0') {
            end--;
        }
        if (share.charAt(end - 1) == '.') {
            end--;
        }
        return hits + "/" + rows + " = " + share.substring(0, end);
    }

    /**
     * A number with all its digits if these are few, or else three significant ones.
     *
     * @param number the number
     * @return its text
     */
    public static String significant(double number) {
        String all = Double.toString(number);
        return all.length() <= 6 ? all : String.format(Locale.ROOT, "%.3g", number);
    }

    /**
     * A time with about three digits and a suitable unit. Units are spelled out in ASCII, for any
     * terminal.
     *
     * @param nanos the time in nanoseconds
     * @return such as {@code 1.25 microseconds}
     */
    public static String nanos(double nanos) {
        if (nanos < 1e3) {
            return rounded(nanos, 0) + " nanoseconds";
        }
        if (nanos < 1e6) {
            return rounded(nanos / 1e3, 2) + " microseconds";
        }
        if (nanos < 1e9) {
            return rounded(nanos / 1e6, 2) + " milliseconds";
        }
        return rounded(nanos / 1e9, 2) + " seconds";
    }

    /**
     * A count with its noun, such as {@code 1 row} and {@code 2 rows}.
     *
     * @param n the count
     * @param singular the noun for 1
     * @param plural the noun for other counts
     * @return the count and the noun
     */
    public static String count(int n, String singular, String plural) {
        return n + " " + (n == 1 ? singular : plural);
    }

    /**
     * A number below a billion, rounded half up to a number of decimals. Avoids formatters and
     * BigDecimal, which take longer to load than everything else takes to print.
     */
    private static String rounded(double number, int decimals) {
        long unit = 1;
        for (int k = 0; k < decimals; k++) {
            unit *= 10;
        }
        long units = Math.round(number * unit);
        String fraction = Long.toString(units % unit + unit).substring(1);
        return units / unit + (decimals == 0 ? "" : "." + fraction);
    }
}
