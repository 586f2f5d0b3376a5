package lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.testing.JavaProcess;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/**
 * A module that requires the engine compiles without a warning and runs with and without vectors.
 */
class ModuleConsumerTest {

    private static final String MODULE_INFO = "module consumer { requires lanewise.engine; }";

    private static final String MAIN =
            """
            package consumer;

            import lanewise.*;
            import lanewise.data.Dataset;
            import lanewise.random.RandomState;

            final class Main {
                private Main() {}

                public static void main(String[] args) {
                    Dataset data = Dataset.labelled(new float[][] {{0, 1}, {1, 0}}, "a", "b");
                    Network network = Network.of(2, Layer.sigmoid(2));
                    Model start = Model.normal(network, 1, new RandomState(1));
                    Trainer trainer =
                            Trainer.gradientDescent(1, 50).withTier(Tier.valueOf(args[0]));
                    TrainingRun run = trainer.fit(start, data);
                    System.out.println(run.kernels() + " " + run.model().parametersSha256());
                }
            }
            """;

    @TempDir private Path folder;
    private String modulePath;

    @BeforeEach
    void compile() throws Exception {
        Path engine =
                Path.of(Network.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path sources = Files.createDirectories(folder.resolve("consumer"));
        Files.writeString(folder.resolve("module-info.java"), MODULE_INFO);
        Files.writeString(sources.resolve("Main.java"), MAIN);
        Path classes = folder.resolve("classes");
        modulePath = engine + File.pathSeparator + classes;
        StringWriter messages = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean compiled =
                    compiler.getTask(
                                    messages,
                                    files,
                                    null,
                                    List.of(
                                            "-Xlint:all",
                                            "-Werror",
                                            "--module-path",
                                            engine.toString(),
                                            "-d",
                                            classes.toString()),
                                    null,
                                    files.getJavaFileObjects(
                                            folder.resolve("module-info.java"),
                                            sources.resolve("Main.java")))
                            .call();
            assertEquals("", messages.toString());
            assertTrue(compiled);
        }
    }

    @Test
    void runsOnEitherTierWithTheSameResult() throws Exception {
        String plain =
                JavaProcess.run(folder, "-p", modulePath, "-m", "consumer/consumer.Main", "AUTO");
        assertTrue(plain.startsWith("scalar "), plain);
        String vector =
                JavaProcess.run(
                        folder,
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-p",
                        modulePath,
                        "-m",
                        "consumer/consumer.Main",
                        "VECTOR");
        assertTrue(vector.contains("vector-"), vector);
        assertEquals(hash(plain), hash(vector));
    }

    /** The output's last word; before it the JVM announces incubator modules. */
    private static String hash(String output) {
        return Stream.of(output.strip().split("\\s+")).toList().getLast();
    }
}
