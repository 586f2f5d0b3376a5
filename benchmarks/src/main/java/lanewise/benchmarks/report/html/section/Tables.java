package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.table.Table;

import java.util.ArrayList;
import java.util.List;

/** HTML tables of figures. */
public final class Tables {
    private Tables() {}

    /**
     * Creates a collapsed table.
     *
     * @param table the table
     * @return the element
     */
    public static Element folded(Table table) {
        return Element.of("details", Element.of("summary", "Table of the figures"), open(table));
    }

    /**
     * Creates an expanded table; if too wide, it scrolls by itself.
     *
     * @param table the table
     * @return the element
     */
    public static Element open(Table table) {
        List<Element> rows = new ArrayList<>();
        table.rows().forEach(row -> rows.add(row("td", row, table.textColumns())));
        return scrolling(
                table.title(),
                Element.of(
                        "table",
                        Element.of("caption", Element.of("span", table.title())),
                        Element.of("thead", row("th", table.header(), table.textColumns())),
                        Element.of("tbody", rows)));
    }

    /**
     * Lets a table scroll by itself.
     *
     * @param title its name for screen readers
     * @param table the element of the table
     * @return the element around it
     */
    public static Element scrolling(String title, Element table) {
        return Element.of("div", table)
                .with("class", "scroll")
                .with("tabindex", "0")
                .with("role", "region")
                .with("aria-label", title);
    }

    private static Element row(String cell, List<String> texts, int textColumns) {
        List<Element> cells = new ArrayList<>();
        for (int column = 0; column < texts.size(); column++) {
            boolean first = column == 0 && cell.equals("td");
            Element element = Element.of(first ? "th" : cell, texts.get(column));
            if (first || cell.equals("th")) {
                element = element.with("scope", first ? "row" : "col");
            }
            cells.add(column < textColumns ? element.with("class", "text") : element);
        }
        return Element.of("tr", cells);
    }
}
