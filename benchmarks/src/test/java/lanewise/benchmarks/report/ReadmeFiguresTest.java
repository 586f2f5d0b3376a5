package lanewise.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The README's tables are those that the published measurements give. */
class ReadmeFiguresTest {

    private static final Pattern CHART =
            Pattern.compile("\\(benchmarks/results/(bench-\\S+)-iris\\.png\\)");

    private final Path root =
            Path.of(System.getProperty("lanewise.testData", "../src-test-data")).resolve("..");

    @Test
    void tablesAreThoseOfTheResultsFile() throws IOException {
        String readme = Files.readString(root.resolve("README.md"));
        Matcher chart = CHART.matcher(readme);
        assertTrue(chart.find(), "README.md shows the chart of a results file");
        Path results = root.resolve("benchmarks/results");
        assertTrue(Files.exists(results.resolve(chart.group(1) + "-iris.png")));
        String json = Files.readString(results.resolve(chart.group(1) + ".json"));

        List<Measurement> measurements = JmhJson.measurements(json);

        assertEquals(
                Stream.of(IrisTable.of(measurements), KernelTable.of(measurements))
                        .flatMap(table -> table.orElseThrow().toString().lines())
                        .filter(line -> line.startsWith("|"))
                        .toList(),
                readme.lines().filter(line -> line.startsWith("|")).toList());
    }
}
