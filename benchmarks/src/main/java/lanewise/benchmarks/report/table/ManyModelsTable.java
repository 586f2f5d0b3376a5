package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;

import java.util.List;
import java.util.Optional;

/** Steps of models that a group trains side by side, beside the same models one by one. */
public final class ManyModelsTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of(
                    "network x batch",
                    "side by side ns",
                    "one by one ns",
                    "AUTO ns",
                    "JVMs",
                    "one by one / side by side",
                    "min … max",
                    "AUTO / side by side",
                    "each fork");

    private ManyModelsTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of models side by side; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<List<String>> rows =
                measurements.stream()
                        .filter(
                                measurement ->
                                        measurement.benchmark().startsWith("ManyModelsPair."))
                        .map(ManyModelsTable::row)
                        .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "32 models of different seeds, side by side in a group and one by"
                                        + " one (fastest tier; AUTO), alternating in one JVM on"
                                        + " one thread: ns per model and step and ratio of times,"
                                        + " medians over forks",
                                1,
                                HEADER,
                                rows));
    }

    private static List<String> row(Measurement pair) {
        Measurement ratios = pair.ratio("oneByOne", "sideBySide");
        return List.of(
                pair.param("network"),
                Figures.significant(pair.ratio("sideBySide", "steps").median()),
                Figures.significant(pair.ratio("oneByOne", "steps").median()),
                Figures.significant(pair.ratio("auto", "steps").median()),
                String.valueOf(ratios.forks().size()),
                Figures.speedup(ratios.median()),
                Figures.factor(ratios.min()) + " … " + Figures.factor(ratios.max()),
                Figures.speedup(pair.ratio("auto", "sideBySide").median()),
                Figures.each(ratios.forks(), Figures::factor));
    }
}
