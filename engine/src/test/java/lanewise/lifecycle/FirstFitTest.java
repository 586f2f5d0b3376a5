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

/** A cold JVM spends its time on the run, not on what is slow to load. */
class FirstFitTest {

    /** A first lambda takes 10 to 15 ms, of a fit of 90. */
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

    /** The classic run, as a program has it. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            TrainingRun run = Iris.TRAINER.fit(Iris.start(), Iris.split().train());
            System.out.println(run.history().mse(4999));
        }
    }

    /** Without the vector module: to resolve it the JDK itself loads some of these. */
    @Test
    void loadsNothingThatIsSlowToLoad() throws Exception {
        Path log = folder.resolve("classes.log");
        String classes = place(Network.class) + File.pathSeparator + place(FirstFitTest.class);
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

    private static String place(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }
}
