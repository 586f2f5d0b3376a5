package lanewise.benchmarks.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.plot.DigitsImage.Digit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

/** {@link DigitsImage}: positions of pixels and marks. */
class DigitsImageTest {
    private static final int SCALE = ChartImage.PNG_SCALE;
    private static final int BOX = 80;

    @Test
    void drawsShadeOfEveryPixel() throws IOException {
        float[] pixels = new float[64];
        for (int k = 0; k < 64; k++) {
            pixels[k] = k % 17;
        }
        BufferedImage image = image(List.of(digit("1", "1"), new Digit(pixels, "1", "1")));
        for (int k = 0; k < 64; k++) {
            int x = DigitsImage.x(1) + k % 8 * 10 + 5;
            int y = DigitsImage.y(1) + k / 8 * 10 + 5;
            int grey = Math.round(255 - (255 - 0x33) * (k % 17 / 16f));
            assertEquals(new Color(grey, grey, grey), colour(image, x, y), "pixel " + k);
        }
    }

    @Test
    void marksErrorsWithFrameAndCross() throws IOException {
        BufferedImage image = image(List.of(digit("3", "3"), digit("3", "8")));
        // Two units outside the pixels, half-way down: only a thick frame reaches there.
        assertEquals(Color.WHITE, colour(image, DigitsImage.x(0) - 2, DigitsImage.y(0) + 40));
        assertNotEquals(Color.WHITE, colour(image, DigitsImage.x(1) - 2, DigitsImage.y(1) + 40));
        assertNotEquals(Color.WHITE, colour(image, DigitsImage.x(1) + BOX + 1, DigitsImage.y(1)));
        // Both have a centred caption; only the wrong one has a mark left of it.
        assertTrue(drawn(image, DigitsImage.x(0) + 20, DigitsImage.y(0) + BOX + 8, 40, 20) > 50);
        assertTrue(drawn(image, DigitsImage.x(1) + 20, DigitsImage.y(1) + BOX + 8, 40, 20) > 50);
        assertEquals(0, drawn(image, DigitsImage.x(0), DigitsImage.y(0) + BOX + 8, 16, 20));
        assertTrue(drawn(image, DigitsImage.x(1), DigitsImage.y(1) + BOX + 8, 16, 20) > 50);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "8, 1", "9, 2", "32, 4"})
    void rowsHaveEightDigits(int digits, int lines) throws IOException {
        BufferedImage image = image(Collections.nCopies(digits, digit("5", "5")));
        assertEquals(DigitsImage.WIDTH * SCALE, image.getWidth());
        assertEquals((112 + lines * 128) * SCALE, image.getHeight());
        for (int index = 0; index < lines * DigitsImage.COLUMNS; index++) {
            int ink = drawn(image, DigitsImage.x(index), DigitsImage.y(index), BOX, BOX);
            assertEquals(index < digits, ink > 0, "place " + index);
        }
    }

    @Test
    void longNamesDoNotOverlap() throws IOException {
        BufferedImage image =
                image(List.of(digit("5", "5"), digit("a very long name", "another long name")));
        int between = (DigitsImage.x(0) + BOX + DigitsImage.x(1)) / 2;
        assertEquals(0, drawn(image, between - 2, DigitsImage.y(0) + BOX + 4, 4, 30));
        assertTrue(drawn(image, DigitsImage.x(1) + 10, DigitsImage.y(1) + BOX + 8, 60, 20) > 30);
    }

    @ParameterizedTest
    @ValueSource(floats = {-0.5f, 16.5f, Float.NaN})
    void rejectsScaledPixels(float pixel) {
        float[] pixels = new float[64];
        pixels[63] = pixel;
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new Digit(pixels, "1", "1"));
        assertEquals("pixel 63 is " + pixel + ": expected 0 to 16, unscaled", e.getMessage());
    }

    @Test
    void rejectsInvalidDigits() {
        assertThrows(IllegalArgumentException.class, () -> new Digit(new float[63], "1", "1"));
        assertThrows(NullPointerException.class, () -> new Digit(new float[64], null, "1"));
        assertThrows(IllegalArgumentException.class, () -> new DigitsImage("none", List.of()));
    }

    /** A digit of half-inked pixels. */
    private static Digit digit(String predicted, String actual) {
        float[] pixels = new float[64];
        Arrays.fill(pixels, 8);
        return new Digit(pixels, predicted, actual);
    }

    private static BufferedImage image(List<Digit> digits) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        new DigitsImage("title", digits).writePng(png);
        return ImageIO.read(new ByteArrayInputStream(png.toByteArray()));
    }

    private static Color colour(BufferedImage image, int x, int y) {
        return new Color(image.getRGB(x * SCALE, y * SCALE));
    }

    /** The number of non-white PNG pixels in an area. */
    private static int drawn(BufferedImage image, int x, int y, int width, int height) {
        return (int)
                IntStream.range(x * SCALE, (x + width) * SCALE)
                        .flatMap(
                                i ->
                                        IntStream.range(y * SCALE, (y + height) * SCALE)
                                                .map(j -> image.getRGB(i, j)))
                        .filter(rgb -> rgb != Color.WHITE.getRGB())
                        .count();
    }
}
