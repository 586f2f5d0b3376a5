package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;

import java.util.ArrayList;
import java.util.List;

/**
 * A section of the page.
 *
 * @param id target of links
 * @param heading the heading
 * @param content paragraphs, figures and tables
 */
public record Section(String id, String heading, List<Node> content) {
    /**
     * Creates the markup.
     *
     * @return the element of the section
     */
    public Element markup() {
        List<Node> all = new ArrayList<>();
        all.add(Element.of("h2", heading));
        all.addAll(content);
        return Element.of("section", all).with("id", id);
    }

    /**
     * Creates a paragraph.
     *
     * @param text its text
     * @return the element
     */
    public static Element paragraph(String text) {
        return Element.of("p", text);
    }
}
