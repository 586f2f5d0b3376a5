package lanewise.benchmarks.report.html.svg;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.svg.Shapes.Anchor;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of bars and marks over a common axis, each with its name and figure above it.
 *
 * @param id unique in the page
 * @param title its subject
 * @param caption reading instructions
 * @param axis the axis of values
 * @param rows from the top
 */
public record RowChart(String id, String title, String caption, Axis axis, List<Row> rows) {
    private static final double ROW = 46;
    private static final double TEXT_BASE = 15;
    private static final double TRACK = 29;
    private static final double BAR = 10;
    private static final double AXIS = 46;

    /** Number of characters that fit on a phone at normal size. */
    private static final int LONG = 43;

    /**
     * A row.
     *
     * @param name on the left
     * @param figure on the right
     * @param bar end of the bar, which starts at 0; NaN for a line through the marks
     * @param series series of the bar
     * @param marks on the row, the last on top
     */
    public record Row(String name, String figure, double bar, Series series, List<Mark> marks) {}

    /**
     * A mark.
     *
     * @param value its position
     * @param series its series
     * @param fork true for one of several forks, false for their median
     * @param text tooltip
     */
    public record Mark(double value, Series series, boolean fork, String text) {}

    /**
     * Draws the chart.
     *
     * @return the element of the figure
     */
    public Element figure() {
        List<Node> shapes = new ArrayList<>(gridLines());
        for (int k = 0; k < rows.size(); k++) {
            row(rows.get(k), k * ROW, shapes);
        }
        return Figure.of(id, title, caption, List.of(), "rows", rows.size() * ROW + AXIS, shapes);
    }

    private List<Node> gridLines() {
        List<Node> shapes = new ArrayList<>();
        double end = rows.size() * ROW + 4;
        for (double tick : axis.scale().ticks()) {
            double x = axis.position(tick);
            for (int k = 0; k < rows.size(); k++) {
                double y = k * ROW + TRACK;
                shapes.add(Shapes.line(x, y - 7, x, y + 7, "grid"));
            }
            Anchor anchor = Anchor.within(x);
            shapes.add(Shapes.text(x, end + 14, anchor, "tick", axis.label().apply(tick)));
        }
        shapes.add(Shapes.text(0.5, end + 34, Anchor.MIDDLE, "axis", axis.title()));
        return shapes;
    }

    private void row(Row row, double top, List<Node> shapes) {
        double y = top + TRACK;
        String style = row.name().length() + row.figure().length() > LONG ? "name long" : "name";
        shapes.add(Shapes.text(0, top + TEXT_BASE, Anchor.START, style, row.name()));
        shapes.add(Shapes.text(1, top + TEXT_BASE, Anchor.END, "figure", row.figure()));
        if (Double.isNaN(row.bar())) {
            shapes.add(Shapes.line(0, y, 1, y, "track"));
            double first = row.marks().stream().mapToDouble(Mark::value).min().orElseThrow();
            double last = row.marks().stream().mapToDouble(Mark::value).max().orElseThrow();
            shapes.add(Shapes.line(axis.position(first), y, axis.position(last), y, "range"));
        } else {
            shapes.add(Shapes.bar(0, 1, y - BAR / 2, BAR, "track"));
            // From 0, or from the left border if the axis has no 0.
            double zero = Math.clamp(axis.position(0), 0, 1);
            double end = axis.position(row.bar());
            shapes.add(
                    Shapes.bar(
                            Math.min(zero, end),
                            Math.max(zero, end),
                            y - BAR / 2,
                            BAR,
                            "bar " + row.series().style()));
        }
        for (Mark mark : row.marks()) {
            double x = axis.position(mark.value());
            shapes.add(
                    mark.fork()
                            ? Shapes.fork(x, y, mark.series(), mark.text())
                            : Shapes.mark(x, y, mark.series(), false, mark.text()));
        }
    }
}
