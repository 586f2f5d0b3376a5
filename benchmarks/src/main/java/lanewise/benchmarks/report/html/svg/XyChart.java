package lanewise.benchmarks.report.html.svg;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.svg.Shapes.Anchor;

import java.util.ArrayList;
import java.util.List;

/**
 * Marks over two axes.
 *
 * @param id unique in the page
 * @param title its subject
 * @param caption reading instructions
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param guides straight reference lines
 * @param paths marks; those of one path are joined
 * @param labels text beside marks
 */
public record XyChart(
        String id,
        String title,
        String caption,
        Axis x,
        Axis y,
        List<Guide> guides,
        List<List<Mark>> paths,
        List<Label> labels) {

    private static final double TOP = Frame.TOP;
    private static final double HEIGHT = 360;

    /**
     * A mark.
     *
     * @param x horizontal value
     * @param y vertical value
     * @param series its series
     * @param open true if hollow
     * @param text tooltip
     */
    public record Mark(double x, double y, Series series, boolean open, String text) {}

    /**
     * A reference line that is straight on these axes, drawn to the border of the chart.
     *
     * @param x1 its start
     * @param y1 its start
     * @param x2 its end
     * @param y2 its end
     * @param label text to the right of and below its start or end; above a level line
     * @param atStart true if the label is at the start
     */
    public record Guide(
            double x1, double y1, double x2, double y2, String label, boolean atStart) {}

    /**
     * Text beside a mark.
     *
     * @param x the mark
     * @param y the mark
     * @param down distance of the text below the mark's centre, in pixels
     * @param text the text
     * @param style the series whose colour it has, or empty
     */
    public record Label(double x, double y, double down, String text, String style) {}

    /**
     * Draws the chart.
     *
     * @return the element of the figure
     */
    public Element figure() {
        Frame frame = frame();
        List<Node> shapes = new ArrayList<>(frame.gridLines());
        List<Node> lines = new ArrayList<>();
        guides.forEach(
                guide -> lines.add(line(guide.x1(), guide.y1(), guide.x2(), guide.y2(), "guide")));
        for (List<Mark> path : paths) {
            for (int k = 1; k < path.size(); k++) {
                Mark from = path.get(k - 1);
                Mark to = path.get(k);
                String style = "join " + to.series().style();
                lines.add(line(from.x(), from.y(), to.x(), to.y(), style));
            }
        }
        shapes.add(frame.clipped(lines));
        guides.forEach(guide -> shapes.add(label(guide)));
        paths.forEach(path -> path.forEach(mark -> shapes.add(mark(mark))));
        labels.forEach(label -> shapes.add(label(label)));
        return Figure.of(id, title, caption, List.of(), "xy", frame.outerHeight(), shapes);
    }

    private Frame frame() {
        return new Frame(x, y, HEIGHT);
    }

    private double down(double value) {
        return frame().down(value);
    }

    private Element line(double x1, double y1, double x2, double y2, String style) {
        return Shapes.line(x.position(x1), down(y1), x.position(x2), down(y2), style);
    }

    private Element mark(Mark mark) {
        return Shapes.mark(
                x.position(mark.x()),
                TOP + down(mark.y()),
                mark.series(),
                mark.open(),
                mark.text());
    }

    private Element label(Label label) {
        double across = x.position(label.x());
        // Names of networks are below their marks; names of series are to the left, as marks are
        // further right.
        double end = label.style().isEmpty() ? 0.7 : 0.4;
        Anchor anchor = across < 0.2 ? Anchor.START : across > end ? Anchor.END : Anchor.MIDDLE;
        return Shapes.text(
                across,
                TOP + down(label.y()) + label.down(),
                anchor,
                "label " + label.style(),
                label.text());
    }

    private Element label(Guide guide) {
        double across = x.position(guide.x1());
        double down = down(guide.y1());
        if (!guide.atStart()) {
            // Where the line leaves the chart, on the right or at the top.
            double width = x.position(guide.x2()) - across;
            double rise = down - down(guide.y2());
            double share = rise > down ? down / rise : 1;
            across += share * width;
            down -= share * rise;
        }
        double text = TOP + down + (guide.y1() == guide.y2() ? -6 : 16);
        return Shapes.text(across, text, Anchor.START, "label guide", guide.label())
                .with("dx", "6");
    }
}
