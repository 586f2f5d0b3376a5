package lanewise.benchmarks.report;

import java.util.Locale;

/** How figures are written. */
final class Figures {
    private Figures() {}

    static String micros(double nanos) {
        double micros = nanos / 1e3;
        return String.format(Locale.ROOT, micros < 100 ? "%.3f" : "%.1f", micros);
    }

    static String speedup(double factor) {
        return String.format(Locale.ROOT, factor < 10 ? "%.2f×" : "%.1f×", factor);
    }
}
