package lanewise.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.benchmarks.report.table.Table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The tables of a text in Markdown that are, or look like, a report's. */
final class PublishedTables {
    private PublishedTables() {}

    /**
     * Holds a text to what was measured. Tables of other things are left alone: those that share
     * less than half of their columns' names with any table that a report can have.
     *
     * @param markdown the text
     * @param measured the tables of the measurements
     * @return how many tables were compared
     * @throws AssertionError if a table's lines are not those of a measured one
     */
    static int check(String markdown, List<Table> measured) {
        int compared = 0;
        for (List<String> lines : tables(markdown)) {
            Optional<List<String>> header = similarHeader(cells(lines.getFirst()));
            if (header.isPresent()) {
                String shown = String.join("\n", lines);
                assertEquals(lines(header.get(), measured, shown), shown);
                compared++;
            }
        }
        return compared;
    }

    private static List<List<String>> tables(String markdown) {
        List<List<String>> tables = new ArrayList<>();
        boolean inside = false;
        for (String line : markdown.lines().toList()) {
            if (line.startsWith("|")) {
                if (!inside) {
                    tables.add(new ArrayList<>());
                }
                tables.getLast().add(line);
            }
            inside = line.startsWith("|");
        }
        return tables;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|"))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    private static Optional<List<String>> similarHeader(List<String> cells) {
        return Report.headers().stream()
                .filter(header -> 2 * shared(header, cells) >= header.size())
                .max(Comparator.comparingInt(header -> shared(header, cells)));
    }

    private static int shared(List<String> header, List<String> cells) {
        return (int) header.stream().filter(cells::contains).count();
    }

    /**
     * The lines of a measured table with this header, the one that is shown if it is among them, or
     * a text that says that there is none.
     */
    private static String lines(List<String> header, List<Table> measured, String shown) {
        List<String> candidates =
                measured.stream()
                        .filter(table -> table.header().equals(header))
                        .map(table -> String.join("\n", table.toString().lines().skip(2).toList()))
                        .toList();
        if (candidates.contains(shown)) {
            return shown;
        }
        return candidates.isEmpty()
                ? "(no measurements of the table with the columns " + header + ")"
                : candidates.getFirst();
    }
}
