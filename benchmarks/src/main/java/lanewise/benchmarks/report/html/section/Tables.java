package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.table.Table;

import java.util.ArrayList;
import java.util.List;

/** HTML tables of figures. */
final class Tables {
    private Tables() {}

    /** A collapsed table. */
    static Element folded(Table table) {
        return Element.of("details", Element.of("summary", "Table of the figures"), open(table));
    }

    /** An expanded table; if too wide, it scrolls by itself. */
    static Element open(Table table) {
        List<Element> rows = new ArrayList<>();
        table.rows().forEach(row -> rows.add(row("td", row, table.textColumns())));
        Element markup =
                Element.of(
                        "table",
                        Element.of("caption", table.title()),
                        Element.of("thead", row("th", table.header(), table.textColumns())),
                        Element.of("tbody", rows));
        return Element.of("div", markup)
                .with("class", "scroll")
                .with("tabindex", "0")
                .with("role", "region")
                .with("aria-label", table.title());
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
