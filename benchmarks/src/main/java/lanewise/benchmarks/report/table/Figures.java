package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** Formats of figures. */
public final class Figures {
    /** Placeholder for a missing figure. */
    public static final String NONE = "–";

    private Figures() {}

    /**
     * A time in microseconds.
     *
     * @param nanos nanoseconds
     * @return the figure without its unit
     */
    public static String micros(double nanos) {
        double micros = nanos / 1e3;
        return String.format(Locale.ROOT, micros < 100 ? "%.3f" : "%.1f", micros);
    }

    /**
     * A figure with three significant digits.
     *
     * @param value any figure above 0
     * @return such as {@code 0.123}, {@code 12.3} or {@code 1234}
     */
    static String significant(double value) {
        int decimals = (int) Math.max(0, 2 - Math.floor(Math.log10(value)));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /**
     * The allocation of a benchmark, from JMH's GC profiler.
     *
     * @param measurement any measurement
     * @return bytes per operation, {@link #NONE} if not measured
     */
    static String bytes(Measurement measurement) {
        OptionalDouble bytes = measurement.allocated();
        return bytes.isEmpty()
                ? NONE
                : String.format(
                        Locale.ROOT,
                        bytes.getAsDouble() < 10 ? "%.1f" : "%,.0f",
                        bytes.getAsDouble());
    }

    /**
     * A ratio of speeds.
     *
     * @param factor the ratio
     * @return such as {@code 1.25×}
     */
    public static String speedup(double factor) {
        return factor(factor) + "×";
    }

    /**
     * A ratio of speeds within a sentence.
     *
     * @param factor the ratio
     * @return such as {@code 1.25}
     */
    public static String factor(double factor) {
        return String.format(Locale.ROOT, factor < 10 ? "%.2f" : "%.1f", factor);
    }

    /**
     * A rate in GFLOP/s, which equals operations per nanosecond.
     *
     * @param flopsPerNano operations per nanosecond
     * @return the figure without its unit
     */
    public static String gigaflops(double flopsPerNano) {
        return String.format(Locale.ROOT, "%.2f", flopsPerNano);
    }

    /**
     * A fraction in percent.
     *
     * @param share from 0 to 1
     * @return such as {@code 62 %}
     */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /**
     * The range from the fastest fork to the slowest.
     *
     * @param measurement any measurement
     * @return two figures in microseconds
     */
    public static String range(Measurement measurement) {
        return micros(measurement.min()) + " … " + micros(measurement.max());
    }

    /**
     * Formats a list of figures.
     *
     * @param values the figures, usually one for each fork
     * @param written the format of one
     * @return the figures in order
     */
    public static String each(List<Double> values, DoubleFunction<String> written) {
        return values.stream().map(written::apply).collect(Collectors.joining("  "));
    }
}
