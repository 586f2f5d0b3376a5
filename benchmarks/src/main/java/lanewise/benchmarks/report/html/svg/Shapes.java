package lanewise.benchmarks.report.html.svg;

import lanewise.benchmarks.report.html.markup.Element;

import java.util.Locale;

/** The shapes of a chart. Horizontal positions are fractions of its width, vertical ones pixels. */
final class Shapes {
    /** The point of a text at its position. */
    enum Anchor {
        START,
        MIDDLE,
        END;

        /** The anchor that keeps a text inside the chart. */
        static Anchor within(double x) {
            return x < 0.08 ? START : x > 0.92 ? END : MIDDLE;
        }
    }

    private Shapes() {}

    static Element line(double x1, double y1, double x2, double y2, String style) {
        return Element.of("line")
                .with("x1", across(x1))
                .with("y1", pixels(y1))
                .with("x2", across(x2))
                .with("y2", pixels(y2))
                .with("class", style);
    }

    static Element bar(double x1, double x2, double y, double height, String style) {
        return Element.of("rect")
                .with("x", across(x1))
                .with("y", pixels(y))
                .with("width", across(Math.max(x2 - x1, 0)))
                .with("height", pixels(height))
                .with("class", style);
    }

    static Element text(double x, double y, Anchor anchor, String style, String text) {
        return Element.of("text", text)
                .with("x", across(x))
                .with("y", pixels(y))
                .with("text-anchor", anchor.name().toLowerCase(Locale.ROOT))
                .with("class", style);
    }

    /** A mark, with its text as a tooltip. */
    static Element mark(double x, double y, Series series, boolean open, String text) {
        Element outline = Element.of("path", Element.of("title", text)).with("d", series.outline());
        return Element.of("svg", outline)
                .with("x", across(x))
                .with("y", pixels(y))
                .with("class", "mark " + series.style() + (open ? " open" : ""));
    }

    /** A small mark for one fork. */
    static Element fork(double x, double y, Series series, String text) {
        return Element.of("circle", Element.of("title", text))
                .with("cx", across(x))
                .with("cy", pixels(y))
                .with("r", "3.5")
                .with("class", "fork " + series.style());
    }

    static String across(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    static String pixels(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }
}
