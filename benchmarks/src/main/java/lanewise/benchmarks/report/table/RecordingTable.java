package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table of training with and without a recording. */
public final class RecordingTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of("training", "recording", "µs", "min … max", "of no recorder", "each fork");

    private static final String CONTROL = "RecordingControl.train";

    private RecordingTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of recordings; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<List<String>> rows =
                measurements.stream()
                        .filter(
                                m ->
                                        m.benchmark().equals(CONTROL)
                                                || m.benchmark().equals("RecordingCost.train"))
                        .map(m -> row(m, control(measurements, m)))
                        .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Iterations with and without a recording of the engine's events,"
                                        + " and in a Java without Flight Recorder, µs, median"
                                        + " over forks",
                                2,
                                HEADER,
                                rows));
    }

    private static Optional<Measurement> control(List<Measurement> measurements, Measurement of) {
        return measurements.stream()
                .filter(m -> m.benchmark().equals(CONTROL))
                .filter(m -> m.param("workload").equals(of.param("workload")))
                .findFirst();
    }

    private static List<String> row(Measurement measurement, Optional<Measurement> control) {
        return List.of(
                measurement.param("workload"),
                measurement.params().getOrDefault("recording", "no recorder"),
                Figures.micros(measurement.median()),
                Figures.range(measurement),
                control.map(
                                c ->
                                        String.format(
                                                Locale.ROOT,
                                                "%.3f×",
                                                measurement.median() / c.median()))
                        .orElse("–"),
                Figures.each(measurement.forks(), Figures::micros));
    }
}
