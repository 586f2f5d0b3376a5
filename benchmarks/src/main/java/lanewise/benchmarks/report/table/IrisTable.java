package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table of the iris loop, compared with the textbook. */
public final class IrisTable {
    static final String BENCHMARK = "IrisLoop.train";

    /** Name of the control. */
    public static final String CONTROL = "textbook";

    /** Name of the implementation in C. */
    public static final String PEER = "IrisControl.train";

    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of(
                    "implementation",
                    "history",
                    "µs",
                    "min … max",
                    "speed-up",
                    "iterations/s",
                    "B/iteration",
                    "each fork");

    private IrisTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of the iris loop; empty if it was not measured
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<List<String>> rows =
                measurements(measurements).stream()
                        .map(measurement -> row(measurement, control(measurements, measurement)))
                        .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Iris training loop (4-2-3, 130 rows, 5000 iterations), µs per"
                                        + " iteration, median over forks",
                                2,
                                HEADER,
                                rows));
    }

    /**
     * The measurements of the iris loop.
     *
     * @param measurements any measurements
     * @return those of this loop, in order
     */
    public static List<Measurement> measurements(List<Measurement> measurements) {
        return measurements.stream()
                .filter(
                        measurement ->
                                measurement.benchmark().equals(BENCHMARK)
                                        || measurement.benchmark().equals(PEER))
                .toList();
    }

    /**
     * The control of a measurement: the textbook with the same choice of history.
     *
     * @param measurements any measurements
     * @param measurement one of the iris loop
     * @return the control, if it was measured
     */
    public static Optional<Measurement> control(
            List<Measurement> measurements, Measurement measurement) {
        return measurements(measurements).stream()
                .filter(
                        other ->
                                implementation(other).equals(CONTROL)
                                        && other.param("history")
                                                .equals(measurement.param("history")))
                .findFirst();
    }

    /**
     * The implementation of a loop.
     *
     * @param measurement one of the iris loop
     * @return its name; the tier's name for ours
     */
    public static String implementation(Measurement measurement) {
        return measurement.benchmark().equals(PEER)
                ? "C, gcc -O3"
                : measurement.param("implementation");
    }

    private static List<String> row(Measurement measurement, Optional<Measurement> control) {
        return List.of(
                implementation(measurement),
                measurement.param("history").equals("true") ? "yes" : "no",
                Figures.micros(measurement.median()),
                Figures.range(measurement),
                control.map(other -> Figures.speedup(measurement.speedupOver(other)))
                        .orElse(Figures.NONE),
                String.format(Locale.ROOT, "%,.0f", 1e9 / measurement.median()),
                Figures.bytes(measurement),
                Figures.each(measurement.forks(), Figures::micros));
    }
}
