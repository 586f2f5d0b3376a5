package lanewise.benchmarks.report.html.svg;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.svg.Shapes.Anchor;

import java.util.ArrayList;
import java.util.List;

/**
 * The two axes of a chart.
 *
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param height pixels between the horizontal axis and the upper border
 */
record Frame(Axis x, Axis y, double height) {
    /** Pixels above the upper border, for the title of the vertical axis. */
    static final double TOP = 30;

    /** Pixels below the horizontal axis, for its labels and title. */
    private static final double BELOW = 50;

    /** Height of the chart with titles, in pixels. */
    double outerHeight() {
        return TOP + height + BELOW;
    }

    /** The distance of a value from the upper border, in pixels. */
    double down(double value) {
        return height * (1 - y.position(value));
    }

    /** Grid lines, labels of ticks, and titles. */
    List<Node> gridLines() {
        List<Node> shapes = new ArrayList<>();
        double bottom = TOP + height;
        for (double tick : y.scale().ticks()) {
            double down = TOP + down(tick);
            shapes.add(Shapes.line(0, down, 1, down, "grid"));
            Element label =
                    Shapes.text(0, down + 4, Anchor.END, "tick", y.label().apply(tick))
                            .with("dx", "-8");
            shapes.add(label);
        }
        for (double tick : x.scale().ticks()) {
            double across = x.position(tick);
            shapes.add(Shapes.line(across, TOP, across, bottom, "grid"));
            shapes.add(
                    Shapes.text(across, bottom + 18, Anchor.MIDDLE, "tick", x.label().apply(tick)));
        }
        shapes.add(Shapes.text(0, 14, Anchor.START, "axis", y.title()).with("dx", "-44"));
        shapes.add(Shapes.text(0.5, bottom + 42, Anchor.MIDDLE, "axis", x.title()));
        return shapes;
    }

    /** An inner drawing, which clips at the axes. */
    Element clipped(List<? extends Node> shapes) {
        return Element.of("svg", shapes)
                .with("y", Shapes.pixels(TOP))
                .with("width", "100%")
                .with("height", Shapes.pixels(height))
                .with("class", "plot");
    }
}
