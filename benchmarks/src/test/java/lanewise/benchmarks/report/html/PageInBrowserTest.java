package lanewise.benchmarks.report.html;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

class PageInBrowserTest {
    @TempDir private Path folder;

    @BeforeAll
    static void findBrowser() {
        PageLayout.assumeBrowser();
    }

    @ParameterizedTest
    @CsvSource({"360, 800, true", "1280, 900, false"})
    void fitsWindowAndColourScheme(int width, int height, boolean dark) throws Exception {
        PageLayout.assertFits(Page.of(Newest.withBandwidths()), folder, width, height, dark);
    }
}
