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

/**
 * Writes charts and other drawings as images. Java draws text with the system's fonts. Without any,
 * exceptions and errors of many types are thrown, some of them where charts are created.
 */
public final class ChartImage {
    /** PNG pixels per SVG unit, for high-resolution screens. */
    public static final int PNG_SCALE = 2;

    private ChartImage() {}

    /**
     * Writes a chart as PNG of {@link #PNG_SCALE} times its size.
     *
     * @param chart the chart
     * @param out the destination, which stays open
     * @throws IOException if writing fails
     */
    public static void writePng(Chart<?, ?> chart, OutputStream out) throws IOException {
        int width = chart.getWidth();
        int height = chart.getHeight();
        writePng(width, height, graphics -> chart.paint(graphics, width, height), out);
    }

    /** Writes a drawing as PNG of {@link #PNG_SCALE} times its size. */
    static void writePng(int width, int height, Consumer<Graphics2D> picture, OutputStream out)
            throws IOException {
        BufferedImage image = image(width, height, picture);
        // By default, ImageIO writes a stream through a file in the temporary directory.
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
     * @param out the destination, which stays open
     * @throws IOException if writing fails
     */
    public static void writeSvg(Chart<?, ?> chart, OutputStream out) throws IOException {
        ChartEncoder.saveChart(chart, out, "svg");
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
}
