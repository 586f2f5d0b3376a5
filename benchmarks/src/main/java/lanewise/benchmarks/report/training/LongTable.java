package lanewise.benchmarks.report.training;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.section.Section;
import lanewise.benchmarks.report.html.section.Tables;
import lanewise.benchmarks.report.table.Table;

import java.util.ArrayList;
import java.util.List;

/** A table of any length: the first rows are open, further ones folded, the rest is counted. */
final class LongTable {
    private static final int OPEN = 50;
    private static final int MOST = 500;

    private LongTable() {}

    /**
     * Creates the elements.
     *
     * @param table all rows
     * @param what the rows, such as {@code columns}
     */
    static List<Node> of(Table table, String what) {
        int rows = table.rows().size();
        List<Node> elements = new ArrayList<>();
        if (rows <= OPEN) {
            elements.add(Tables.open(table));
            return elements;
        }
        int shown = Math.min(rows, MOST);
        elements.add(Tables.open(part(table, table.title(), 0, OPEN)));
        String title = "The next " + (shown - OPEN) + " of " + Format.count(rows) + " " + what;
        elements.add(
                Element.of(
                        "details",
                        Element.of("summary", title),
                        Tables.open(part(table, title, OPEN, shown))));
        if (shown < rows) {
            elements.add(
                    Section.paragraph(
                            Format.count((long) rows - shown)
                                    + " further "
                                    + what
                                    + " are not listed."));
        }
        return elements;
    }

    private static Table part(Table table, String title, int from, int to) {
        return new Table(
                title, table.textColumns(), table.header(), table.rows().subList(from, to));
    }
}
