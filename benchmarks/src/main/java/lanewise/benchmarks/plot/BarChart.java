package lanewise.benchmarks.plot;

import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * Groups of bars on an axis from 0, so that lengths are proportional to figures, with the figures
 * on top.
 */
public final class BarChart {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 540;

    private static final Color INK = new Color(0x33, 0x33, 0x33);
    private static final Color GRID = new Color(0xE3, 0xE3, 0xE3);
    private static final Color[] BARS = {
        new Color(0x1F, 0x5F, 0xA8), new Color(0x8F, 0xBC, 0xE6), new Color(0xE0, 0x8E, 0x2B)
    };

    /** Space above the longest bar for its figure, as a factor. */
    private static final double HEADROOM = 1.12;

    private final CategoryChart chart;

    /**
     * Creates a chart.
     *
     * @param title the title
     * @param yTitle quantity of the bars' lengths
     * @param groups the names of the groups, from left to right
     * @param bars for each kind of bar its length in each group, at least 0
     */
    public BarChart(
            String title,
            String yTitle,
            List<String> groups,
            SequencedMap<String, List<Double>> bars) {
        chart =
                new CategoryChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .yAxisTitle(yTitle)
                        .build();
        double longest = 0;
        for (var kind : bars.entrySet()) {
            chart.addSeries(kind.getKey(), groups, kind.getValue());
            longest =
                    Math.max(longest, kind.getValue().stream().mapToDouble(d -> d).max().orElse(0));
        }
        CategoryStyler styler = chart.getStyler();
        style(styler);
        styler.setYAxisMin(0.0);
        styler.setYAxisMax(longest * HEADROOM);
    }

    /**
     * The chart as PNG of {@link ChartImage#PNG_SCALE} times its size.
     *
     * @return the bytes of the file
     * @throws IOException if encoding fails
     */
    public byte[] png() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ChartImage.writePng(chart, bytes);
        return bytes.toByteArray();
    }

    /**
     * The chart as SVG.
     *
     * @return the bytes of the file
     * @throws IOException if encoding fails
     */
    public byte[] svg() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ChartImage.writeSvg(chart, bytes);
        return bytes.toByteArray();
    }

    private static void style(CategoryStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setSeriesColors(BARS);
        styler.setChartPadding(18);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1f));
        styler.setPlotMargin(0);
        styler.setPlotContentSize(1.0);
        styler.setChartFontColor(INK);
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setAxisTickLabelsColor(INK);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Horizontal);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setAvailableSpaceFill(0.75);
        styler.setLabelsVisible(true);
        styler.setLabelsPosition(1.06);
        styler.setLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        styler.setLabelsFontColorAutomaticEnabled(false);
        styler.setLabelsFontColor(INK);
        styler.setYAxisDecimalPattern("0.#");
    }
}
