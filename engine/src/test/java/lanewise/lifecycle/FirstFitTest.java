package lanewise.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Network;
import lanewise.testing.Iris;
import lanewise.testing.JavaProcess;
import lanewise.testing.ReferenceFiles;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The first fit of a JVM loads no classes that are slow to load. */
class FirstFitTest {

    /** Slow classes and packages: the first lambda takes 10 to 15 ms of a fit of 90 ms. */
    private static final List<String> SLOW =
            List.of(
                    "java.lang.invoke.LambdaMetafactory",
                    "java.lang.invoke.StringConcatFactory",
                    "java.lang.runtime.",
                    "java.lang.classfile.",
                    "java.util.stream.",
                    "java.util.regex.",
                    "jdk.jfr.internal.",
                    "lanewise.train.Checkpoint",
                    "lanewise.io.",
                    "lanewise.internal.checkpoint.");

    @TempDir private Path folder;

    /** A program with the reference run. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            TrainingRun run = Iris.TRAINER.fit(Iris.start(), Iris.split().train());
            System.out.println(run.history().mse(4999));
        }
    }

    /** Without the vector module, because resolving it makes the JDK load some of these classes. */
    @Test
    void loadsNoSlowClasses() throws Exception {
        Path log = folder.resolve("classes.log");
        String classes =
                location(Network.class) + File.pathSeparator + location(FirstFitTest.class);
        String output =
                JavaProcess.run(
                        folder,
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        classes,
                        "-Dlanewise.testData="
                                + ReferenceFiles.repository().resolve("src-test-data"),
                        Program.class.getName());
        assertEquals("0.060953952", output.strip().lines().toList().getLast());
        List<String> loaded = Files.readAllLines(log);
        assertTrue(loaded.stream().anyMatch(line -> line.contains(" lanewise.train.TrainingRun ")));
        List<String> slow =
                loaded.stream()
                        .filter(line -> SLOW.stream().anyMatch(name -> line.contains(" " + name)))
                        .toList();
        assertEquals(List.of(), slow);
    }

    private static String location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }
}
