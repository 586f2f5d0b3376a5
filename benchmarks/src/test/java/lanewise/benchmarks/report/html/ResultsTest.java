package lanewise.benchmarks.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ResultsTest {
    private static final String RESULT =
            """
            {"jmhVersion": "1.37", "benchmark": "lanewise.benchmarks.jmh.FirstFit.fit",
             "primaryMetric": {"scoreUnit": "us/op", "rawData": [[1.0], [2.0]]},
             "machine": {"cpu": "%s", "cores": 2, "virtualisation": "none", "os": "Linux",
                         "jdk": "25", "flags": [], "kernels": "vector-512", "commit": "none"}}
            """;

    @TempDir private Path folder;

    @Test
    void theNewestIsThatWithTheLatestTimeInItsName() throws IOException {
        for (String name :
                new String[] {
                    "bench-2026-11-24-0953-jdk25-fffffff.json",
                    "bench-2026-11-24-1010-jdk25-aaaaaaa.json",
                    "bench-2026-11-24-1010-jdk25-aaaaaaa.txt",
                    "bench-2025-12-31-2359-jdk25-abcdef0.json",
                    "zebra.json"
                }) {
            Files.createFile(folder.resolve(name));
        }
        assertEquals(
                folder.resolve("bench-2026-11-24-1010-jdk25-aaaaaaa.json"),
                Results.newest(folder));
    }

    @Test
    void saysThatThereIsNone() {
        String nothing =
                assertThrows(IOException.class, () -> Results.newest(folder)).getMessage();
        assertTrue(nothing.startsWith("no bench-….json in " + folder), nothing);
        Path missing = folder.resolve("missing");
        String noFolder =
                assertThrows(IOException.class, () -> Results.newest(missing)).getMessage();
        assertTrue(noFolder.startsWith(missing + " is not a folder"), noFolder);
    }

    @Test
    void readsMeasurementsAndMachine() throws IOException {
        Path file = folder.resolve("bench-2026-11-24-0953-jdk25-0f5245c-quick.json");
        Files.writeString(file, "[" + RESULT.formatted("Abacus") + "]");
        Results results = Results.read(file);
        assertEquals("Abacus", results.machine().cpu());
        assertEquals("1.37", results.jmh());
        assertEquals(2, results.measurements().getFirst().forks().size());
        assertEquals("2026-11-24, 09:53", results.time());
        assertTrue(results.quick());
    }

    @Test
    void anyOtherNameTellsNoTime() throws IOException {
        Path file = folder.resolve("mine.json");
        Files.writeString(file, "[" + RESULT.formatted("Abacus") + "]");
        assertEquals("", Results.read(file).time());
        assertFalse(Results.read(file).quick());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "{}", "[1]", "[{}]", "[]", "[null]", "\u0089PNG\u0000"})
    void whatIsNoListOfResultsIsRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("bench.json"), text);
        assertThrows(IllegalArgumentException.class, () -> Results.read(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[\"x\"]]", "[[]]", "[]", "1", "null"})
    void aResultWithoutFiguresIsRefused(String rawData) throws IOException {
        String result = RESULT.formatted("Abacus").replace("[[1.0], [2.0]]", rawData);
        Path file = Files.writeString(folder.resolve("bench.json"), "[" + result + "]");
        assertThrows(IllegalArgumentException.class, () -> Results.read(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jmhVersion", "benchmark", "primaryMetric", "machine", "cpu", "jdk"})
    void aResultWithoutAMemberIsRefused(String member) throws IOException {
        String result = RESULT.formatted("Abacus").replace('"' + member + '"', "\"other\"");
        Path file = Files.writeString(folder.resolve("bench.json"), "[" + result + "]");
        assertThrows(IllegalArgumentException.class, () -> Results.read(file));
    }

    @Test
    void resultsOfTwoMachinesAreRefused() throws IOException {
        Path file = folder.resolve("two.json");
        Files.writeString(
                file, "[" + RESULT.formatted("Abacus") + "," + RESULT.formatted("Other") + "]");
        String problem =
                assertThrows(IllegalArgumentException.class, () -> Results.read(file))
                        .getMessage();
        assertTrue(problem.startsWith("results of 2 machines"), problem);
    }
}
