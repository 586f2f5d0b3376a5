package lanewise.benchmarks.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Commands in a JVM whose temporary directory is missing. */
class TemporaryFileTest {
    @TempDir Path folder;

    @Test
    void missingDirectoryCostsOneLine() throws IOException, InterruptedException {
        Path missing = folder.resolve("missing");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Djava.io.tmpdir=" + missing,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "lanewise.benchmarks.cli.Profile",
                                "4-2-3",
                                "--kernels=scalar",
                                "--seconds=0.2",
                                "--out=" + folder.resolve("out"))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(2, process.waitFor(), output);
        assertEquals(
                "profile: cannot write to the temporary directory "
                        + missing
                        + " (no such file or directory): use another one with"
                        + " JDK_JAVA_OPTIONS=-Djava.io.tmpdir=<directory>",
                output.lines().toList().getLast());
        assertFalse(output.contains("\tat "), output);
    }
}
