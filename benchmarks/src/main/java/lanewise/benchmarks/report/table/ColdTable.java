package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table of cold starts of the reference workload. */
public final class ColdTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of("cold start", "ms", "min", "max", "each process");

    private ColdTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of cold starts; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<List<String>> rows = measurements(measurements).stream().map(ColdTable::row).toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Iris for 5000 iterations in a fresh JVM, ms, median over"
                                        + " processes",
                                1,
                                HEADER,
                                rows));
    }

    /**
     * The measurements of cold starts.
     *
     * @param measurements any measurements
     * @return those of cold starts, in order
     */
    public static List<Measurement> measurements(List<Measurement> measurements) {
        return measurements.stream().filter(ColdTable::isCold).toList();
    }

    private static boolean isCold(Measurement measurement) {
        String benchmark = measurement.benchmark();
        return benchmark.startsWith("ColdStart.")
                || benchmark.startsWith("FirstFit.")
                || benchmark.startsWith("FirstGroup.");
    }

    /**
     * Describes a cold start.
     *
     * @param measurement a cold start
     * @return a process and its options, or a part of it
     */
    public static String what(Measurement measurement) {
        if (measurement.benchmark().startsWith("FirstFit.")) {
            return "inside the first fit";
        }
        return measurement.benchmark().startsWith("FirstGroup.")
                ? "inside the first group, " + measurement.param("restarts") + " restarts"
                : "whole process, java: " + measurement.param("java");
    }

    private static List<String> row(Measurement measurement) {
        return List.of(
                what(measurement),
                millis(measurement.median()),
                millis(measurement.min()),
                millis(measurement.max()),
                Figures.each(measurement.forks(), ColdTable::millis));
    }

    /**
     * A time in milliseconds.
     *
     * @param nanos nanoseconds
     * @return the figure without its unit
     */
    public static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.0f", nanos / 1e6);
    }
}
