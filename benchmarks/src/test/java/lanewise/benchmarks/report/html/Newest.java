package lanewise.benchmarks.report.html;

import lanewise.benchmarks.report.ResultFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The newest results that are kept in the repository. */
final class Newest {
    private Newest() {}

    static ResultFile results() throws IOException {
        Path folder =
                Path.of(System.getProperty("lanewise.testData", "../src-test-data"))
                        .resolve("../benchmarks/results");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sorted =
                    files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
            Path newest = sorted.getLast();
            return ResultFile.parse(newest.getFileName().toString(), Files.readString(newest));
        }
    }
}
