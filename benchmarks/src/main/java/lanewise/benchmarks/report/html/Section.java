package lanewise.benchmarks.report.html;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of the page under its own heading.
 *
 * @param id what links to it end with
 * @param heading what it is called
 * @param content its paragraphs, figures and tables
 */
record Section(String id, String heading, List<Node> content) {
    Element markup() {
        List<Node> all = new ArrayList<>();
        all.add(Element.of("h2", heading));
        all.addAll(content);
        return Element.of("section", all).with("id", id);
    }

    static Element paragraph(String text) {
        return Element.of("p", text);
    }
}
