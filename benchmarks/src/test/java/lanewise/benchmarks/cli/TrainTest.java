package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;

import lanewise.benchmarks.cli.train.OutputOptions;
import lanewise.benchmarks.plot.ChartImage;
import lanewise.benchmarks.plot.LineChart;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.Scaling;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.io.SavedModel;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

/** The command {@code train}, run in this process. */
class TrainTest extends TrainInFolder {
    private static final String[] PICTURES = {"accuracy.png", "accuracy.svg", "mse.png", "mse.svg"};

    @Test
    void defaultsRepeatTheArticle() throws IOException {
        Invocation text = train().succeeded();
        for (String line :
                List.of(
                        "mse                0.0609540",
                        "training accuracy  92/130 = 0.7077",
                        "test accuracy      16/20 = 0.8",
                        "versicolor               0           0          4")) {
            assertTrue(
                    text.out().lines().anyMatch(line::equals), () -> line + " in:\n" + text.out());
        }
        List<String> history = Files.readAllLines(out.resolve("history.csv"));
        assertEquals("iteration,mse,accuracy", history.getFirst());
        assertEquals(5001, history.size());
        String[] last = history.getLast().split(",");
        assertEquals("4999", last[0]);
        assertEquals(0.06095395, Float.parseFloat(last[1]), 1e-7);
        assertEquals(92 / 130.0, Double.parseDouble(last[2]));
    }

    @Test
    void findsDefaultDataInProjectHome() throws IOException {
        Files.createDirectory(temp.resolve("src-test-data"));
        Files.copy(Invocation.iris(), temp.resolve("src-test-data/iris.csv"));
        String before = System.getProperty("lanewise.home");
        System.setProperty("lanewise.home", temp.toString());
        try {
            Invocation text =
                    Invocation.train("--no-plots", "--iterations", "2", "--out", out.toString());
            assertTrue(text.succeeded().out().contains("150 rows"), text.out());
        } finally {
            if (before == null) {
                System.clearProperty("lanewise.home");
            } else {
                System.setProperty("lanewise.home", before);
            }
        }
    }

    @Test
    void jsonIsOneObject() {
        JsonObject json = train("--json").succeeded().json();
        assertEquals(
                List.of(
                        "mse",
                        "trainAccuracy",
                        "testAccuracy",
                        "iterations",
                        "nanosPerIteration",
                        "kernels",
                        "parametersSha256"),
                List.copyOf(json.keySet()).subList(0, 7));
        assertEquals(0.0609540, json.get("mse").getAsDouble(), 5e-8);
        assertEquals(92 / 130.0, json.get("trainAccuracy").getAsDouble());
        assertEquals(0.8, json.get("testAccuracy").getAsDouble());
        assertEquals(5000, json.get("iterations").getAsInt());
        assertTrue(json.get("nanosPerIteration").getAsDouble() > 0);
        assertTrue(json.get("kernels").getAsString().matches("scalar|vector-[0-9]+"));
        assertTrue(json.get("parametersSha256").getAsString().matches("[0-9a-f]{64}"));
        assertEquals("4-2-3", json.get("network").getAsString());
        assertEquals(130, json.get("trainRows").getAsInt());
        assertEquals(20, json.get("testRows").getAsInt());
        assertEquals(
                "[[9,0,0],[0,0,4],[0,0,7]]",
                json.getAsJsonObject("confusion").get("counts").toString());
        assertEquals(
                out.resolve("history.csv").toString(),
                json.getAsJsonArray("files").get(0).getAsString());
    }

