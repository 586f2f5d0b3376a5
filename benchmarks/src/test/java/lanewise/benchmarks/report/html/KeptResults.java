package lanewise.benchmarks.report.html;

import java.io.IOException;
import java.nio.file.Path;

/** The newest results that are kept in the repository. */
final class KeptResults {
    private KeptResults() {}

    static Results newest() throws IOException {
        return Results.read(Results.newest(folder()));
    }

    static Path folder() {
        return Path.of(System.getProperty("lanewise.testData", "../src-test-data"))
                .resolve("../benchmarks/results");
    }
}
