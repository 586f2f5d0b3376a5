package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code bench} before and after measuring. */
class BenchTest {
    private static Invocation bench(String... args) {
        return Invocation.of(false, streams -> Bench.run(args, streams));
    }

    private static void assertRefused(String problem, String... args) {
        Invocation run = bench(args);
        assertEquals("", run.out());
        assertEquals("bench: " + problem + System.lineSeparator(), run.err());
        assertEquals(2, run.exitCode());
    }

    @Test
    void helpListsEveryOption() {
        Invocation run = bench("--help");
        assertEquals(0, run.exitCode());
        assertEquals("", run.err());
        for (String option :
                List.of(
                        "--filter",
                        "--quick",
                        "--forks",
                        "--out",
                        "--compare",
                        "--force",
                        "--help",
                        "--version")) {
            assertTrue(run.out().contains(option), option);
        }
    }

    @Test
    void rejectsInvalidOptionsInOneLine() {
        assertRefused("Unknown option: '--quik'; did you mean --quick? (see --help)", "--quik");
        assertRefused(
                "Invalid value for option '--forks': expected a whole number from 1 to"
                        + " 2147483647, found '0'"
                        + " (see --help)",
                "--forks",
                "0");
        assertRefused(
                "Invalid value for option '--filter' (regex): not a regular expression: '(',"
                        + " Unclosed group (see --help)",
                "--filter",
                "(");
    }

    @Test
    void rejectsFilterWithoutMatch() {
        Invocation run = bench("Mnist", "--filter", "Cifar");
        assertEquals(2, run.exitCode());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(
                run.err().startsWith("bench: no benchmark's name matches [Mnist, Cifar]: "),
                run.err());
        assertTrue(run.err().contains(" IrisLoop, IrisControl, "), run.err());
    }

    @Test
    void rejectsUnusableDirectoryBeforeMeasuring(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertRefused(
                "--out " + file + ": " + file + " is not a directory: use another one",
                "--out",
                file.toString(),
                "--quick");
    }
}
