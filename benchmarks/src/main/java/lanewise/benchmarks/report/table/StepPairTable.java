package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;

import java.util.ArrayList;
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
                Figures.micros(perStep(pair, "engine").median()),
                Figures.micros(perStep(pair, "control").median()),
                String.valueOf(ratios.forks().size()),
                Figures.factor(ratios.median()),
                Figures.factor(ratios.min()) + " … " + Figures.factor(ratios.max()),
                Figures.each(ratios.forks(), Figures::factor));
    }

    private static Measurement perStep(Measurement pair, String side) {
        List<Double> nanos = pair.secondary(side);
        List<Double> steps = pair.secondary("steps");
        List<Double> perStep = new ArrayList<>();
        for (int fork = 0; fork < nanos.size(); fork++) {
            perStep.add(nanos.get(fork) / steps.get(fork));
        }
        return new Measurement(pair.benchmark(), pair.params(), perStep);
    }
}
