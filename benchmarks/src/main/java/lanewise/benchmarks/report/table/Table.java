package lanewise.benchmarks.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Markdown table with aligned columns, readable in a terminal, too.
 *
 * @param title the title
 * @param textColumns number of text columns, from the left; the others are aligned to the right
 * @param header the names of the columns
 * @param rows the cells; each row has as many cells as the header
 */
public record Table(String title, int textColumns, List<String> header, List<List<String>> rows) {
    /**
     * Copies its arguments.
     *
     * @throws IllegalArgumentException if a row and the header differ in length
     */
    public Table {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException(
                        row.size()
                                + " cells "
                                + row
                                + ": expected "
                                + header.size()
                                + " for "
                                + header);
            }
        }
    }

    /**
     * Formats the table.
     *
     * @return title, blank line, header, rule and rows, each ended by a line feed
     */
    @Override
    public String toString() {
        List<Integer> widths = widths();
        List<String> lines = new ArrayList<>();
        lines.add(title);
        lines.add("");
        lines.add(line(header, widths));
        lines.add(rule(widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < header.size(); column++) {
            int width = header.get(column).length();
            for (List<String> row : rows) {
                width = Math.max(width, row.get(column).length());
            }
            widths.add(width);
        }
        return widths;
    }

    private String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String padding = " ".repeat(widths.get(column) - cell.length());
            line.append(' ').append(isText(column) ? cell + padding : padding + cell).append(" |");
        }
        return line.toString();
    }

    private String rule(List<Integer> widths) {
        StringBuilder rule = new StringBuilder("|");
        for (int column = 0; column < widths.size(); column++) {
            String dashes = "-".repeat(widths.get(column) + 1);
            rule.append(isText(column) ? "-" + dashes : dashes + ":").append('|');
        }
        return rule.toString();
    }

    private boolean isText(int column) {
        return column < textColumns;
    }
}
