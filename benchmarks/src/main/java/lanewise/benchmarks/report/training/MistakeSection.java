package lanewise.benchmarks.report.training;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.section.Section;
import lanewise.benchmarks.report.html.section.Tables;
import lanewise.benchmarks.report.table.Table;
import lanewise.metrics.PermutationImportance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/** Section on the worst predictions, with their rows. */
final class MistakeSection {
    private static final int MOST_ROWS = 25;

    /** Up to here, each column of the data has a column of its own in the table. */
    private static final int MOST_TABLE_COLUMNS = 12;

    private static final int MOST_COLUMNS = 40;
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_VALUE = 80;
    private static final char NO_BREAK = '\u00A0';

    private MistakeSection() {}

    /** Creates the section; empty if there are no mistakes. */
    static Optional<Section> of(TrainingReport report) {
        List<Mistake> mistakes = report.mistakes();
        if (mistakes.isEmpty()) {
            return Optional.empty();
        }
        List<Mistake> shown = mistakes.subList(0, Math.min(mistakes.size(), MOST_ROWS));
        List<String> columns = new ArrayList<>(shown.getFirst().values().keySet());
        columns.removeAll(report.targets()); // shown as actual already
        List<String> listed = columns.size() <= MOST_COLUMNS ? columns : important(report, columns);
        boolean wide = listed.size() <= MOST_TABLE_COLUMNS;
        List<Node> content = new ArrayList<>();
        if (listed.size() < columns.size()) {
            content.add(
                    Section.paragraph(
                            "Of "
                                    + Format.count(columns.size())
                                    + " columns, the "
                                    + listed.size()
                                    + (report.importance().isEmpty() ? " first" : " most important")
                                    + " are shown."));
        }
        List<String> header =
                new ArrayList<>(List.of("row", "actual", "predicted", report.severity()));
        if (wide) {
            listed.forEach(name -> header.add(Format.brief(name, LONGEST_NAME)));
        } else {
            header.add("row");
        }
        List<List<String>> rows =
                shown.stream().map(mistake -> row(mistake, listed, wide)).toList();
        Table table = new Table(title(mistakes.size(), shown.size()), header.size(), header, rows);
        content.add(Element.of("div", Tables.open(table)).with("class", "texts"));
        return Optional.of(new Section("mistakes", "Worst mistakes", content));
    }

    private static String title(int mistakes, int shown) {
        return "The worst predictions of the test rows, the worst first"
                + (shown < mistakes ? "; " + shown + " of " + Format.count(mistakes) : "")
                + ". Rows are counted in the data file, without its header.";
    }

    private static List<String> row(Mistake mistake, List<String> columns, boolean wide) {
        List<String> row = new ArrayList<>();
        row.add(Format.count(mistake.row()));
        row.add(Format.brief(mistake.actual(), LONGEST_VALUE));
        row.add(Format.brief(mistake.predicted(), LONGEST_VALUE));
        row.add(Format.number(mistake.severity()));
        SequencedMap<String, String> values = mistake.values();
        if (wide) {
            columns.forEach(name -> row.add(value(values, name)));
        } else {
            row.add(
                    columns.stream()
                            .map(
                                    name ->
                                            Format.brief(name, LONGEST_NAME)
                                                    + NO_BREAK
                                                    + value(values, name))
                            .collect(Collectors.joining(" · ")));
        }
        return row;
    }

    private static String value(SequencedMap<String, String> values, String name) {
        String value = values.getOrDefault(name, "");
        return value.isBlank() ? "–" : Format.brief(value, LONGEST_VALUE);
    }

    /** The most important columns, in the order of the file. */
    private static List<String> important(TrainingReport report, List<String> columns) {
        Set<String> known = new HashSet<>(columns);
        Set<String> best =
                report.importance().stream()
                        .filter(one -> known.contains(one.name()))
                        .sorted(Comparator.comparing(ImportanceSection::rank))
                        .limit(MOST_COLUMNS)
                        .map(PermutationImportance::name)
                        .collect(Collectors.toSet());
        List<String> chosen = new ArrayList<>(columns);
        if (best.isEmpty()) {
            return chosen.subList(0, MOST_COLUMNS);
        }
        chosen.removeIf(name -> !best.contains(name));
        return chosen;
    }
}
