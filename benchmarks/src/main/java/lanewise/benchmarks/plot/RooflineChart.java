package lanewise.benchmarks.plot;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/**
 * The roofline model (S. Williams, A. Waterman and D. Patterson, "Roofline: an insightful visual
 * performance model for multicore architectures", CACM 52, 2009): a machine's attainable throughput
 * by operations per byte, and the throughput reached.
 */
public final class RooflineChart {
    private static final double LEAST_INTENSITY = 1.0 / 16;
    private static final double GREATEST_INTENSITY = 1024;

    /** Dark enough on white; markers differ in shape, too. */
    private static final Color[] DOTS = {
        new Color(0x1F, 0x5F, 0xA8),
        new Color(0xC4, 0x41, 0x0C),
        new Color(0x2E, 0x7D, 0x32),
        new Color(0x7B, 0x1F, 0xA2),
        new Color(0x00, 0x6D, 0x77),
        new Color(0x9C, 0x27, 0x4F),
    };

    private static final Color[] ROOFS = {new Color(0x33, 0x33, 0x33), new Color(0x8A, 0x8A, 0x8A)};

    private final XYChart chart;

    /**
     * A dot.
     *
     * @param name its name
     * @param intensity operations per byte, above 0
     * @param gflops operations per nanosecond, above 0
     */
    public record Dot(String name, double intensity, double gflops) {}

    /**
     * A slope of the roof.
     *
     * @param name source of the bytes
     * @param bandwidth bytes per nanosecond
     */
    public record Slope(String name, double bandwidth) {}

    /**
     * Creates a chart.
     *
     * @param title the title
     * @param peak the flat roof in GFLOP/s
     * @param slopes the slopes of the roof
     * @param dots the measurements
     */
    public RooflineChart(String title, double peak, List<Slope> slopes, List<Dot> dots) {
        chart =
                new XYChartBuilder()
                        .width(LineChart.WIDTH)
                        .height(LineChart.HEIGHT)
                        .title(title)
                        .xAxisTitle("operations per byte (FLOP/byte)")
                        .yAxisTitle("GFLOP/s")
                        .build();
        LineChart.style(chart.getStyler());
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setLegendVisible(true);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setLegendBorderColor(Color.WHITE);
        chart.getStyler().setXAxisDecimalPattern("0.###");
        chart.getStyler().setYAxisDecimalPattern("0.###");
        for (Slope slope : slopes) {
            double ridge = Math.clamp(peak / slope.bandwidth, LEAST_INTENSITY, GREATEST_INTENSITY);
            double[] x = {LEAST_INTENSITY, ridge, GREATEST_INTENSITY};
            double[] y = new double[x.length];
            for (int k = 0; k < x.length; k++) {
                y[k] = Math.min(peak, slope.bandwidth * x[k]);
            }
            String name = String.format(Locale.ROOT, "%s, %.0f GB/s", slope.name, slope.bandwidth);
            XYSeries roof = chart.addSeries(name, x, y);
            roof.setMarker(SeriesMarkers.NONE);
            roof.setLineColor(ROOFS[slopes.indexOf(slope) % ROOFS.length]);
            roof.setLineStyle(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        }
        chart.getStyler().setMarkerSize(11);
        int next = 0;
        for (Dot dot : dots) {
            XYSeries series =
                    chart.addSeries(
                            dot.name, new double[] {dot.intensity}, new double[] {dot.gflops});
            series.setLineStyle(new BasicStroke(0f));
            series.setMarkerColor(DOTS[next++ % DOTS.length]);
        }
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
}
