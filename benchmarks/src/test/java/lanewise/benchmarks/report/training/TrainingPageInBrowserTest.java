package lanewise.benchmarks.report.training;

import lanewise.benchmarks.report.html.PageLayout;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

class TrainingPageInBrowserTest {
    private static final String LONG = "a long name, as people give to columns, ".repeat(5);

    @TempDir private Path folder;

    @BeforeAll
    static void findBrowser() {
        PageLayout.assumeBrowser();
    }

    @ParameterizedTest
    @CsvSource({"360, 800, true", "1280, 900, false"})
    void fitsWindowAndColourScheme(int width, int height, boolean dark) throws Exception {
        List<String> classes = IntStream.range(0, 20).mapToObj(k -> k + LONG).toList();
        for (Judgement judgement :
                List.of(
                        SampleReport.classes(400, classes),
                        SampleReport.numbers(400, LONG, "weight"),
                        SampleReport.labels(400, LONG, LONG))) {
            SampleReport sample = new SampleReport(judgement);
            sample.title = LONG;
            sample.columns = SampleReport.columns(60, LONG);
            sample.importance = SampleReport.importance(60, LONG);
            sample.mistakes = SampleReport.mistakes(10, 60, LONG);
            PageLayout.assertFits(sample.page(), folder, width, height, dark);
        }
    }
}
