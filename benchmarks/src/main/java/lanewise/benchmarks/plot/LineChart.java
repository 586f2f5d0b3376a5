package lanewise.benchmarks.plot;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;

/** A chart of one curve over an axis that starts at 0. */
public final class LineChart {
    /** Width in SVG units. */
    public static final int WIDTH = 900;

    /** Height in SVG units. */
    public static final int HEIGHT = 540;

    private static final int FEW_POINTS = 30;
    private static final Color INK = new Color(0x33, 0x33, 0x33);
    private static final Color GRID = new Color(0xE3, 0xE3, 0xE3);
    private static final Color CURVE = new Color(0x1F, 0x5F, 0xA8);

    private final XYChart chart;

    /**
     * Creates a chart.
     *
     * @param title the title
     * @param xTitle quantity of the x axis
     * @param yTitle quantity of the y axis
     * @param x increasing numbers of at least 0, at least one
     * @param xMax end of the x axis, above 0
     * @param y as many finite numbers of at least 0
     * @param yMax end of the y axis, above 0
     */
    public LineChart(
            String title,
            String xTitle,
            String yTitle,
            double[] x,
            double xMax,
            double[] y,
            double yMax) {
        this(title, xTitle, yTitle, x, xMax, y);
        XYStyler styler = chart.getStyler();
        styler.setYAxisMin(0.0);
        styler.setYAxisMax(yMax);
        styler.setYAxisDecimalPattern("0." + "0".repeat(decimals(yMax)));
    }

    /**
     * Creates a chart whose y axis is logarithmic, over whole powers of ten.
     *
     * @param title the title
     * @param xTitle quantity of the x axis
     * @param yTitle quantity of the y axis
     * @param x increasing numbers of at least 0, at least one
     * @param xMax end of the x axis, above 0
     * @param y as many finite numbers above 0
     * @return the chart
     */
    public static LineChart logarithmic(
            String title, String xTitle, String yTitle, double[] x, double xMax, double[] y) {
        LineChart logarithmic = new LineChart(title, xTitle, yTitle, x, xMax, y);
        XYStyler styler = logarithmic.chart.getStyler();
        styler.setYAxisLogarithmic(true);
        styler.setYAxisMin(powerOfTen(Math.floor(log10(Arrays.stream(y).min()))));
        styler.setYAxisMax(powerOfTen(Math.floor(log10(Arrays.stream(y).max())) + 1));
        return logarithmic;
    }

    private static double log10(OptionalDouble number) {
        return Math.log10(number.orElseThrow());
    }

    private static double powerOfTen(double exponent) {
        return Math.pow(10, exponent);
    }

    private LineChart(
            String title, String xTitle, String yTitle, double[] x, double xMax, double[] y) {
        chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle(xTitle)
                        .yAxisTitle(yTitle)
                        .build();
        XYSeries series = chart.addSeries(yTitle, x, y);
        series.setLineColor(CURVE);
        series.setLineStyle(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        // A curve of one point would be invisible as a line.
        series.setMarker(x.length > FEW_POINTS ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
        series.setMarkerColor(CURVE);
        XYStyler styler = chart.getStyler();
        style(styler);
        styler.setXAxisMin(0.0);
        styler.setXAxisMax(xMax);
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

    /** Number of decimals for labels a tenth of the axis apart. */
    private static int decimals(double yMax) {
        return Math.max(1, 1 - (int) Math.floor(Math.log10(yMax)));
    }

    static void style(XYStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setLegendVisible(false);
        styler.setChartPadding(18);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setChartFontColor(INK);
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitlePadding(10);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        styler.setAxisTickLabelsColor(INK);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1f));
        styler.setPlotMargin(0);
        styler.setPlotContentSize(0.98); // at 1 the labels at both ends are lost
        styler.setXAxisDecimalPattern("0");
        styler.setXAxisTickMarkSpacingHint(90);
        styler.setYAxisTickMarkSpacingHint(55);
        styler.setAxisTitlePadding(10);
        styler.setMarkerSize(6);
    }
}
