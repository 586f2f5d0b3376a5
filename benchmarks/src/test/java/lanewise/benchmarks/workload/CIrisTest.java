package lanewise.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The C control, if gcc is installed. */
class CIrisTest {

    @Test
    void matchesNumPy(@TempDir Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("benchmarks/target/libiris.so");
        Files.createDirectories(library.getParent());
        assumeTrue(built(library), "gcc is not installed");
        String home = System.getProperty("lanewise.home");
        System.setProperty("lanewise.home", folder.toString());
        try {
            for (boolean history : new boolean[] {true, false}) {
                CIris c = new CIris(IrisData.read(), history);
                IrisReference.read().verify("C", history, c.train());
            }
        } finally {
            if (home == null) {
                System.clearProperty("lanewise.home");
            } else {
                System.setProperty("lanewise.home", home);
            }
        }
    }

    @Test
    void reportsHowToBuildMissingLibrary(@TempDir Path folder) {
        String home = System.getProperty("lanewise.home");
        System.setProperty("lanewise.home", folder.toString());
        try {
            assertNotEquals("", CIris.obstacle());
        } finally {
            if (home == null) {
                System.clearProperty("lanewise.home");
            } else {
                System.setProperty("lanewise.home", home);
            }
        }
    }

    private static boolean built(Path library) throws IOException, InterruptedException {
        try {
            Process gcc =
                    new ProcessBuilder(
                                    "gcc",
                                    "-O3",
                                    "-march=native",
                                    "-ffast-math",
                                    "-shared",
                                    "-fPIC",
                                    "-o",
                                    library.toString(),
                                    "src/main/c/iris.c",
                                    "-lm")
                            .inheritIO()
                            .start();
            assertEquals(0, gcc.waitFor());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
