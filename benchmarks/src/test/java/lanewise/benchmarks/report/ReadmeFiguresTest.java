package lanewise.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.JmhJson;
import lanewise.benchmarks.report.result.Recorded;
import lanewise.benchmarks.report.table.Table;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The README's tables of measurements are those that the published results give. */
class ReadmeFiguresTest {

    /** A file that a session wrote, without what follows its stem. */
    private static final Pattern RESULT =
            Pattern.compile(
                    "benchmarks/results/((?:sweeps/)?bench-[\\w-]+?)(-iris|-kernels)?\\.(\\w+)");

    private final Path root =
            Path.of(System.getProperty("lanewise.testData", "../src-test-data")).resolve("..");

    @Test
    void tablesAreThoseOfResultsThatItNames() throws IOException {
        String readme = Files.readString(root.resolve("README.md"));
        // In the order of time, with which their names begin.
        SortedSet<String> sessions = new TreeSet<>();
        Matcher result = RESULT.matcher(readme);
        while (result.find()) {
            assertTrue(Files.exists(root.resolve(result.group())), result.group());
            sessions.add(result.group(1));
        }
        assertFalse(sessions.isEmpty(), "README.md names no file of benchmarks/results");
        // Not every session measures all.
        List<Table> measured = new ArrayList<>();
        for (String session : sessions.reversed()) {
            Path json = root.resolve("benchmarks/results").resolve(session + ".json");
            measured.addAll(Report.tables(JmhJson.measurements(Files.readString(json))));
        }

        assertTrue(PublishedTables.check(readme, measured) > 0, "README.md shows no table");
    }

    @Test
    void aFigureThatDisagreesIsNoticed() {
        List<Table> measured = Report.tables(Recorded.measurements());
        String readme =
                "text\n\n" + String.join("\n", measured.stream().map(Table::toString).toList());
        assertEquals(measured.size(), PublishedTables.check(readme, measured));
        for (String change : List.of("31.500", "scalar µs", "64.0×", "| vector ")) {
            assertTrue(readme.contains(change));
            String changed = readme.replaceFirst(Pattern.quote(change), "| 1");
            assertThrows(AssertionError.class, () -> PublishedTables.check(changed, measured));
        }
    }

    @Test
    void aTableThatWasNotMeasuredIsNoticed() {
        List<Table> measured = Report.tables(Recorded.measurements());
        String readme = String.join("\n", measured.stream().map(Table::toString).toList());
        assertThrows(
                AssertionError.class,
                () -> PublishedTables.check(readme, measured.subList(0, measured.size() - 1)));
    }

    @Test
    void otherTablesAreLeftAlone() {
        String other = "| option | default |\n|--------|---------|\n| --seed | 0 |\n";
        assertEquals(0, PublishedTables.check(other, Report.tables(Recorded.measurements())));
    }
}
