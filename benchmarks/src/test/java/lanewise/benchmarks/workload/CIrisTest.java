package lanewise.benchmarks.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The C control, if gcc is installed. */
class CIrisTest {

    @Test
    void matchesNumPy(@TempDir Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("benchmarks/target/libcontrols.so");
        Files.createDirectories(library.getParent());
        assumeTrue(hasGcc(), "gcc is not installed");
        build(library);
        String home = System.getProperty("lanewise.home");
        System.setProperty("lanewise.home", folder.toString());
        try {
            for (boolean history : new boolean[] {true, false}) {
                for (String c : new String[] {IrisTraining.C, IrisTraining.C_INTRINSICS}) {
                    if (c.equals(IrisTraining.C) || hasVectors()) {
                        IrisTraining training = IrisTraining.of(c, history);
                        IrisReference.read().verify(c, history, training.train());
                    }
                }
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
            assertNotEquals("", CIris.obstacle(IrisTraining.C));
            assertNotEquals("", CIris.obstacle(IrisTraining.C_INTRINSICS));
        } finally {
            if (home == null) {
                System.clearProperty("lanewise.home");
            } else {
                System.setProperty("lanewise.home", home);
            }
        }
    }

    /** Builds the library as the script does, but elsewhere. */
    private static void build(Path library) throws IOException, InterruptedException {
        Path sources = library.resolveSibling("../src/main/c");
        Files.createDirectories(sources);
        for (String file : new String[] {"build", "iris.c", "iris_intrinsics.c", "dense_step.c"}) {
            Files.copy(Path.of("src/main/c", file), sources.resolve(file), COPY_ATTRIBUTES);
        }
        Process build = new ProcessBuilder(sources + "/build").inheritIO().start();
        assertEquals(0, build.waitFor());
        assertTrue(Files.exists(library), "gcc has failed");
    }

    private static boolean hasGcc() throws InterruptedException {
        try {
            Process gcc = new ProcessBuilder("gcc", "--version").start();
            return gcc.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Linux lists the processor's features. */
    private static boolean hasVectors() throws IOException {
        Path cpus = Path.of("/proc/cpuinfo");
        String features = Files.exists(cpus) ? Files.readString(cpus) : "";
        return features.contains(" avx2 ") && features.contains(" fma ");
    }
}
