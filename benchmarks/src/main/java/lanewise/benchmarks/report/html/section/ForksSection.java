package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.svg.Axis;
import lanewise.benchmarks.report.html.svg.RowChart;
import lanewise.benchmarks.report.html.svg.Scale;
import lanewise.benchmarks.report.html.svg.Series;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.ControlTable;
import lanewise.benchmarks.report.table.Figures;
import lanewise.benchmarks.report.table.Table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Section that shows every fork of every benchmark: results often vary more between JVMs than
 * between the implementations under comparison.
 */
public final class ForksSection {
    private static final Set<String> SPEAKING =
            Set.of("network", "shape", "tier", "implementation", "function", "update", "form");
    private static final String NO_PARAMETERS = "no parameters";

    private ForksSection() {}

    /**
     * Creates the section.
     *
     * @param measurements any measurements
     * @return the section
     */
    public static Section of(List<Measurement> measurements) {
        List<Element> figures = new ArrayList<>();
        Scale scale = scale(measurements);
        Map<String, List<Measurement>> benchmarks = new LinkedHashMap<>();
        measurements.forEach(
                measurement ->
                        benchmarks
                                .computeIfAbsent(measurement.benchmark(), name -> new ArrayList<>())
                                .add(measurement));
        benchmarks.forEach((name, rows) -> figures.add(chart(name, rows, scale).figure()));
        List<Node> content = new ArrayList<>();
        content.addAll(
                List.of(
                        Section.paragraph(
                                "Each dot is one JVM (the median of its iterations), relative to"
                                        + " the median of all JVMs of its row; further left is"
                                        + " faster. JVMs compile differently, and other load"
                                        + " on the machine interferes: differences smaller than"
                                        + " these spreads are not significant."),
                        Element.of("div", figures).with("class", "grid"),
                        Tables.folded(table(measurements))));
        ControlTable.of(measurements).map(Tables::folded).ifPresent(content::add);
        return new Section("forks", "Every fork", content);
    }

    /** The common scale of all charts, which makes spreads comparable. */
    private static Scale scale(List<Measurement> measurements) {
        double least = -0.05;
        double most = 0.05;
        for (Measurement measurement : measurements) {
            least = Math.min(least, measurement.min() / measurement.median() - 1);
            most = Math.max(most, measurement.max() / measurement.median() - 1);
        }
        return Scale.linear(least, most);
    }

    private static RowChart chart(String benchmark, List<Measurement> rows, Scale scale) {
        return new RowChart(
                "forks-" + benchmark.replaceAll("\\W", "-"),
                benchmark,
                Numbers.count(rows.getFirst().forks().size(), "fork", "forks") + " in each row",
                new Axis("time relative to the median", scale, ForksSection::percent),
                rows.stream().map(ForksSection::row).toList());
    }

    private static RowChart.Row row(Measurement measurement) {
        Series series =
                measurement.benchmark().contains("Control")
                                || measurement.benchmark().contains("Peer")
                        ? Series.PEER
                        : Series.of(
                                measurement
                                        .params()
                                        .getOrDefault(
                                                "implementation",
                                                measurement
                                                        .params()
                                                        .getOrDefault("tier", "vector")));
        return new RowChart.Row(
                label(measurement),
                time(measurement.median()),
                Double.NaN,
                series,
                measurement.forks().stream()
                        .map(
                                nanos ->
                                        new RowChart.Mark(
                                                nanos / measurement.median() - 1,
                                                series,
                                                true,
                                                time(nanos)))
                        .toList());
    }

    private static String percent(double share) {
        String percent = Figures.percent(share);
        return share > 1e-9 ? "+" + percent : percent.replace('-', '−');
    }

    /** The parameters; names of self-explanatory values are omitted. */
    private static String label(Measurement measurement) {
        String label =
                new TreeMap<>(measurement.params())
                        .entrySet().stream()
                                .map(
                                        param ->
                                                SPEAKING.contains(param.getKey())
                                                        ? param.getValue()
                                                        : param.getKey() + " " + param.getValue())
                                .collect(Collectors.joining(", "));
        return label.isEmpty() ? NO_PARAMETERS : label;
    }

    /** All parameters, sorted by name. */
    private static String params(Measurement measurement) {
        return measurement.params().isEmpty()
                ? NO_PARAMETERS
                : new TreeMap<>(measurement.params())
                        .entrySet().stream()
                                .map(param -> param.getKey() + " " + param.getValue())
                                .collect(Collectors.joining(", "));
    }

    /** Formats a time in ns; below 1 ns, formats the rate in GFLOP/s instead. */
    private static String time(double nanos) {
        return nanos < 1 ? Figures.gigaflops(1 / nanos) + " GFLOP/s" : Numbers.time(nanos);
    }

    private static Table table(List<Measurement> measurements) {
        return new Table(
                "Every benchmark, medians of the iterations of each fork",
                2,
                List.of("benchmark", "parameters", "median", "fastest", "slowest", "each fork"),
                measurements.stream()
                        .map(
                                measurement ->
                                        List.of(
                                                measurement.benchmark(),
                                                params(measurement),
                                                time(measurement.median()),
                                                time(measurement.min()),
                                                time(measurement.max()),
                                                Figures.each(
                                                        measurement.forks(), ForksSection::time)))
                        .toList());
    }
}
