package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.Scaling;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;
import lanewise.ensemble.Ensemble;
import lanewise.io.SavedEnsemble;
import lanewise.io.SavedModel;
import lanewise.random.RandomState;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The command {@code predict}. */
class PredictTest extends TrainInFolder {
    private static final String END = System.lineSeparator();
    private static final String HEADER = "sepal_length,sepal_width,petal_length,petal_width";

    private Path model;

    @BeforeEach
    final void chooseModel() {
        model = out.resolve("model.safetensors");
    }

    private static Invocation predict(Object... args) {
        String[] texts = List.of(args).stream().map(Object::toString).toArray(String[]::new);
        return Invocation.of(false, streams -> Predict.run(texts, streams));
    }

    private static void assertRefused(String problem, Object... args) {
        Invocation run = predict(args);
        assertTrue(run.err().startsWith("predict: "), run.err());
        assertTrue(run.err().contains(problem), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(2, run.exitCode());
    }

    /** Writes the test rows of the default split, with columns in another order among others. */
    private Path testRows() throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,petal_width,species,sepal_width"));
        lines.set(0, lines.getFirst() + ",note,petal_length,sepal_length,class");
        Dataset iris = Csv.read(Invocation.iris(), "species");
        Dataset test = TrainTestSplit.of(iris, TestSize.count(20), 4).test();
        for (int row = 0; row < test.rows(); row++) {
            float[] x = test.features().row(row);
            String name = test.classNames().get(test.label(row));
            lines.add(
                    String.join(
                            ",",
                            "r" + row,
                            "" + x[3],
                            "x",
                            "" + x[1],
                            "\"a, b\"",
                            "" + x[2],
                            "" + x[0],
                            name));
        }
        return write("new.csv", String.join("\n", lines) + "\n");
    }

    /** The accuracy and the confusion matrix of training are the oracle. */
    @Test
    void findsAccuracyOfTraining() throws IOException {
        JsonObject trained =
                train(
                                "--iterations=500",
                                "--learning-rate=1",
                                "--scale=standard",
                                "--model",
                                "--json")
                        .succeeded()
                        .json();
        Path file = temp.resolve("out.csv");
        JsonObject found = predict(model, testRows(), "--json", "--out", file).succeeded().json();
        assertEquals(trained.get("testAccuracy"), found.get("accuracy"));
        assertEquals(trained.get("confusion"), found.get("confusion"));
        assertEquals(20, found.get("rows").getAsInt());
        assertEquals(21, Files.readAllLines(file).size());

        Invocation text = predict(model, testRows(), "--label", "class", "--out", file);
        text.succeeded();
        assertTrue(
                text.out().startsWith("wrote " + file + ": 20 rows predicted by the network 4-2-3"),
                text.out());
        assertTrue(text.out().contains("accuracy "), text.out());
        assertTrue(text.out().contains("actual \\ predicted"), text.out());
        Invocation printed = predict(model, testRows());
        assertEquals(Files.readString(file), printed.out());
        assertTrue(printed.err().startsWith("accuracy "), printed.err());
        assertEquals("", predict(model, testRows(), "--no-label").err());
    }

    /** The oracle scales each row, then predicts it alone. */
    @Test
    void writesProbabilities() throws IOException {
        Dataset iris = Csv.read(Invocation.iris(), "species");
        Scaling scaling = Scaling.standard(iris);
        Network network = Network.of(4, Layer.tanh(8), Layer.softmax(3));
        Model random = Model.initialize(network, Initializer.heNormal(), new RandomState(2));
        Files.createDirectories(out);
        SavedModel.of(random)
                .withScaling(scaling)
                .withClassNames(List.of("a,b", "c\"", "d"))
                .withFeatureNames(iris.featureNames())
                .write(model);
        List<String> lines =
                predict(model, Invocation.iris(), "--probabilities")
                        .succeeded()
                        .out()
                        .lines()
                        .toList();
        List<String> names = List.of("\"a,b\"", "\"c\"\"\"", "d");
        assertEquals("prediction," + String.join(",", names), lines.getFirst());
        assertEquals(151, lines.size());
        for (int row = 0; row < 150; row++) {
            double[] x = new double[4];
            for (int k = 0; k < 4; k++) {
                x[k] = iris.features().getDouble(row, k);
            }
            float[] p = random.predict(scaling.apply(x));
            int best = random.predictor().classify(scaling.apply(x));
            assertEquals(
                    names.get(best) + "," + p[0] + "," + p[1] + "," + p[2], lines.get(row + 1));
        }
        JsonObject json =
                predict(model, Invocation.iris(), "--probabilities", "--json").succeeded().json();
        assertEquals(150, json.getAsJsonArray("predictions").size());
        assertEquals(4, json.getAsJsonArray("predictions").get(0).getAsJsonArray().size());
        assertEquals("[\"prediction\",\"a,b\",\"c\\\"\",\"d\"]", json.get("columns").toString());
        assertFalse(json.has("accuracy")); // no label: species are no classes of this model
    }

