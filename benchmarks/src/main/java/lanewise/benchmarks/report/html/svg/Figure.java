package lanewise.benchmarks.report.html.svg;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;

import java.util.ArrayList;
import java.util.List;

/** A drawing with its title, and a description for screen readers. */
final class Figure {
    private Figure() {}

    /**
     * Creates a figure.
     *
     * @param id unique in the page
     * @param title its subject
     * @param caption reading instructions
     * @param legend names of series; may be empty
     * @param style the class of the drawing
     * @param height pixels
     * @param shapes the drawing
     */
    static Element of(
            String id,
            String title,
            String caption,
            List<Element> legend,
            String style,
            double height,
            List<? extends Node> shapes) {
        List<Node> drawing = new ArrayList<>();
        drawing.add(Element.of("title", title).with("id", id + "-title"));
        drawing.add(Element.of("desc", caption).with("id", id + "-desc"));
        drawing.addAll(shapes);
        Element svg =
                Element.of("svg", drawing)
                        .with("class", "chart " + style)
                        .with("height", Shapes.pixels(height))
                        .with("role", "img")
                        .with("aria-labelledby", id + "-title " + id + "-desc");
        List<Node> content = new ArrayList<>();
        content.add(Element.of("figcaption", Element.of("h3", title), Element.of("p", caption)));
        if (!legend.isEmpty()) {
            content.add(Element.of("ul", legend).with("class", "legend"));
        }
        content.add(svg);
        return Element.of("figure", content).with("id", id);
    }
}
