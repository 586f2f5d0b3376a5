package lanewise.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** How figures are written. */
final class Figures {
    /** Stands where there is no figure. */
    static final String NONE = "–";

    private Figures() {}

    static String micros(double nanos) {
        double micros = nanos / 1e3;
        return String.format(Locale.ROOT, micros < 100 ? "%.3f" : "%.1f", micros);
    }

    static String speedup(double factor) {
        return String.format(Locale.ROOT, factor < 10 ? "%.2f×" : "%.1f×", factor);
    }

    /** A nanosecond has as many operations as a second has billions of them. */
    static String gigaflops(double flopsPerNano) {
        return String.format(Locale.ROOT, "%.2f", flopsPerNano);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** From the fastest fork to the slowest. */
    static String range(Measurement measurement) {
        return micros(measurement.min()) + " … " + micros(measurement.max());
    }

    static String each(List<Double> values, DoubleFunction<String> written) {
        return values.stream().map(written::apply).collect(Collectors.joining("  "));
    }
}