    private void save(Network network, float... parameters) throws IOException {
        Files.createDirectories(out);
        SavedModel.of(Model.of(network, parameters)).write(model);
    }

    @Test
    void oneSigmoidOutputIsProbabilityOfSecondClass() throws IOException {
        save(Network.of(1, Layer.sigmoid(1)), 1, 0);
        Path rows = write("rows.csv", "x,y\n0,0\n100,0\n-100,1\n");
        Invocation run = predict(model, rows, "--probabilities");
        assertTrue(run.out().startsWith("prediction,0,1\n0,0.5,0.5\n1,0.0,1.0\n0,1.0,"), run.out());
        assertEquals(
                "predict: warning: "
                        + model
                        + " has no feature names: columns were taken in the file's order"
                        + END
                        + "accuracy 1/3 = 0.3333"
                        + END,
                run.err().lines().limit(2).map(line -> line + END).reduce("", String::concat));
        JsonObject json = predict(model, rows, "--json", "--no-label").json();
        assertEquals("[\"0\",\"1\",\"0\"]", json.get("predictions").toString());
    }

    @Test
    void writesNumbersOfRegression() throws IOException {
        save(Network.of(2, Layer.identity(1)), 1, 10, 0.5f);
        Path rows = write("rows.csv", "1;2\n3;4\n");
        Invocation run = predict(model, rows, "--no-header", "--separator=;");
        assertEquals("prediction\n21.5\n43.5\n", run.succeeded().out());
        assertEquals(
                "[[21.5],[43.5]]",
                predict(model, rows, "--no-header", "--separator=;", "--json")
                        .succeeded()
                        .json()
                        .get("predictions")
                        .toString());
        assertRefused("are numbers, not probabilities", model, rows, "--probabilities");
        assertRefused("predicts numbers, not classes", model, rows, "--label=x0");
        save(Network.of(2, Layer.identity(2).withoutBias()), 1, 0, 0, 1);
        assertEquals(
                "output0,output1\n1.0,2.0\n3.0,4.0\n",
                predict(model, rows, "--no-header", "--separator=;").succeeded().out());
    }

    /** More than one block, and a last block that is not full. */
    @Test
    void streamsManyRows() throws IOException {
        save(Network.of(2, Layer.softmax(2).withoutBias()), 1, 0, 0, 1);
        Path file = temp.resolve("many.csv");
        int[] counts = new int[4];
        Random random = new Random(1);
        try (Writer text = Files.newBufferedWriter(file)) {
            text.write("a,b,c\n");
            for (int row = 0; row < 200_001; row++) {
                int a = random.nextInt(100);
                int b = random.nextInt(100);
                int actual = random.nextInt(2);
                text.write(a + "," + b + "," + actual + "\n");
                counts[2 * actual + (b > a ? 1 : 0)]++;
            }
        }
        Path to = temp.resolve("to.csv");
        JsonObject json = predict(model, file, "--json", "--out", to).json();
        assertEquals(200_001, json.get("rows").getAsInt());
        String expected =
                "[[" + counts[0] + "," + counts[1] + "],[" + counts[2] + "," + counts[3] + "]]";
        assertEquals(expected, json.getAsJsonObject("confusion").get("counts").toString());
        assertEquals(200_002, Files.readAllLines(to).size());
    }

