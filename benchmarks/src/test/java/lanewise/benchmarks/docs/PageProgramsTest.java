package lanewise.benchmarks.docs;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The programs of the documentation compile and print what it shows. */
class PageProgramsTest {
    @TempDir private Path folder;

    /** All pages but those for Spark, whose programs that module runs. */
    private static List<DocPage> pages() throws IOException {
        return DocPage.all().stream().filter(page -> !page.path().startsWith("engine/spark")).toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void programsPrintWhatThePageShows(DocPage page) throws Exception {
        new PagePrograms(folder).check(page);
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
}
