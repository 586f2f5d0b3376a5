package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;

import java.util.List;
import java.util.Optional;

/** Training steps beside the same in C with OpenBLAS in each JVM. */
public final class StepPairTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of(
                    "network x rows",
                    "µs",
                    "C's µs",
                    "JVMs",
                    "time / C's",
                    "min … max",
                    "each fork");

    private StepPairTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of pairs; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<List<String>> rows =
                measurements.stream()
                        .filter(measurement -> measurement.benchmark().startsWith("StepPair."))
                        .map(StepPairTable::row)
                        .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Training steps and the same in C with OpenBLAS, alternating in"
                                        + " one JVM on one thread: µs per step and ratio of"
                                        + " times, medians over forks",
                                1,
                                HEADER,
                                rows));
    }

    private static List<String> row(Measurement pair) {
        Measurement ratios = PairTable.ratios(pair);
        return List.of(
                pair.param("network"),
                Figures.micros(pair.ratio("engine", "steps").median()),
                Figures.micros(pair.ratio("control", "steps").median()),
                String.valueOf(ratios.forks().size()),
                Figures.factor(ratios.median()),
                Figures.factor(ratios.min()) + " … " + Figures.factor(ratios.max()),
                Figures.each(ratios.forks(), Figures::factor));
    }
}