    @Test
    void rejectsBadRows() throws IOException {
        train("--iterations=5", "--scale=standard", "--model").succeeded();
        Path to = write("to.csv", "old");
        List<String[]> cases =
                List.of(
                        new String[] {"", "the file is empty"},
                        new String[] {HEADER + "\n", "no rows of data"},
                        new String[] {
                            HEADER.replace("petal_length", "length") + "\n1,2,3,4\n",
                            ": no column \"petal_length\"; did you mean \"sepal_length\"? The columns are"
                        },
                        new String[] {
                            HEADER.replace("petal_length", "petal_lenght") + "\n1,2,3,4\n",
                            "did you mean \"sepal_length\", \"petal_lenght\"?"
                        },
                        new String[] {
                            HEADER + ",petal_width\n1,2,3,4,5\n",
                            "column 4 is also named \"petal_width\""
                        },
                        new String[] {
                            HEADER + "\n1,2,3,4\n1,NaN,3,4\n",
                            "line 3, column 2 (\"sepal_width\"): \"NaN\" is not a finite number"
                        },
                        new String[] {
                            HEADER + "\n1,2,,4\n",
                            "line 2, column 3 (\"petal_length\"): the field is empty"
                        },
                        new String[] {HEADER + "\n1,2,?,4\n", "\"?\" stands for a missing value"},
                        new String[] {
                            HEADER + "\n1,2,3,x\n",
                            "line 2, column 4 (\"petal_width\"): \"x\" is not a number"
                        },
                        new String[] {HEADER + "\n1,2,3,4\n1,2,3\n", "line 3, column 4"},
                        new String[] {
                            HEADER + ",c\n1,2,3,4,setosa\n1,2,3,4,rose\n",
                            "line 3, column 5 (\"c\"): unknown class 'rose': expected one of"
                                    + " setosa, versicolor, virginica; --label names another"
                        },
                        new String[] {HEADER.replace(",", ":") + "\n1:2:3:4\n", "--separator"},
                        new String[] {HEADER + "\n1,2,3,\"4,5\"\n", "--decimal-comma"},
                        new String[] {
                            "1,2,3,4\n5,6,7,8\n",
                            ": no column \"sepal_length\"; the columns are \"1\", \"2\", \"3\", \"4\";"
                                    + " if the first line is data, read the file without a header"
                                    + " (options: --no-header, --header)"
                        });
        for (String[] bad : cases) {
            Path file = write("bad.csv", bad[0]);
            assertRefused(bad[1], model, file, "--out", to);
            assertTrue(predict(model, file).err().contains(file.toString()), bad[1]);
            assertEquals("old", Files.readString(to));
        }
        Files.createDirectories(temp.resolve("tiny"));
        Path tiny = temp.resolve("tiny/model.safetensors");
        SavedModel.read(model)
                .withScaling(Scaling.of(new double[4], new double[] {1, 1, 1e-30, 1}))
                .write(tiny);
        assertRefused(
                "line 3, column 3 (\"petal_length\"): feature 2 is 1.0E20, which exceeds the range",
                tiny,
                write("large.csv", HEADER + "\n1,2,3e-30,4\n1,2,1e20,4\n"));
        Path good = write("good.csv", HEADER + "\n1,2,3,4\n");
        assertRefused("no column \"x\"", model, good, "--label=x");
        assertRefused("the label column is a feature", model, good, "--label=sepal_width");
        assertRefused("contradict each other", model, good, "--label=x", "--no-label");
        assertRefused("contradict each other", model, good, "--header", "--no-header");
        assertRefused("would overwrite the input", model, good, "--out", good);
        assertRefused("would overwrite the input", model, good, "--out", model);
        assertRefused("no such file", temp.resolve("none"), good);
        assertRefused("no such file", model, temp.resolve("none"));
        assertRefused("Missing required parameter", model);
    }

    @Test
    void readsTheFilesOfOtherPrograms() throws IOException {
        train("--iterations=5", "--model").succeeded();
        String expected =
                predict(model, write("a.csv", HEADER + "\n5.1,3.5,1.4,0.2\n")).succeeded().out();
        String german = HEADER.replace(',', ';') + "\n5,1;3,5;1,4;0,2\n";
        assertEquals(expected, predict(model, write("b.csv", german)).succeeded().out());
        assertEquals(
                expected,
                predict(
                                model,
                                write(
                                        "c.csv",
                                        "% é\n" + HEADER + "\n\"5,1\",\"3,5\",\"1,4\",\"0,2\"\n"),
                                "--decimal-comma",
                                "--comments=%")
                        .succeeded()
                        .out());
        Path wide = temp.resolve("d.csv");
        Files.write(wide, german.getBytes(StandardCharsets.UTF_16));
        assertRefused("(option: --charset)", model, wide);
        assertEquals(expected, predict(model, wide, "--charset=UTF-16").succeeded().out());
    }

