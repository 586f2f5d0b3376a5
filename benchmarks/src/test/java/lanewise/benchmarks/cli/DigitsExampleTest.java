package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;

import lanewise.benchmarks.plot.ChartImage;
import lanewise.benchmarks.plot.DigitsImage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

/** The example of {@code train --help}: handwritten digits, here with a third of its epochs. */
class DigitsExampleTest {
    private static final double ACCURACY_FLOOR = 0.97;

    @TempDir Path temp;

    private static Path digits() {
        return Invocation.iris().resolveSibling("digits.csv.gz");
    }

    @Test
    void classifiesHandwrittenDigits() throws IOException {
        JsonObject json =
                Invocation.train(
                                "--data=" + digits(),
                                "--test-size=0.2",
                                "--scale=min-max",
                                "--hidden=32",
                                "--bias",
                                "--activation=relu",
                                "--output=softmax",
                                "--init=he",
                                "--dropout=0.1",
                                "--optimizer=adam",
                                "--learning-rate=0.01",
                                "--schedule=cosine",
                                "--batch=32",
                                "--epochs=30",
                                "--seeds=1,2,3,4,5",
                                "--digits",
                                "--no-plots",
                                "--json",
                                "--out=" + temp)
                        .succeeded()
                        .json();
        assertEquals("64-32-10", json.get("network").getAsString());
        assertEquals(1437, json.get("trainRows").getAsInt());
        assertEquals(360, json.get("testRows").getAsInt());
        double least = json.get("leastTestAccuracy").getAsDouble();
        assertTrue(least >= ACCURACY_FLOOR, () -> json.getAsJsonArray("seeds").toString());
        var picture = ImageIO.read(temp.resolve("digits.png").toFile());
        assertEquals(DigitsImage.WIDTH * ChartImage.PNG_SCALE, picture.getWidth());
    }

    @Test
    void rejectsOtherPixels() throws IOException {
        StringBuilder csv = new StringBuilder("x0");
        for (int k = 1; k < 64; k++) {
            csv.append(",x").append(k);
        }
        csv.append(",label\n");
        csv.append("0,".repeat(64)).append("a\n");
        csv.append("0,".repeat(63)).append("17,b\n");
        Path file = Files.writeString(temp.resolve("dark.csv"), csv);
        Invocation.train("--data=" + file, "--out=" + temp, "--test-size=1", "--digits")
                .refused("expected pixels from 0 to 16");
    }
}
