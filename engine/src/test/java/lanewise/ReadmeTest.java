package lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.testing.JavaProcess;
import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs in the README compile, and do what the README says that they do. */
class ReadmeTest {

    private static final Pattern PROGRAM_AND_OUTPUT =
            Pattern.compile("```java\\n(.*?)```.*?```\\n(.*?)```", Pattern.DOTALL);

    @TempDir private Path folder;

    private static final Pattern FRAGMENT =
            Pattern.compile("### Build any network\\n\\n```java\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern KEEP =
            Pattern.compile("### Keep a model\\n\\n```java\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern STOP =
            Pattern.compile("### Stop, and go on\\n\\n```java\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern RECURRENT =
            Pattern.compile("### Recurrent layers\\n\\n```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void programPrintsWhatTheReadmeSays() throws Exception {
        Matcher readme = readme(PROGRAM_AND_OUTPUT);
        assertEquals(readme.group(2), run(readme.group(1)));
    }

    @Test
    void fragmentBuildsTrainsAndJudgesANetwork() throws Exception {
        String program =
                """
                import lanewise.*;
                import lanewise.metrics.*;
                import lanewise.recurrent.*;
                import lanewise.train.*;
                import lanewise.data.*;
                import lanewise.optimize.*;
                import lanewise.random.RandomState;

                void main() throws Exception {
                    Dataset digits = Csv.read(Path.of("src-test-data/digits.csv.gz"));
                    TrainTestSplit outer = TrainTestSplit.of(digits, TestSize.fraction(0.2), 1);
                    TrainTestSplit inner = TrainTestSplit.of(outer.train(), TestSize.fraction(0.2), 1);
                    Dataset train = inner.train();
                    Dataset validation = inner.test();
                    Dataset test = outer.test();
                    float[] row = test.features().row(0);
                    float[] probabilities = new float[10];
                    %s
                    IO.println(run.stopReason() + " " + probabilities[test.label(0)]);
                }
                """
                        .formatted(readme(FRAGMENT).group(1));
        String output = run(program); // which may begin with the log line of scalar kernels
        assertTrue(
                output.matches(
                        "(?s).*ClassificationMetrics\\[accuracy=0\\.9[5-9].*\\]\\n[A-Z_]+ (0\\.9\\d*|1\\.0)\\n"),
                output);
    }

    @Test
    void fragmentTrainsARecurrentNetwork() throws Exception {
        String program =
                """
                import lanewise.*;
                import lanewise.metrics.*;
                import lanewise.recurrent.*;
                import lanewise.train.*;
                import lanewise.data.*;
                import lanewise.random.RandomState;

                void main() throws Exception {
                    Dataset iris = Csv.read(Path.of("src-test-data/iris.csv"), "species");
                    TrainTestSplit split = TrainTestSplit.of(iris, TestSize.count(20), 4);
                    Dataset train = split.train();
                    Dataset test = split.test();
                    %s
                    IO.println(ConfusionMatrix.of(run.model(), test).accuracy());
                }
                """
                        .formatted(readme(RECURRENT).group(1));
        String output = run(program);
        assertTrue(
                output.matches(
                        "(?s).*Convergence\\[.*, rows=130, settled=130\\]\\n"
                                + "\\[Sweep\\[rows=20, .*\\]\\n.*\\n(0\\.95|1\\.0)\\n"),
                output);
    }

    @Test
    void fragmentKeepsAModel() throws Exception {
        String program =
                """
                import lanewise.*;
                import lanewise.metrics.*;
                import lanewise.recurrent.*;
                import lanewise.train.*;
                import lanewise.data.*;
                import lanewise.io.*;
                import lanewise.random.RandomState;

                void main() throws Exception {
                    Dataset train = Csv.read(Path.of("src-test-data/iris.csv"), "species");
                    Scaling scaling = Scaling.standard(train);
                    Model start = Model.normal(Network.of(4, Layer.softmax(3)), 0.1, new RandomState(1));
                    TrainingRun run = Trainer.gradientDescent(1, 100).fit(start, scaling.apply(train));
                    Path file = Path.of("%s");
                    float[] row = train.features().row(149);
                    %s
                }
                """
                        .formatted(folder.resolve("kept.safetensors"), readme(KEEP).group(1));
        assertEquals("virginica\n", run(program));
    }

    @Test
    void fragmentStopsAndGoesOn() throws Exception {
        String program =
                """
                import lanewise.*;
                import lanewise.metrics.*;
                import lanewise.recurrent.*;
                import lanewise.train.*;
                import lanewise.data.*;
                import lanewise.io.*;
                import lanewise.optimize.*;
                import lanewise.random.RandomState;

                void main() throws Exception {
                    Dataset train = Csv.read(Path.of("src-test-data/iris.csv"), "species");
                    Model start = Model.normal(Network.of(4, Layer.softmax(3)), 0.1, new RandomState(1));
                    Trainer trainer = Trainer.of(new Adam(0.01)).withBatches(32).withEpochs(300);
                    Path file = Path.of("%s");
                    %s
                    Model whole = trainer.fit(start, train).model();
                    IO.println(resumed.iteration());
                    IO.println(resumed.model().parametersSha256().equals(whole.parametersSha256()));
                }
                """
                        .formatted(folder.resolve("stopped.safetensors"), readme(STOP).group(1));
        assertEquals("1500\ntrue\n", run(program));
    }

    private static Matcher readme(Pattern pattern) throws IOException {
        Matcher readme =
                pattern.matcher(Files.readString(ReferenceFiles.repository().resolve("README.md")));
        assertTrue(readme.find(), "README.md has a match of " + pattern);
        return readme;
    }

    private String run(String program) throws Exception {
        Path source = Files.writeString(folder.resolve("Embedded.java"), program);
        Path engine =
                Path.of(Network.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return JavaProcess.run(
                ReferenceFiles.repository(), "-cp", engine.toString(), source.toString());
    }
}
