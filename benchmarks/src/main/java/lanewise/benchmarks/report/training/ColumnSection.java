package lanewise.benchmarks.report.training;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.section.Section;
import lanewise.benchmarks.report.table.Table;
import lanewise.table.ColumnKind;
import lanewise.table.ColumnSummary;
import lanewise.table.TableSchema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Section on the columns of the data. */
final class ColumnSection {
    private static final int LONGEST_NAME = 300;
    private static final int LONGEST_TEXT = 300;

    private ColumnSection() {}

    /** Creates the section; empty if no columns are known. */
    static Optional<Section> of(TrainingReport report) {
        List<ColumnSummary> columns = report.columns();
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        Set<String> targets = new HashSet<>(report.targets());
        long ofTargets = columns.stream().filter(c -> targets.contains(c.name())).count();
        long ignored =
                columns.stream()
                        .filter(c -> !targets.contains(c.name()))
                        .filter(c -> c.kind() == ColumnKind.IGNORED)
                        .count();
        String title =
                Format.counted(columns.size(), "column", "columns")
                        + " in the order of the file: "
                        + Format.counted(ofTargets, "target", "targets")
                        + ", "
                        + Format.counted(
                                columns.size() - ofTargets - ignored, "feature", "features")
                        + ", "
                        + ignored
                        + " ignored";
        Table table =
                new Table(
                        title,
                        5,
                        List.of("column", "role", "kind", "values", "notes", "distinct", "missing"),
                        columns.stream()
                                .map(column -> row(column, targets.contains(column.name())))
                                .toList());
        List<Node> content = new ArrayList<>();
        content.add(
                Element.of("div", LongTable.of(table, "columns")).with("class", "texts columns"));
        return Optional.of(new Section("columns", "Columns", content));
    }

    private static List<String> row(ColumnSummary column, boolean target) {
        boolean ignored = column.kind() == ColumnKind.IGNORED;
        return List.of(
                Format.brief(column.name(), LONGEST_NAME),
                target ? "target" : ignored ? "ignored" : "feature",
                column.kind().toString(),
                column.values().isEmpty() ? "" : Format.brief(column.values(), LONGEST_TEXT),
                column.notes().isEmpty()
                        ? ""
                        : Format.brief(String.join("; ", column.notes()), LONGEST_TEXT),
                (column.distinct() >= TableSchema.MAX_DISTINCT
                                        && (column.kind() == ColumnKind.NUMERIC || ignored)
                                ? "≥ "
                                : "")
                        + Format.count(column.distinct()),
                Format.count(column.missing()));
    }
}
