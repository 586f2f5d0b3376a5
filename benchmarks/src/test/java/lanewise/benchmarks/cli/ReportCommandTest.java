package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.Report;
import lanewise.benchmarks.report.html.Page;
import lanewise.benchmarks.report.result.ResultFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The command {@code report}. */
class ReportCommandTest {
    private static final String END = System.lineSeparator();

    @TempDir private Path folder;

    private static Invocation report(Object... args) {
        String[] texts = List.of(args).stream().map(Object::toString).toArray(String[]::new);
        return Invocation.of(false, streams -> ReportCommand.run(texts, streams));
    }

    private static Path newest() throws IOException {
        Path data = Path.of(System.getProperty("lanewise.testData", "../src-test-data"));
        try (Stream<Path> files = Files.list(data.resolve("../benchmarks/results"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()
                    .getLast();
        }
    }

    private static void assertRefused(String problem, Object... args) {
        assertEquals(new Invocation(2, "", "report: " + problem + END), report(args));
    }

    @Test
    void printsTablesAndWritesPage() throws IOException {
        Path page = folder.resolve("new/report.html");
        Invocation run = report(newest(), "--out", page);
        assertEquals(0, run.exitCode(), run.err());
        ResultFile results =
                ResultFile.parse(newest().getFileName().toString(), Files.readString(newest()));
        assertEquals(new Report(results.machine(), results.measurements()).toString(), run.out());
        assertEquals("read " + newest() + END + "wrote " + page + END, run.err());
        assertEquals(Page.of(results), Files.readString(page));
    }

    @Test
    void usesNewestResultFile() throws IOException {
        Path kept = Files.createDirectories(folder.resolve("benchmarks/results"));
        Path copy = kept.resolve("bench-2030-01-01-0000-jdk25-abcdef0.json");
        Files.copy(newest(), copy);
        Files.writeString(kept.resolve("bench-2029-12-31-0000-jdk25-abcdef0.json"), "older");
        String home = System.getProperty("lanewise.home");
        System.setProperty("lanewise.home", folder.toString());
        try {
            Invocation run = report("--out", folder.resolve("page.html"));
            assertTrue(run.err().startsWith("read " + copy + END), run.err());
            assertEquals(0, run.exitCode());
            Files.delete(copy);
            Path older = kept.resolve("bench-2029-12-31-0000-jdk25-abcdef0.json");
            assertTrue(report().err().startsWith("report: " + older + " is not"), report().err());
        } finally {
            if (home == null) {
                System.clearProperty("lanewise.home");
            } else {
                System.setProperty("lanewise.home", home);
            }
        }
    }

    @Test
    void helpListsEveryOption() {
        Invocation run = report("--help");
        assertEquals(0, run.exitCode());
        for (String option : List.of("--out", "results", "out/report.html", "--version")) {
            assertTrue(run.out().contains(option), option);
        }
    }

    @Test
    void rejectsOtherFiles() throws IOException {
        Path missing = folder.resolve("missing.json");
        assertTrue(report(missing).err().startsWith("report: no such file: " + missing));
        assertTrue(report(folder).err().startsWith("report: no such file: " + folder));
        Path other = Files.writeString(folder.resolve("other.json"), "{}");
        assertRefused(
                other
                        + " is not a result file of bench: it is not an array of"
                        + " results in"
                        + " JSON",
                other);
        assertRefused("Unmatched argument at index 1: 'second' (see --help)", other, "second");
    }

    @Test
    void rejectsUnwritableDestination() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertRefused(
                "--out " + file + ": " + file + " is not a directory: use another one",
                newest(),
                "--out",
                file.resolve("page.html"));
        Path taken = Files.createDirectory(folder.resolve("taken"));
        assertRefused(
                "--out " + taken + ": expected a file, found a directory",
                newest(),
                "--out",
                taken);
        assertRefused("--out /: expected a file, found a directory", newest(), "--out", "/");
    }

    @Test
    void doesNotOverwriteResults() throws IOException {
        Path copy = folder.resolve("bench.json");
        Files.copy(newest(), copy);
        Invocation run = report(copy, "--out", copy);
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains(copy + " would overwrite the input"), run.err());
        assertFalse(Files.readString(copy).contains("<html"));
    }
}
