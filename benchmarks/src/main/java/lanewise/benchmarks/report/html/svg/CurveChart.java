package lanewise.benchmarks.report.html.svg;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.markup.Text;
import lanewise.benchmarks.report.html.svg.Shapes.Anchor;

import java.util.ArrayList;
import java.util.List;

/**
 * Curves and clouds of many points over two axes. They are paths of about ten bytes for each point.
 *
 * @param id unique in the page
 * @param title its subject
 * @param caption reading instructions
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param height pixels between the horizontal axis and the upper border
 * @param bars vertical bars on the horizontal axis, behind all else
 * @param guides reference lines
 * @param curves from the bottom to the top
 */
public record CurveChart(
        String id,
        String title,
        String caption,
        Axis x,
        Axis y,
        double height,
        List<Bar> bars,
        List<Guide> guides,
        List<Curve> curves) {

    /** Width of the drawing's own coordinates, which the browser stretches. */
    private static final double WIDTH = 1000;

    /** Dots of one path do not add up where they overlap; those of several paths do. */
    private static final int LAYERS = 8;

    /** Share of the height for the bars. */
    private static final double BARS = 0.2;

    /** How points are drawn. */
    public enum Form {
        /** A line through all points; a point that is not finite interrupts it. */
        LINE,
        /** A small dot for each point. */
        DOTS,
        /** A line, and a larger dot for each point. */
        DOTTED_LINE
    }

    /**
     * A series of points.
     *
     * @param name its name in the legend; empty for none
     * @param series its series
     * @param form how it is drawn
     * @param x horizontal values
     * @param y vertical values, as many
     */
    public record Curve(String name, Series series, Form form, double[] x, double[] y) {}

    /**
     * A reference line.
     *
     * @param name its name in the legend
     * @param x1 its start
     * @param y1 its start
     * @param x2 its end
     * @param y2 its end
     */
    public record Guide(String name, double x1, double y1, double x2, double y2) {}

    /**
     * A bar on the horizontal axis.
     *
     * @param from its left side, a horizontal value
     * @param to its right side, a horizontal value
     * @param share its height, 0 to 1 for that of the longest possible bar
     * @param text text above it
     */
    public record Bar(double from, double to, double share, String text) {}

    /**
     * Draws the chart.
     *
     * @return the element of the figure
     */
    public Element figure() {
        Frame frame = new Frame(x, y, height);
        List<Node> shapes = new ArrayList<>(frame.gridLines());
        bars.forEach(bar -> shapes.addAll(shapes(bar)));
        List<Node> lines = new ArrayList<>();
        for (Guide guide : guides) {
            lines.add(
                    Shapes.line(
                            x.position(guide.x1()),
                            frame.down(guide.y1()),
                            x.position(guide.x2()),
                            frame.down(guide.y2()),
                            "guide"));
        }
        List<Node> stretched = new ArrayList<>();
        curves.forEach(curve -> stretched.addAll(paths(curve, frame)));
        lines.add(
                Element.of("svg", stretched)
                        .with("width", "100%")
                        .with("height", Shapes.pixels(height))
                        .with("viewBox", "0 0 " + (int) WIDTH + " " + Shapes.pixels(height))
                        .with("preserveAspectRatio", "none")
                        .with("class", "whole"));
        // Not clipped: dots on the border are whole.
        shapes.add(
                Element.of("svg", lines)
                        .with("y", Shapes.pixels(Frame.TOP))
                        .with("width", "100%")
                        .with("height", Shapes.pixels(height))
                        .with("class", "whole"));
        return Figure.of(id, title, caption, legend(), "xy", frame.outerHeight(), shapes);
    }

    private List<Node> shapes(Bar bar) {
        double left = x.position(bar.from());
        double right = x.position(bar.to());
        double length = bar.share() * BARS * height;
        double top = Frame.TOP + height - length;
        return List.of(
                Shapes.bar(left, right, top, length, "count"),
                Shapes.text((left + right) / 2, top - 4, Anchor.MIDDLE, "tick count", bar.text()));
    }

    private List<Element> paths(Curve curve, Frame frame) {
        List<Element> paths = new ArrayList<>();
        String series = curve.series().style();
        if (curve.form() != Form.DOTS) {
            paths.add(path(line(curve, frame), "curve " + series));
        }
        if (curve.form() == Form.DOTTED_LINE) {
            paths.add(path(dots(curve, frame, 0, 1), "dots large " + series));
        }
        if (curve.form() == Form.DOTS) {
            for (int layer = 0; layer < Math.min(LAYERS, curve.x().length); layer++) {
                paths.add(path(dots(curve, frame, layer, LAYERS), "dots " + series));
            }
        }
        return paths;
    }

    private static Element path(String outline, String style) {
        return Element.of("path").with("d", outline).with("class", style);
    }

    private String line(Curve curve, Frame frame) {
        StringBuilder path = new StringBuilder();
        boolean joined = false;
        for (int k = 0; k < curve.x().length; k++) {
            boolean drawn = Double.isFinite(curve.x()[k]) && Double.isFinite(curve.y()[k]);
            if (drawn) {
                path.append(joined ? 'L' : 'M');
                appendPoint(path, curve, k, frame);
            }
            joined = drawn;
        }
        return path.toString();
    }

    /** Every {@code step}-th point, as a line of length 0, whose round ends are a dot. */
    private String dots(Curve curve, Frame frame, int first, int step) {
        StringBuilder path = new StringBuilder();
        for (int k = first; k < curve.x().length; k += step) {
            if (Double.isFinite(curve.x()[k]) && Double.isFinite(curve.y()[k])) {
                path.append('M');
                appendPoint(path, curve, k, frame);
                path.append("h0");
            }
        }
        return path.toString();
    }

    private void appendPoint(StringBuilder path, Curve curve, int k, Frame frame) {
        appendTenths(path, WIDTH * x.position(curve.x()[k]));
        path.append(' ');
        appendTenths(path, frame.down(curve.y()[k]));
    }

    private static void appendTenths(StringBuilder path, double value) {
        long tenths = Math.round(10 * value);
        path.append(tenths < 0 ? "-" : "").append(Math.abs(tenths) / 10);
        if (tenths % 10 != 0) {
            path.append('.').append(Math.abs(tenths) % 10);
        }
    }

    private List<Element> legend() {
        List<Element> entries = new ArrayList<>();
        for (Curve curve : curves) {
            if (!curve.name().isEmpty()) {
                String series = curve.series().style();
                List<Element> swatch = new ArrayList<>();
                if (curve.form() != Form.DOTS) {
                    swatch.add(path("M0 5H28", "curve " + series));
                }
                if (curve.form() != Form.LINE) {
                    swatch.add(path("M14 5h0", "dots large " + series));
                }
                entries.add(entry(swatch, curve.name()));
            }
        }
        for (Guide guide : guides) {
            entries.add(entry(List.of(path("M0 5H28", "guide")), guide.name()));
        }
        return entries;
    }

    private static Element entry(List<Element> swatch, String name) {
        Element drawing = Element.of("svg", swatch).with("aria-hidden", "true");
        return Element.of("li", drawing, new Text(name));
    }
}
