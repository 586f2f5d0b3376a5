package lanewise.benchmarks.plot;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Scores of models by a setting, or by the length of their training. */
public final class ScoreChart {
    private static final Color DOT = new Color(0x1F, 0x5F, 0xA8);
    private static final Color OTHER = new Color(0xB8, 0xCF, 0xE8);

    /** Width of the plot without margins and labels, in SVG units. */
    private static final int PLOT_WIDTH = 740;

    /** Smallest length of an axis; XChart loops forever over axes as short as 1e-10. */
    private static final double LEAST = 1e-6;

    /**
     * A score.
     *
     * @param x the value of the setting, or its index
     * @param y the mean score; a dot without one is not drawn
     * @param deviation half the length of the error bar, at least 0
     */
    public record Dot(double x, double y, double deviation) {
        boolean visible() {
            return Double.isFinite(y) && Double.isFinite(deviation);
        }
    }

    private final XYChart chart;

    private ScoreChart(String title, String xTitle, String yTitle, List<Dot> dots) {
        chart =
                new XYChartBuilder()
                        .width(LineChart.WIDTH)
                        .height(LineChart.HEIGHT)
                        .title(title)
                        .xAxisTitle(xTitle)
                        .yAxisTitle(yTitle)
                        .build();
        XYStyler styler = chart.getStyler();
        LineChart.style(styler);
        double low = dots.stream().mapToDouble(dot -> dot.y - dot.deviation).min().orElse(0);
        double high = dots.stream().mapToDouble(dot -> dot.y + dot.deviation).max().orElse(1);
        double margin = Math.max(LEAST, 0.05 * (high - low));
        styler.setYAxisMin(low - margin);
        styler.setYAxisMax(high + margin);
        styler.setYAxisDecimalPattern("0.0###");
    }

    /**
     * Draws a dot with an error bar for each model, over names.
     *
     * @param title the title
     * @param xTitle the name of the setting
     * @param yTitle the name of the score
     * @param names the values of the setting
     * @param dots the scores; x is an index of {@code names}
     * @return the chart
     */
    public static ScoreChart ofCategories(
            String title, String xTitle, String yTitle, List<String> names, List<Dot> dots) {
        List<Dot> visible = dots.stream().filter(Dot::visible).toList();
        ScoreChart scores = new ScoreChart(title, xTitle, yTitle, visible);
        scores.nameX(names);
        scores.addDots(visible);
        return scores;
    }

    /**
     * Draws a dot with an error bar for each model, over an axis of numbers.
     *
     * @param title the title
     * @param xTitle the name of the setting
     * @param yTitle the name of the score
     * @param dots the scores
     * @param logarithmic whether the axis of the setting, above 0, is logarithmic
     * @return the chart
     */
    public static ScoreChart ofNumbers(
            String title, String xTitle, String yTitle, List<Dot> dots, boolean logarithmic) {
        List<Dot> visible = dots.stream().filter(Dot::visible).toList();
        ScoreChart scores = new ScoreChart(title, xTitle, yTitle, visible);
        scores.scaleX(visible, logarithmic);
        scores.addDots(visible);
        return scores;
    }

    /**
     * Draws a line for each model over the lengths of its trainings.
     *
     * @param title the title
     * @param xTitle the unit of the lengths
     * @param yTitle the name of the score
     * @param lengths the lengths
     * @param lines the scores of each model; x is an index of {@code lengths}
     * @param best index of the line to emphasise
     * @return the chart
     */
    public static ScoreChart ofLines(
            String title,
            String xTitle,
            String yTitle,
            List<String> lengths,
            List<List<Dot>> lines,
            int best) {
        List<Dot> all = new ArrayList<>();
        lines.forEach(line -> line.forEach(dot -> all.add(new Dot(dot.x, dot.y, 0))));
        all.removeIf(dot -> !dot.visible());
        ScoreChart scores = new ScoreChart(title, xTitle, yTitle, all);
        scores.nameX(lengths);
        for (int k = 0; k < lines.size(); k++) {
            if (k != best) {
                scores.addLine("candidate " + k, lines.get(k), OTHER);
            }
        }
        scores.addLine("best", lines.get(best), DOT);
        return scores;
    }

    /** Labels the axis with a name for each whole number. */
    private void nameX(List<String> names) {
        XYStyler styler = chart.getStyler();
        styler.setXAxisMin(-0.5);
        styler.setXAxisMax(names.size() - 0.5);
        styler.setXAxisTickMarkSpacingHint(Math.max(1, PLOT_WIDTH / names.size() * 9 / 10));
        styler.setXAxisTickLabelsFormattingFunction(
                x -> {
                    int index = (int) Math.round(x);
                    boolean named = Math.abs(x - index) < 1e-6 && index >= 0;
                    // XChart widens its steps until labels differ: there is one blank on each side.
                    return named && index < names.size() ? names.get(index) : x < 0 ? " " : "  ";
                });
    }

    private void scaleX(List<Dot> dots, boolean logarithmic) {
        double low = dots.stream().mapToDouble(Dot::x).min().orElse(1);
        double high = dots.stream().mapToDouble(Dot::x).max().orElse(10);
        XYStyler styler = chart.getStyler();
        if (logarithmic) {
            styler.setXAxisLogarithmic(true);
            styler.setXAxisMin(low / 1.2);
            styler.setXAxisMax(high * 1.2);
            styler.setXAxisTickLabelsFormattingFunction(ScoreChart::plain);
        } else {
            double margin = Math.max(LEAST, 0.05 * (high - low));
            styler.setXAxisMin(low - margin);
            styler.setXAxisMax(high + margin);
            styler.setXAxisDecimalPattern("0.####");
        }
    }

    private static String plain(double x) {
        return x < 1e-4 || x >= 1e6
                ? String.format(Locale.ROOT, "%.0e", x)
                : new BigDecimal(x).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    private void addDots(List<Dot> dots) {
        if (dots.isEmpty()) {
            return;
        }
        XYSeries series =
                chart.addSeries(
                        "score",
                        dots.stream().mapToDouble(Dot::x).toArray(),
                        dots.stream().mapToDouble(Dot::y).toArray(),
                        dots.stream().mapToDouble(Dot::deviation).toArray());
        series.setLineStyle(new BasicStroke(0f));
        series.setLineColor(new Color(0, 0, 0, 0));
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(DOT);
        chart.getStyler().setErrorBarsColor(OTHER);
    }

    private void addLine(String name, List<Dot> line, Color color) {
        List<Dot> dots = line.stream().filter(Dot::visible).toList();
        if (dots.isEmpty()) {
            return;
        }
        XYSeries series =
                chart.addSeries(
                        name,
                        dots.stream().mapToDouble(Dot::x).toArray(),
                        dots.stream().mapToDouble(Dot::y).toArray());
        series.setLineStyle(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        series.setLineColor(color);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(color);
    }

    /**
     * Writes the chart as PNG of {@link ChartImage#PNG_SCALE} times its size.
     *
     * @param out the destination, which stays open
     * @throws IOException if writing fails
     */
    public void writePng(OutputStream out) throws IOException {
        ChartImage.writePng(chart, out);
    }

    /**
     * Writes the chart as SVG.
     *
     * @param out the destination, which stays open
     * @throws IOException if writing fails
     */
    public void writeSvg(OutputStream out) throws IOException {
        ChartImage.writeSvg(chart, out);
    }
}
