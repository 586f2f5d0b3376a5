package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.workload.NetworkShape;

import java.util.List;
import java.util.Optional;

/** The table of predictions. */
public final class PredictTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of("network", "rows", "µs", "min … max", "µs/row", "B/call", "each fork");

    private PredictTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of predictions; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<List<String>> rows =
                measurements(measurements).stream().map(PredictTable::row).toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Prediction into buffers of the caller, µs per call, median over"
                                        + " forks",
                                1,
                                HEADER,
                                rows));
    }

    /**
     * The measurements of prediction.
     *
     * @param measurements any measurements
     * @return those of prediction, in order
     */
    public static List<Measurement> measurements(List<Measurement> measurements) {
        return measurements.stream()
                .filter(
                        measurement ->
                                measurement.benchmark().startsWith("PredictLatency.")
                                        || measurement.benchmark().startsWith("PredictRows."))
                .toList();
    }

    /**
     * The number of rows per call.
     *
     * @param measurement one of prediction
     * @return the number of rows
     */
    public static int rows(Measurement measurement) {
        String rows = measurement.params().get("rows");
        if (rows != null) {
            return Integer.parseInt(rows);
        }
        return measurement.benchmark().endsWith(".batch") ? NetworkShape.PREDICTED_ROWS : 1;
    }

    private static List<String> row(Measurement measurement) {
        int rows = rows(measurement);
        return List.of(
                measurement.param("network"),
                String.valueOf(rows),
                Figures.micros(measurement.median()),
                Figures.range(measurement),
                Figures.micros(measurement.median() / rows),
                Figures.bytes(measurement),
                Figures.each(measurement.forks(), Figures::micros));
    }
}
