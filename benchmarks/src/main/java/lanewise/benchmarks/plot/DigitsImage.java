package lanewise.benchmarks.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;

/**
 * A picture of handwritten digits with a model's predictions. Errors have a thick frame and a cross
 * beside the text below them, so that they do not depend on colour.
 */
public final class DigitsImage {
    /** Number of digits in a row. */
    public static final int COLUMNS = 8;

    /** Width in units of {@link ChartImage#PNG_SCALE} pixels. */
    public static final int WIDTH = 864;

    private static final int PIXEL = 10;
    private static final int BOX = PIXEL * Digit.SIDE;
    private static final int MARGIN = 32;
    private static final int TOP = 96;
    private static final int ACROSS = (WIDTH - 2 * MARGIN - BOX) / (COLUMNS - 1);
    private static final int DOWN = BOX + 48;
    private static final int CROSS = 9;
    private static final int GAP = 7;
    private static final int CAPTION = ACROSS - 2 * (CROSS + 2 * GAP);

    private static final Color INK = new Color(0x33, 0x33, 0x33);
    private static final Color FAINT = new Color(0xC8, 0xC8, 0xC8);
    private static final Color WRONG = new Color(0xC4, 0x41, 0x0C);

    private final String title;
    private final List<Digit> digits;

    /**
     * One digit.
     *
     * @param pixels {@value #SIDE} lines of as many pixels, from 0 for paper to {@value #BLACK} for
     *     ink; copied
     * @param predicted the name of the predicted class
     * @param actual the name of the true class
     */
    public record Digit(float[] pixels, String predicted, String actual) {
        /** Number of pixels in a line, and of lines. */
        public static final int SIDE = 8;

        /** Value of a black pixel. */
        public static final int BLACK = 16;

        /**
         * Checks and copies its arguments.
         *
         * @throws IllegalArgumentException if there are not 64 pixels, or one is not 0 to 16
         */
        public Digit {
            Objects.requireNonNull(
                    predicted, "predicted must not be null: expected the name of a" + " class");
            Objects.requireNonNull(actual, "actual must not be null: expected the name of a class");
            if (pixels.length != SIDE * SIDE) {
                throw new IllegalArgumentException(
                        pixels.length + " pixels: expected " + SIDE + " × " + SIDE);
            }
            pixels = pixels.clone();
            for (int k = 0; k < pixels.length; k++) {
                if (!(pixels[k] >= 0 && pixels[k] <= BLACK)) {
                    throw new IllegalArgumentException(
                            "pixel "
                                    + k
                                    + " is "
                                    + pixels[k]
                                    + ": expected 0 to "
                                    + BLACK
                                    + ", unscaled");
                }
            }
        }

        boolean right() {
            return predicted.equals(actual);
        }
    }

    /**
     * Creates a picture.
     *
     * @param title the title
     * @param digits the digits, row by row, at least one
     * @throws IllegalArgumentException if there are no digits
     */
    public DigitsImage(String title, List<Digit> digits) {
        if (digits.isEmpty()) {
            throw new IllegalArgumentException("no digits: expected at least one");
        }
        this.title = title;
        this.digits = List.copyOf(digits);
    }

    /**
     * Writes the picture as PNG of {@link ChartImage#PNG_SCALE} times its size.
     *
     * @param out the destination, which stays open
     * @throws IOException if writing fails
     */
    public void writePng(OutputStream out) throws IOException {
        ChartImage.writePng(WIDTH, height(), this::draw, out);
    }

    /** The height in units. */
    int height() {
        int lines = (digits.size() + COLUMNS - 1) / COLUMNS;
        return TOP + lines * DOWN + MARGIN / 2;
    }

    /** The left edge of a digit. */
    static int x(int index) {
        return MARGIN + index % COLUMNS * ACROSS;
    }

    /** The upper edge of a digit. */
    static int y(int index) {
        return TOP + index / COLUMNS * DOWN;
    }

    private void draw(Graphics2D graphics) {
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, height());
        graphics.setColor(INK);
        write(graphics, title, font(Font.BOLD, 18), WIDTH / 2.0, 40, WIDTH - 2 * MARGIN);
        long wrong = digits.stream().filter(digit -> !digit.right()).count();
        String legend = "below each digit: predicted / true";
        String count =
                wrong + " of " + digits.size() + " wrong" + (wrong > 0 ? " (× and frame)" : "");
        Font plain = font(Font.PLAIN, 14);
        write(graphics, legend + "; " + count, plain, WIDTH / 2.0, 66, WIDTH);
        for (int index = 0; index < digits.size(); index++) {
            draw(graphics, digits.get(index), x(index), y(index));
        }
    }

    private static void draw(Graphics2D graphics, Digit digit, int x, int y) {
        for (int k = 0; k < digit.pixels.length; k++) {
            graphics.setColor(shade(digit.pixels[k]));
            graphics.fillRect(x + k % Digit.SIDE * PIXEL, y + k / Digit.SIDE * PIXEL, PIXEL, PIXEL);
        }
        float stroke = digit.right() ? 1 : 3;
        graphics.setColor(digit.right() ? FAINT : WRONG);
        graphics.setStroke(new BasicStroke(stroke, BasicStroke.CAP_ROUND, BasicStroke.JOIN_MITER));
        double edge = BOX + stroke; // around the pixels
        graphics.draw(new Rectangle2D.Double(x - stroke / 2, y - stroke / 2, edge, edge));
        graphics.setColor(digit.right() ? INK : WRONG);
        String caption = digit.predicted + " / " + digit.actual;
        Font font = font(digit.right() ? Font.PLAIN : Font.BOLD, 15);
        int baseline = y + BOX + 24;
        double width = write(graphics, caption, font, x + BOX / 2.0, baseline, CAPTION);
        if (!digit.right()) {
            double left = x + (BOX - width) / 2 - CROSS - GAP;
            double bottom = baseline - 1;
            graphics.draw(new Line2D.Double(left, bottom, left + CROSS, bottom - CROSS));
            graphics.draw(new Line2D.Double(left, bottom - CROSS, left + CROSS, bottom));
        }
    }

    private static Color shade(float pixel) {
        float ink = pixel / Digit.BLACK;
        return new Color(
                mixed(INK.getRed(), ink), mixed(INK.getGreen(), ink), mixed(INK.getBlue(), ink));
    }

    private static int mixed(int black, float ink) {
        return Math.round(255 + (black - 255) * ink);
    }

    /** Writes centred text, in a smaller font if necessary; returns its width. */
    private static double write(
            Graphics2D graphics, String text, Font font, double centre, int baseline, int room) {
        double width = width(graphics, text, font);
        if (width > room) {
            Font smaller = font.deriveFont((float) (font.getSize2D() * room / width));
            return write(graphics, text, smaller, centre, baseline, Integer.MAX_VALUE);
        }
        graphics.setFont(font);
        graphics.drawString(text, (float) (centre - width / 2), baseline);
        return width;
    }

    private static double width(Graphics2D graphics, String text, Font font) {
        return graphics.getFontMetrics(font).getStringBounds(text, graphics).getWidth();
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
