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
     * @param style the class of the drawing
     * @param height pixels
     * @param shapes the drawing
     */
    static Element of(
            String id,
            String title,
            String caption,
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
        return Element.of(
                        "figure",
                        Element.of("figcaption", Element.of("h3", title), Element.of("p", caption)),
                        svg)
                .with("id", id);
    }
}
