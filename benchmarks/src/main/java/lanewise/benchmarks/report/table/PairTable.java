package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.workload.IrisTraining;

import java.util.List;
import java.util.Optional;

/**
 * The variation of the iris loop between JVMs: its time relative to the same loop in C in each JVM.
 */
public final class PairTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of(
                    "beside C",
                    "C control",
                    "history",
                    "JVMs",
                    "time / C's",
                    "min … max",
                    "slowest / median",
                    "each fork");

    private PairTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of pairs; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<List<String>> rows =
                measurements.stream()
                        .filter(measurement -> measurement.benchmark().startsWith("IrisPair."))
                        .map(PairTable::row)
                        .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Iris training loop and the same in C, alternating in one JVM:"
                                        + " ratio of times, median over forks",
                                2,
                                HEADER,
                                rows));
    }

    /** The engine's time over C's in each fork. */
    static Measurement ratios(Measurement pair) {
        return pair.ratio("engine", "control");
    }

    private static String control(String name) {
        return switch (name) {
            case IrisTraining.C -> "plain loops";
            case IrisTraining.C_INTRINSICS -> "intrinsics";
            default -> name;
        };
    }

    private static List<String> row(Measurement pair) {
        Measurement ratios = ratios(pair);
        return List.of(
                pair.param("implementation"),
                control(pair.params().getOrDefault("control", IrisTraining.C)),
                pair.param("history").equals("true") ? "yes" : "no",
                String.valueOf(ratios.forks().size()),
                Figures.factor(ratios.median()),
                Figures.factor(ratios.min()) + " … " + Figures.factor(ratios.max()),
                Figures.speedup(ratios.max() / ratios.median()),
                Figures.each(ratios.forks(), Figures::factor));
    }
}
