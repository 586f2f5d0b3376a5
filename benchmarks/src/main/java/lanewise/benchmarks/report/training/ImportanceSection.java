package lanewise.benchmarks.report.training;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.section.Section;
import lanewise.benchmarks.report.html.section.Tables;
import lanewise.benchmarks.report.html.svg.Axis;
import lanewise.benchmarks.report.html.svg.RowChart;
import lanewise.benchmarks.report.html.svg.Scale;
import lanewise.benchmarks.report.html.svg.Series;
import lanewise.benchmarks.report.table.Table;
import lanewise.metrics.PermutationImportance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Section on the importance of columns. */
final class ImportanceSection {
    private static final int MOST_BARS = 30;
    private static final int MOST_OF_CHART = 15;
    private static final int MOST_DOTS = 20;
    private static final int MOST_ROWS = 500;
    private static final int LONGEST_BAR_NAME = 24;
    private static final int LONGEST_NAME = 300;

    private ImportanceSection() {}

    /** Creates the section; empty if importances are not known. */
    static Optional<Section> of(TrainingReport report) {
        List<PermutationImportance> sorted =
                report.importance().stream()
                        .sorted(Comparator.comparing(ImportanceSection::rank))
                        .toList();
        if (sorted.isEmpty()) {
            return Optional.empty();
        }
        List<PermutationImportance> shown = sorted.subList(0, Math.min(MOST_BARS, sorted.size()));
        String metric = report.importanceMetric();
        List<Node> content = new ArrayList<>();
        content.add(
                Section.paragraph(
                        "How much worse the "
                                + metric
                                + " on the test rows gets if a column is shuffled among them."
                                + " Columns that say the same share their importance."));
        if (!report.importanceBasis().isEmpty()) {
            content.add(Section.paragraph("Computed for " + report.importanceBasis() + "."));
        }
        if (sorted.stream().allMatch(one -> !(Math.abs(one.mean()) > 0))) {
            content.add(
                    Section.paragraph(
                            "No column has any: the model answers without looking at them."));
        }
        if (shown.size() < sorted.size()) {
            content.add(
                    Section.paragraph(
                            "The "
                                    + shown.size()
                                    + " most important of "
                                    + Format.count(sorted.size())
                                    + " columns are drawn."));
        }
        content.addAll(charts(shown, metric));
        content.add(Tables.folded(table(sorted, metric)));
        return Optional.of(new Section("importance", "Importance of columns", content));
    }

    /** The sort key: the largest mean first, NaN last. */
    static double rank(PermutationImportance one) {
        return 0.0 - one.mean(); // not −0
    }

    /** One chart, or two with the same axis beside each other, each of which fits a page. */
    private static List<Element> charts(List<PermutationImportance> shown, String metric) {
        Axis axis = new Axis(metric + " worse by", scale(shown), Format::tick);
        List<Element> charts = new ArrayList<>();
        for (int from = 0; from < shown.size(); from += MOST_OF_CHART) {
            int to = Math.min(from + MOST_OF_CHART, shown.size());
            String title =
                    from == 0
                            ? "Permutation importance"
                            : "Permutation importance, " + (from + 1) + " to " + to;
            charts.add(
                    new RowChart(
                                    "importance-from-" + (from + 1),
                                    title,
                                    "Bars are means over repeats, dots single repeats, with mean ±"
                                            + " standard deviation.",
                                    axis,
                                    shown.subList(from, to).stream()
                                            .map(ImportanceSection::row)
                                            .toList())
                            .figure());
        }
        return charts.size() == 1
                ? charts
                : List.of(Element.of("div", charts).with("class", "grid"));
    }

    private static Scale scale(List<PermutationImportance> shown) {
        double least = 0;
        double most = 0;
        for (PermutationImportance one : shown) {
            for (double drop : one.drops()) {
                if (Double.isFinite(drop)) {
                    least = Math.min(least, drop);
                    most = Math.max(most, drop);
                }
            }
        }
        return Scale.linear(least, most > least ? most : least + 1);
    }

    private static RowChart.Row row(PermutationImportance one) {
        List<RowChart.Mark> marks =
                one.drops().stream()
                        .filter(Double::isFinite)
                        .limit(MOST_DOTS)
                        .map(
                                drop ->
                                        new RowChart.Mark(
                                                drop, Series.VECTOR, true, Format.number(drop)))
                        .toList();
        boolean drawn = Double.isFinite(one.mean());
        return new RowChart.Row(
                Format.brief(one.name(), LONGEST_BAR_NAME),
                drawn
                        ? Format.number(one.mean()) + " ± " + Format.number(one.deviation())
                        : "undefined",
                drawn ? one.mean() : 0,
                Series.VECTOR,
                marks);
    }

    private static Table table(List<PermutationImportance> sorted, String metric) {
        List<PermutationImportance> shown = sorted.subList(0, Math.min(MOST_ROWS, sorted.size()));
        return new Table(
                metric
                        + " worse by, if a column is shuffled"
                        + (shown.size() == sorted.size()
                                ? ""
                                : "; the first "
                                        + MOST_ROWS
                                        + " of "
                                        + Format.count(sorted.size())
                                        + " columns"),
                1,
                List.of("column", "mean", "standard deviation", "smallest", "largest"),
                shown.stream().map(ImportanceSection::cells).toList());
    }

    private static List<String> cells(PermutationImportance one) {
        double[] drops = one.drops().stream().mapToDouble(Double::doubleValue).sorted().toArray();
        boolean none = drops.length == 0;
        return List.of(
                Format.brief(one.name(), LONGEST_NAME),
                Format.number(one.mean()),
                Format.number(one.deviation()),
                Format.number(none ? Double.NaN : drops[0]),
                Format.number(none ? Double.NaN : drops[drops.length - 1]));
    }
}
