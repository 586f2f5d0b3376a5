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
     * Creates a table of contents.
     *
     * @param sections the sections of a page
     * @return the element, with a link to each section
     */
    public static Element contents(List<Section> sections) {
        List<Element> links =
                sections.stream()
                        .map(
                                section ->
                                        Element.of(
                                                "li",
                                                Element.of("a", section.heading())
                                                        .with("href", "#" + section.id())))
                        .toList();
        return Element.of("nav", Element.of("ul", links)).with("aria-label", "Contents");
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
