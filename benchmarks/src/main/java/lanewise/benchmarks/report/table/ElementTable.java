package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The table of elementwise kernels (activations, updates, dropout) and reductions (losses, gradient
 * norm): vector tier against scalar tier.
 */
public final class ElementTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of(
                    "elementwise kernel",
                    "what and how many",
                    "scalar ns",
                    "vector ns",
                    "min … max",
                    "times as fast");

    private static final Set<String> BENCHMARKS =
            Set.of(
                    "ActivationKernel.apply",
                    "ActivationSlopeKernel.timesSlope",
                    "DropoutKernel.drop",
                    "LossKernel.reduce",
                    "UpdateKernel.step");

    private ElementTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of such kernels; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<List<String>> rows =
                TierPair.of(measurements, BENCHMARKS).stream().map(ElementTable::row).toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Elementwise kernels and reductions, ns per call (activations:"
                                        + " per vector of 16"
                                        + " numbers in the first-level cache), median over forks",
                                2,
                                HEADER,
                                rows));
    }

    private static List<String> row(TierPair pair) {
        return List.of(
                pair.scalar().benchmark().replaceFirst("Kernel\\..*", ""),
                params(pair.scalar()),
                nanos(pair.scalar().median()),
                nanos(pair.vector().median()),
                nanos(pair.vector().min()) + " … " + nanos(pair.vector().max()),
                Figures.speedup(pair.speedup()));
    }

    private static String params(Measurement measurement) {
        Map<String, String> params = new TreeMap<>(measurement.params());
        params.remove("tier");
        // A word needs no label; a number gets its parameter's name.
        return params.entrySet().stream()
                .map(
                        param ->
                                param.getValue().matches("\\d+")
                                        ? param.getValue() + " " + param.getKey()
                                        : param.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String nanos(double nanos) {
        return Figures.significant(nanos);
    }
}