    @Test
    void jsonEscapesNonAscii() throws IOException {
        Path csv = write("umlauts.csv", "x,label\n1,Größe\n2,\"a \"\"b\"\"\"\n3,Größe\n4,😀\n");
        Invocation json =
                Invocation.train(
                        "--data",
                        csv.toString(),
                        "--out",
                        out.toString(),
                        "--json",
                        "--iterations=1",
                        "--test-size=1");
        assertTrue(json.succeeded().out().chars().allMatch(c -> c < 128), json.out());
        assertEquals(
                "[\"Größe\",\"a \\\"b\\\"\",\"😀\"]",
                json.json().getAsJsonObject("confusion").get("classes").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"species", "4", "-1"})
    void findsLabelsByNameAndIndex(String label) {
        JsonObject json = train("--json", "--iterations=20", "--label", label).json();
        JsonObject byDefault = train("--json", "--iterations=20").json();
        assertEquals(byDefault.get("parametersSha256"), json.get("parametersSha256"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind", "0"})
    void acceptsLabelsInFirstColumn(String label) throws IOException {
        Path csv =
                write(
                        "fruit.csv",
                        "kind,weight,size\napple,1,2\npear,3,1\napple,1.5,2.5\npear,2,1\nplum,0.1,0.2\n");
        JsonObject json =
                Invocation.train(
                                "--data=" + csv,
                                "--label=" + label,
                                "--out=" + out,
                                "--no-plots",
                                "--json",
                                "--test-size=0.4",
                                "--iterations=3",
                                "--hidden=5,4",
                                "--bias")
                        .succeeded()
                        .json();
        assertEquals("2-5-4-3", json.get("network").getAsString());
        assertEquals(3, json.get("trainRows").getAsInt());
        assertEquals(2, json.get("testRows").getAsInt());
        assertEquals(
                "[\"apple\",\"pear\",\"plum\"]",
                json.getAsJsonObject("confusion").get("classes").toString());
    }

    @Test
    void acceptsClassInTestRowsOnly() throws IOException {
        Path csv = write("two.csv", "x,label\n1,a\n2,b\n");
        JsonObject json =
                Invocation.train(
                                "--data=" + csv,
                                "--out=" + out,
                                "--json",
                                "--test-size=1",
                                "--iterations=1",
                                "--hidden=none")
                        .succeeded()
                        .json();
        assertEquals("1-2", json.get("network").getAsString());
        assertEquals(1, json.get("trainRows").getAsInt());
    }

    @Test
    void eachOptionHasAnEffect() {
        String plain = sha();
        assertAll(
                Stream.of(
                                "--bias",
                                "--hidden=3",
                                "--seed=11",
                                "--split-seed=5",
                                "--test-size=0.5",
                                "--learning-rate=1")
                        .map(option -> () -> assertNotEquals(plain, sha(option), option)));
        assertEquals(plain, sha("--test-size=0.13"), "ceil(0.13 * 150) = 20 rows");
    }

    @Test
    void acceptsSeedsUpTo32Bits() {
        assertNotEquals(
                sha("--seed=4294967295", "--split-seed=4294967295"),
                sha("--seed=0", "--split-seed=0"));
    }

    private String sha(String... options) {
        List<String> all = new ArrayList<>(List.of("--json", "--iterations=20"));
        all.addAll(List.of(options));
        return train(all.toArray(String[]::new))
                .succeeded()
                .json()
                .get("parametersSha256")
                .getAsString();
    }

    @Tag("vectors")
    @Test
    void allKernelsGiveTheSameParameters() {
        assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                "needs --add-modules jdk.incubator.vector");
        JsonObject scalar =
                train("--json", "--iterations=200", "--kernels=scalar").succeeded().json();
        JsonObject vector =
                train("--json", "--iterations=200", "--kernels=vector").succeeded().json();
        assertEquals("scalar", scalar.get("kernels").getAsString());
        assertEquals(
                "[{\"kernels\":\"scalar\",\"iterations\":200}]", scalar.get("tierUses").toString());
        assertTrue(vector.get("kernels").getAsString().startsWith("vector-"), vector.toString());
        assertEquals(scalar.get("parametersSha256"), vector.get("parametersSha256"));
        assertEquals(scalar.get("mse"), vector.get("mse"));
    }

    @Test
    void progressBarDoesNotAffectResult() {
        String[] args = {
            "--data",
            Invocation.iris().toString(),
            "--out",
            out.toString(),
            "--no-plots",
            "--json",
            "--hidden=64,64", // enough work for the progress bar to appear
            "--iterations=400"
        };
        Invocation watched = Invocation.of(true, streams -> Train.run(args, streams));
        assertEquals(0, watched.exitCode());
        assertTrue(watched.err().contains("training 100%"), watched.err());
        assertEquals(
                Invocation.train(args).json().get("parametersSha256"),
                watched.json().get("parametersSha256"));
    }

    @Test
    void shortRunHasNoProgressBar() {
        String[] args = {
            "--data=" + Invocation.iris(), "--out=" + out, "--no-plots", "--iterations=1"
        };
        assertEquals("", Invocation.of(true, streams -> Train.run(args, streams)).err());
    }

    @Test
    void parsesSwitchesLikePicocli() {
        OutputOptions options = new OutputOptions();
        assertTrue(options.areSwitches("--json", "--no-plots"));
        assertTrue(options.json() && !options.charts());
        assertTrue(new OutputOptions().areSwitches());
        assertFalse(new OutputOptions().areSwitches("--json", "--json"));
        assertFalse(new OutputOptions().areSwitches("--json", "--help"));
        Invocation.train("--json", "--json").refused("--json");
    }

    @Test
    void writesValidPngAndSvg() throws Exception {
        Invocation run =
                Invocation.train(
                        "--data=" + Invocation.iris(),
                        "--out=" + out,
                        "--iterations=3000",
                        "--learning-rate=1");
        run.succeeded();
        assertEquals(
                Stream.concat(Arrays.stream(PICTURES), Stream.of("history.csv", "report.html"))
                        .sorted()
                        .toList(),
                names(out));
        for (String name : PICTURES) {
            assertTrue(run.out().contains(out.resolve(name).toString()), run.out());
            Path file = out.resolve(name);
            if (name.endsWith(".png")) {
                var image = ImageIO.read(file.toFile());
                assertEquals(LineChart.WIDTH * ChartImage.PNG_SCALE, image.getWidth());
                assertEquals(LineChart.HEIGHT * ChartImage.PNG_SCALE, image.getHeight());
            } else {
                assertTrue(Files.size(file) < 500_000, name + ": " + Files.size(file) + " bytes");
                var factory = DocumentBuilderFactory.newInstance();
                // The document type contains a URL, which no test may fetch.
                factory.setFeature(
                        "http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
                var svg = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
                assertEquals("svg", svg.getTagName());
                assertTrue(svg.getElementsByTagName("line").getLength() > 500, name);
            }
        }
    }

    @Test
    void writesAPageWithTheColumnsOfTheFile() throws IOException {
        Invocation.train("--data=" + Invocation.iris(), "--out=" + out, "--iterations=9")
                .succeeded();
        String page = Files.readString(out.resolve("report.html"));
        for (String text :
                List.of("petal_width", "versicolor", "0.1 to 2.5", "scripts/train --data=")) {
            assertTrue(page.contains(text), text);
        }
        Path named = write("n.csv", "id,a,b,kind\n" + "1,2,3,x\n2,3,4,y\n".repeat(30));
        Invocation.train("--data=" + named, "--drop=id", "--out=" + out, "--iterations=9")
                .succeeded();
        assertTrue(Files.readString(out.resolve("report.html")).contains("ignored"));
    }

    @Test
    void thePageHasTheValidationLoss() throws IOException {
        String iris = "--data=" + Invocation.iris();
        Invocation.train(iris, "--out=" + out, "--epochs=9").succeeded();
        assertFalse(Files.readString(out.resolve("report.html")).contains("validation"));
        Invocation.train(iris, "--out=" + out, "--epochs=9", "--patience=5").succeeded();
        assertTrue(Files.readString(out.resolve("report.html")).contains(">validation<"));
    }

    @Test
    void noPlotsOmitsOnlyPictures() throws IOException {
        train("--iterations=2").succeeded();
        assertEquals(List.of("history.csv"), names(out));
    }

    @Test
    void reusesDirectoryAndReplacesFiles() throws IOException {
        Files.createDirectory(out);
        Files.writeString(out.resolve("history.csv"), "old");
        Files.writeString(out.resolve("mine.txt"), "mine");
        train("--iterations=2").succeeded();
        assertEquals(List.of("history.csv", "mine.txt"), names(out));
        assertEquals(3, Files.readAllLines(out.resolve("history.csv")).size());
        assertEquals("mine", Files.readString(out.resolve("mine.txt")));
    }

    @Test
    void createsParentDirectories() throws IOException {
        out = temp.resolve("a/b/c");
        train("--iterations=2").succeeded();
        assertEquals(List.of("history.csv"), names(out));
    }

    @Test
    void writesModelWithScalingAndClasses() throws Exception {
        String sha =
                train("--iterations=50", "--scale=standard", "--model", "--json")
                        .succeeded()
                        .json()
                        .get("parametersSha256")
                        .getAsString();
        assertEquals(List.of("history.csv", "model.safetensors"), names(out));
        SavedModel saved = SavedModel.read(out.resolve("model.safetensors"));
        assertEquals(sha, saved.model().parametersSha256());
        assertEquals(List.of("setosa", "versicolor", "virginica"), saved.classNames());
        Dataset iris = Csv.read(Invocation.iris(), "species");
        TrainTestSplit split = TrainTestSplit.of(iris, TestSize.count(20), 4);
        assertEquals(Scaling.standard(split.train()), saved.scaling().orElseThrow());
        assertEquals(iris.featureNames(), saved.featureNames());
    }

    @Test
    void recordsNoFeatureNamesWithoutHeader() throws Exception {
        List<String> lines = Files.readAllLines(Invocation.iris());
        Path data = write("rows.csv", String.join("\n", lines.subList(1, lines.size())));
        Invocation.train(
                        "--data=" + data,
                        "--out=" + out,
                        "--no-header",
                        "--no-plots",
                        "--iterations=2",
                        "--model")
                .succeeded();
        SavedModel saved = SavedModel.read(out.resolve("model.safetensors"));
        assertEquals(List.of(), saved.featureNames());
    }

    @Test
    void printsHelpAndVersionToStandardOutput() {
        Invocation help = Invocation.train("--help").succeeded();
        for (String option :
                List.of(
                        "Data:",
                        "--data",
                        "--label",
                        "--test-size",
                        "--split-seed",
                        "--scale",
                        "Network:",
                        "--hidden",
                        "--bias",
                        "--activation",
                        "--output",
                        "--recurrent",
                        "--no-self-connections",
                        "--no-acceleration",
                        "--damping",
                        "--tolerance",
                        "--max-sweeps",
                        "--loss",
                        "--dropout",
                        "--init",
                        "Optimizer:",
                        "--optimizer",
                        "--learning-rate",
                        "--momentum",
                        "--schedule",
                        "--warm-up",
                        "--weight-decay",
                        "--max-gradient-norm",
                        "Training:",
                        "--iterations",
                        "--epochs",
                        "--batch",
                        "--class-weights",
                        "--patience",
                        "--validation-size",
                        "--seed, --seeds",
                        "--kernels",
                        "--threads",
                        "Results:",
                        "--out",
                        "--no-plots",
                        "--digits",
                        "--model",
                        "--onnx",
                        "--json")) {
            assertTrue(
                    help.out().lines().anyMatch(line -> line.strip().startsWith(option)), option);
        }
        assertTrue(help.out().lines().allMatch(line -> line.length() <= 100), help.out());
        assertFalse(help.out().lines().anyMatch(line -> line.matches("[a-z]+")), "broken lines");
        assertFalse(help.out().contains("\u001b"), "colours without a terminal");
        assertTrue(Invocation.train("--version").succeeded().out().startsWith("Lanewise"));
    }
}
