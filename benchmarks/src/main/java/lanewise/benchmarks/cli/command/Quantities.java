package lanewise.benchmarks.cli.command;

/** How numbers are shown to people, the same in every locale. */
public final class Quantities {
    private Quantities() {}

    /** An error with 7 decimals, or all its digits where those would not tell much. */
    public static String mse(float mse) {
        return mse < 1e-3f || mse > 1e7f ? Float.toString(mse) : rounded(mse, 7);
    }

    /** Hits of rows with the share, such as {@code 16/20 = 0.8}. */
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
     * A time with three digits or so and a unit that suits it. Units are spelled out in ASCII, for
     * any terminal.
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

    /** A count with its noun, such as {@code 1 row} and {@code 2 rows}. */
    public static String count(int n, String singular, String plural) {
        return n + " " + (n == 1 ? singular : plural);
    }

    /**
     * A number below a billion with so many decimals, half up. Not by a format or a BigDecimal,
     * which take longer to load than all else that is printed.
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
