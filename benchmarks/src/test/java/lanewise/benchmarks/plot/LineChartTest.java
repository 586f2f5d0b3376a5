package lanewise.benchmarks.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

/** {@link LineChart} and {@link Thinning}. */
class LineChartTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1e-6",
        "1, 1",
        "2, 0.5",
        "3, 0.1",
        "31, 0.02",
        "5000, 1e-6",
        "100000000, 1234.5"
    })
    void drawsChartsOfAllSizes(int iterations, double yMax) throws IOException {
        int[] indices = Thinning.indices(iterations);
        double[] x = Arrays.stream(indices).asDoubleStream().toArray();
        double[] y = Arrays.stream(indices).mapToDouble(i -> yMax / (1 + i)).toArray();
        LineChart chart = new LineChart("title", "x", "y", x, iterations, y, yMax);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        chart.writePng(png);
        var image = ImageIO.read(new ByteArrayInputStream(png.toByteArray()));
        assertEquals(LineChart.WIDTH * ChartImage.PNG_SCALE, image.getWidth());
        long colours =
                IntStream.range(0, image.getWidth())
                        .flatMap(
                                i ->
                                        IntStream.range(0, image.getHeight())
                                                .map(j -> image.getRGB(i, j)))
                        .distinct()
                        .count();
        assertTrue(colours > 10, colours + " colours: nothing is drawn");
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        chart.writeSvg(svg);
        assertTrue(svg.toString(StandardCharsets.UTF_8).contains("<svg"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 599, 600, 601, 5000, Integer.MAX_VALUE})
    void thinningKeepsEndsAndOrder(int size) {
        int[] indices = Thinning.indices(size);
        assertEquals(Math.min(size, Thinning.MAX_POINTS), indices.length);
        assertEquals(0, indices[0]);
        assertEquals(size - 1, indices[indices.length - 1]);
        for (int k = 1; k < indices.length; k++) {
            assertTrue(indices[k] > indices[k - 1]);
        }
    }

    @Test
    void thinningOfNothingIsEmpty() {
        assertEquals(0, Thinning.indices(0).length);
    }
}