    @Test
    void matchesByPositionWithoutHeader() throws IOException {
        train("--iterations=5", "--model").succeeded();
        Path named = write("named.csv", HEADER + "\n5.1,3.5,1.4,0.2\n");
        Path bare = write("bare.csv", "5.1,3.5,1.4,0.2\n");
        Path labelled = write("labelled.csv", "5.1,3.5,1.4,0.2,setosa\n");
        String expected = predict(model, named).succeeded().out();
        assertEquals(expected, predict(model, bare, "--no-header").succeeded().out());
        assertEquals(expected, predict(model, labelled, "--no-header").out());
        assertTrue(predict(model, labelled, "--no-header").err().startsWith("accuracy "));
        assertEquals(
                expected, predict(model, labelled, "--no-header", "--no-label").succeeded().out());
        String problem = "columns, matched by position: expected 4 features";
        assertRefused(problem, model, write("few.csv", "1,2,3\n"), "--no-header");
        assertRefused(problem, model, write("id.csv", "7,1,2,3,4\n"), "--no-header");
    }

    @Test
    void helpListsEveryOption() {
        String help = predict("--help").succeeded().out();
        for (String option :
                List.of(
                        "model",
                        "data",
                        "--out",
                        "--probabilities",
                        "--json",
                        "--label",
                        "--no-label",
                        "--separator",
                        "--decimal-comma",
                        "--missing",
                        "--comments",
                        "--charset",
                        "--no-header",
                        "--header",
                        "--help",
                        "--version")) {
            assertTrue(help.contains(option), option);
        }
        assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
    }

    /**
     * An ensemble predicts by the means of its members; a file of one model gives the same as
     * before.
     */
    @Test
    void predictsByAnEnsemble() throws IOException {
        Dataset iris = Csv.read(Invocation.iris(), "species");
        Scaling scaling = Scaling.standard(iris);
        Network network = Network.of(4, Layer.tanh(8), Layer.softmax(3));
        Network other = Network.of(4, Layer.softmax(3));
        Model first = Model.initialize(network, Initializer.heNormal(), new RandomState(2));
        Model second = Model.initialize(other, Initializer.heNormal(), new RandomState(3));
        Ensemble ensemble =
                Ensemble.of(
                        List.of(
                                first.withClassNames(iris.classNames()),
                                second.withClassNames(iris.classNames())));
        Files.createDirectories(out);
        SavedEnsemble.of(ensemble)
                .withScaling(scaling)
                .withFeatureNames(iris.featureNames())
                .write(model);
        Invocation run = predict(model, Invocation.iris(), "--probabilities");
        List<String> lines = run.out().lines().toList();
        assertEquals("prediction,setosa,versicolor,virginica", lines.getFirst());
        int hits = 0;
        for (int row = 0; row < 150; row++) {
            double[] x = new double[4];
            for (int k = 0; k < 4; k++) {
                x[k] = iris.features().getDouble(row, k);
            }
            float[] p = ensemble.predict(scaling.apply(x));
            int best = ensemble.predictor().classify(scaling.apply(x));
            hits += best == iris.label(row) ? 1 : 0;
            assertEquals(
                    iris.classNames().get(best) + "," + p[0] + "," + p[1] + "," + p[2],
                    lines.get(row + 1));
        }
        assertTrue(run.err().startsWith("accuracy " + hits + "/150"), run.err());
        Path file = temp.resolve("out.csv");
        Invocation written = predict(model, Invocation.iris(), "--out", file).succeeded();
        assertTrue(
                written.out()
                        .contains(
                                ": 150 rows predicted by an ensemble of 2 networks 4-8-3, 4-3"
                                        + END),
                written.out());
        JsonObject json = predict(model, Invocation.iris(), "--json").succeeded().json();
        assertEquals("4-8-3, 4-3", json.get("network").getAsString());
        assertEquals(2, json.get("members").getAsInt());
        Files.write(model, new byte[] {1, 2, 3});
        assertRefused(
                "file of 3 bytes: expected 8 bytes of header length", model, Invocation.iris());
    }
}
