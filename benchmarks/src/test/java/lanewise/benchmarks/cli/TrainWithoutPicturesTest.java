package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Training in a Java that cannot draw. */
class TrainWithoutPicturesTest extends TrainInFolder {
    /** Without the module java.desktop, drawing fails as without fonts: with an error. */
    @Test
    void keepsTrainingIfJavaCannotDraw() throws IOException, InterruptedException {
        Path err = temp.resolve("err.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--limit-modules=java.base",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "lanewise.benchmarks.cli.Train",
                                "--data=" + Invocation.iris(),
                                "--iterations=5",
                                "--model",
                                "--out=" + out)
                        .redirectError(err.toFile())
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String problem = Files.readString(err);
        assertEquals(0, process.waitFor(), problem);
        assertEquals(List.of("history.csv", "model.safetensors", "report.html"), names(out));
        assertTrue(printed.contains("test accuracy"), printed);
        assertTrue(printed.strip().endsWith(out.resolve("report.html").toString()), printed);
        assertEquals(1, problem.lines().count(), problem);
        String start = "train: warning: cannot draw mse.png, mse.svg, accuracy.png, accuracy.svg: ";
        assertTrue(problem.startsWith(start), problem);
        assertTrue(problem.contains("--no-plots"), problem);
    }
}
