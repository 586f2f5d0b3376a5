package lanewise.spark.figures;

import java.util.Locale;

/** Numbers as text with two significant digits, or three from 100 on. */
final class Quantity {
    private static final String[] NAMES = {"", " thousand", " million", " billion", " trillion"};

    private Quantity() {}

    /** A time in the unit that suits it. */
    static String time(double seconds) {
        if (seconds < 1e-3) {
            return number(seconds * 1e6) + " µs";
        }
        if (seconds < 1) {
            return number(seconds * 1e3) + " ms";
        }
        if (seconds < 120) {
            return number(seconds) + " s";
        }
        return seconds < 7200 ? number(seconds / 60) + " min" : number(seconds / 3600) + " h";
    }

    /** A number of bytes. */
    static String bytes(double bytes) {
        if (bytes < 1e6) {
            return number(bytes / 1e3) + " kB";
        }
        return bytes < 1e9 ? number(bytes / 1e6) + " MB" : number(bytes / 1e9) + " GB";
    }

    /** A count, such as 1.5 million; {@code never} for a bound that is not reached. */
    static String count(double count) {
        if (count == Double.POSITIVE_INFINITY) {
            return "never";
        }
        double value = count;
        int name = 0;
        while (value >= 999.5 && name < NAMES.length - 1) {
            value /= 1000;
            name++;
        }
        String digits = value == Math.rint(value) ? "%.0f".formatted(value) : number(value);
        return digits + NAMES[name];
    }

    /** Two significant digits, or those before the point. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        int digits =
                size >= 9.95 ? 0 : (int) Math.clamp(1 - Math.floor(Math.log10(size * 1.005)), 0, 9);
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
