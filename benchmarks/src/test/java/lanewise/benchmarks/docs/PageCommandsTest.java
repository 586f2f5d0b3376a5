package lanewise.benchmarks.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

/**
 * The commands of the documentation print what it shows. {@code -Dlanewise.writePages=true}
 * replaces the images that commands write.
 */
class PageCommandsTest {
    private static final boolean WRITE = Boolean.getBoolean("lanewise.writePages");

    @TempDir private Path folder;

    private static List<DocPage> pages() throws IOException {
        return DocPage.all();
    }

    /** Images are compared, too: a page shows those that its commands write. */
    @ParameterizedTest
    @MethodSource("pages")
    void commandsPrintWhatThePageShows(DocPage page) throws Exception {
        new PageCommands(folder).check(page);
        for (String link : page.links()) {
            if (link.endsWith(".png")) {
                Path shown = DocPage.root().resolve(page.path()).getParent().resolve(link);
                Path written = folder.resolve("out").resolve(shown.getFileName());
                if (WRITE) {
                    Files.write(shown, Files.readAllBytes(written));
                }
                assertSimilar(shown, written);
            }
        }
    }

    @BeforeEach
    void linkTestData() throws IOException {
        Files.createSymbolicLink(
                folder.resolve("src-test-data"), DocPage.root().resolve("src-test-data"));
    }

    @AfterEach
    void unlinkTestData() throws IOException {
        Files.delete(folder.resolve("src-test-data"));
    }

    /** Fonts differ between machines: the text of a chart may be drawn by other pixels. */
    private static void assertSimilar(Path expected, Path actual) throws IOException {
        BufferedImage a = ImageIO.read(expected.toFile());
        BufferedImage b = ImageIO.read(actual.toFile());
        assertEquals(a.getWidth(), b.getWidth(), expected + ": width");
        assertEquals(a.getHeight(), b.getHeight(), expected + ": height");
        long different = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                if (a.getRGB(x, y) != b.getRGB(x, y)) {
                    different++;
                }
            }
        }
        double share = (double) different / a.getWidth() / a.getHeight();
        assertTrue(share < 0.05, expected + ": " + share + " of the pixels differ");
    }
}
