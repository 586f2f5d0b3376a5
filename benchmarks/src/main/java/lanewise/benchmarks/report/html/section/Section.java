package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of the page under its own heading.
 *
 * @param id what links to it end with
 * @param heading what it is called
 * @param content its paragraphs, figures and tables
 */
public record Section(String id, String heading, List<Node> content) {
    public Element markup() {
        List<Node> all = new ArrayList<>();
        all.add(Element.of("h2", heading));
        all.addAll(content);
        return Element.of("section", all).with("id", id);
    }

    public static Element paragraph(String text) {
        return Element.of("p", text);
    }
}
