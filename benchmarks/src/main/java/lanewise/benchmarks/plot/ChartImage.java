package lanewise.benchmarks.plot;

import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.Chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes charts and other drawings as pictures. */
public final class ChartImage {
    /** Pixels of a PNG for each SVG unit, for screens of high resolution. */
    public static final int PNG_SCALE = 2;

    private ChartImage() {}

    /**
     * Writes a chart as PNG of {@link #PNG_SCALE} times its size.
     *
     * @param chart the chart
     * @param out where to; it stays open
     * @throws IOException if writing fails or this Java cannot draw
     */
    public static void writePng(Chart<?, ?> chart, OutputStream out) throws IOException {
        int width = chart.getWidth();
        int height = chart.getHeight();
        writePng(width, height, graphics -> chart.paint(graphics, width, height), out);
    }

    /** Writes what is drawn on so many units as PNG of {@link #PNG_SCALE} times that size. */
    static void writePng(int width, int height, Consumer<Graphics2D> picture, OutputStream out)
            throws IOException {
        BufferedImage image = drawn(() -> image(width, height, picture));
        // Through ImageIO's default, a stream would go through a file in the temporary folder.
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(image, "png", stream)) {
                throw new IOException("this Java has no encoder for PNG");
            }
        }
    }

    /**
     * Writes a chart as SVG.
     *
     * @param chart the chart
     * @param out where to; it stays open
     * @throws IOException if writing fails or this Java cannot draw
     */
    public static void writeSvg(Chart<?, ?> chart, OutputStream out) throws IOException {
        drawn(
                () -> {
                    ChartEncoder.saveChart(chart, out, "svg");
                    return chart;
                });
    }

    private static BufferedImage image(int width, int height, Consumer<Graphics2D> picture) {
        BufferedImage image =
                new BufferedImage(
                        width * PNG_SCALE, height * PNG_SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(
                    RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.scale(PNG_SCALE, PNG_SCALE);
            picture.accept(graphics);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private interface Drawing<T> {
        T draw() throws IOException;
    }

    /** Java draws text with the system's fonts, and fails in many ways where there are none. */
    private static <T> T drawn(Drawing<T> drawing) throws IOException {
        try {
            return drawing.draw();
        } catch (LinkageError | InternalError | RuntimeException e) {
            throw new IOException(
                    "this Java cannot draw ("
                            + e
                            + "): install fontconfig and a font, or do without pictures",
                    e);
        }
    }
}
