package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that time grows with work, in benchmarks that differ only in the amount of work. Reveals
 * loops that the compiler eliminated, and benchmarks that measure something else.
 */
public final class ControlTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of("more of the same", "from … to", "times the work", "times the time", "verdict");

    /** Lowest plausible ratio of time to work: leaves room for constant costs and caches. */
    private static final double LEAST = 0.5;

    private static final double MOST = 2;

    private static final Set<String> LAYERS =
            Set.of(
                    "ForwardKernel.forward",
                    "GradientKernel.gradient",
                    "BackwardKernel.backward",
                    "SweepKernel.sweep",
                    "DropoutKernel.drop");

    private ControlTable() {}

    /** The amount of work of a benchmark. */
    private record Work(String what, String size, double amount, Measurement measurement) {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of comparable pairs; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        Map<String, List<Work>> families = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            work(measurement)
                    .ifPresent(
                            work ->
                                    families.computeIfAbsent(work.what(), w -> new ArrayList<>())
                                            .add(work));
        }
        List<List<String>> rows = new ArrayList<>();
        for (List<Work> family : families.values()) {
            family.sort(Comparator.comparingDouble(Work::amount));
            for (int k = 1; k < family.size(); k++) {
                rows.add(row(family.get(k - 1), family.get(k)));
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Controls: the ratio of times should be about the ratio of the"
                                        + " work",
                                2,
                                HEADER,
                                rows));
    }

    private static Optional<Work> work(Measurement m) {
        String name = m.benchmark().replaceFirst("\\..*", "");
        if (m.benchmark().endsWith("TrainingStep.step")) {
            return Optional.of(rows(m, name, "network"));
        }
        if (LAYERS.contains(m.benchmark())) {
            return Optional.of(rows(m, name, "shape"));
        }
        return switch (m.benchmark()) {
            case "LossKernel.reduce" -> Optional.of(sized(m, name, "samples", 1));
            case "UpdateKernel.step" -> Optional.of(sized(m, name, "parameters", 1));
            case "SgemmKernel.multiply", "SgemmPeer.multiply" ->
                    Optional.of(sized(m, name, "size", 3));
            default -> Optional.empty();
        };
    }

    /** Work in rows, from a parameter such as {@code 64-32 x 128}. */
    private static Work rows(Measurement m, String name, String param) {
        String[] shape = m.param(param).split(" x ");
        return new Work(
                name + " " + shape[0] + rest(m, param),
                "x " + shape[1],
                Double.parseDouble(shape[1]),
                m);
    }

    private static Work sized(Measurement m, String name, String param, int power) {
        String size = m.param(param);
        return new Work(name + rest(m, param), size, Math.pow(Double.parseDouble(size), power), m);
    }

    private static String rest(Measurement measurement, String size) {
        StringBuilder rest = new StringBuilder();
        measurement.params().entrySet().stream()
                .filter(param -> !param.getKey().equals(size))
                .sorted(Map.Entry.comparingByKey())
                .forEach(
                        param ->
                                rest.append(", ")
                                        .append(param.getKey())
                                        .append(' ')
                                        .append(param.getValue()));
        return rest.toString();
    }

    private static List<String> row(Work less, Work more) {
        double work = more.amount() / less.amount();
        double time = more.measurement().median() / less.measurement().median();
        return List.of(
                more.what(),
                less.size() + " … " + more.size(),
                String.format(Locale.ROOT, "%.1f", work),
                String.format(Locale.ROOT, "%.1f", time),
                verdict(time / work));
    }

    private static String verdict(double ratio) {
        if (ratio < LEAST) {
            return "too fast: is all of the work done?";
        }
        return ratio > MOST ? "too slow: investigate" : "in proportion";
    }
}
