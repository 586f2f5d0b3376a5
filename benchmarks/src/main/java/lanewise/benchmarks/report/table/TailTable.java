package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of the latencies of single predictions: how much longer the slowest of many take. */
public final class TailTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of("network", "p50 µs", "p99 µs", "p99.9 µs", "p99.9 / p50", "each fork");

    private TailTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of latencies; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<List<String>> rows =
                measurements.stream()
                        .filter(measured -> measured.benchmark().startsWith("PredictTail."))
                        .map(TailTable::row)
                        .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Latency of single rows, percentiles of a fork, median over forks",
                                1,
                                HEADER,
                                rows));
    }

    private static List<String> row(Measurement measured) {
        Measurement p99 = tail(measured, "p99");
        Measurement tail = tail(measured, "p99.9");
        List<Double> ratios = new ArrayList<>();
        for (int fork = 0; fork < measured.forks().size(); fork++) {
            ratios.add(tail.forks().get(fork) / measured.forks().get(fork));
        }
        Measurement ratio = new Measurement(measured.benchmark(), measured.params(), ratios);
        return List.of(
                measured.param("network"),
                Figures.micros(measured.median()),
                Figures.micros(p99.median()),
                Figures.micros(tail.median()),
                Figures.factor(ratio.median()),
                Figures.each(ratios, Figures::factor));
    }

    private static Measurement tail(Measurement measured, String name) {
        return new Measurement(measured.benchmark(), measured.params(), measured.secondary(name));
    }
}
