package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
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
import lanewise.optimize.Adam;
import lanewise.optimize.CosineDecay;
import lanewise.optimize.WarmUp;
import lanewise.random.RandomState;
import lanewise.train.Trainer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The command {@code train} with networks, optimizers and batches of all kinds. */
class TrainAnyNetworkTest extends TrainInFolder {
    private static final int TRAIN_ROWS = 130;

    private JsonObject json(String... options) {
        List<String> args = new ArrayList<>(Arrays.asList(options));
        args.add("--json");
        return train(args.toArray(String[]::new)).succeeded().json();
    }

    private String sha(String... options) {
        return json(options).get("parametersSha256").getAsString();
    }

    private static String[] with(String options, String more) {
        return (options + " " + more).strip().split(" +");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                             | --activation=tanh
                             | --activation=relu
                             | --output=softmax
                             | --output=identity
                             | --loss=bce
                             | --loss=mae
        --output=identity    | --loss=huber
                             | --optimizer=momentum
                             | --optimizer=nesterov
                             | --optimizer=rmsprop
                             | --optimizer=adam
        --optimizer=adam     | --optimizer=adamw
        --optimizer=momentum | --momentum=0.5
        --optimizer=adamw    | --weight-decay=0.1
                             | --weight-decay=0.1
                             | --max-gradient-norm=0.001
                             | --schedule=step:0.5:2
                             | --schedule=exponential:0.9
                             | --schedule=cosine
        --schedule=cosine    | --schedule=cosine:0.05
                             | --warm-up=5
                             | --batch=32
        --batch=32           | --seed=11
                             | --dropout=0.5
        --dropout=0.5        | --seed=11
                             | --init=normal:0.1
                             | --init=uniform:0.5
                             | --init=glorot
        --init=glorot        | --init=glorot-normal
                             | --init=he
        --init=he            | --init=he-uniform
                             | --init=lecun
                             | --scale=standard
        --scale=standard     | --scale=min-max
                             | --class-weights=balanced
                             | --patience=100
        --patience=100       | --validation-size=0.3
        """)
    void eachOptionHasAnEffect(String common, String option) {
        String start = "--iterations=20 " + (common == null ? "" : common);
        // An option may be given once: the specific options replace the common ones.
        String name = option.substring(0, option.indexOf('='));
        String changed = start.replaceAll(name + "=\\S+", "");
        assertNotEquals(sha(with(start, "")), sha(with(changed, option)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        --iterations=20                                  | --epochs=20
        --epochs=4 --batch=32                            | --iterations=20 --batch=32
        --epochs=20                                      | --epochs=20 --batch=1000
        --epochs=4 --batch=32                            | --epochs=4 --batch=32 --threads=2
        --epochs=20                                      | --epochs=20 --optimizer=sgd --loss=mse
        --epochs=20                                      | --epochs=20 --loss=huber
        --epochs=20                                      | --epochs=20 --init=normal:0.5 --scale=none
        --epochs=20 --activation=sigmoid --dropout=0     | --epochs=20 --output=sigmoid
        --epochs=9 --schedule=step:0.5:3                 | --epochs=9 --schedule=step:0.50:3
        --epochs=9 --batch=50                            | --epochs=9 --batch=50 --schedule=step:1:2
        --epochs=9 --optimizer=momentum                  | --epochs=9 --optimizer=momentum --momentum=0.9
        --epochs=9 --optimizer=adamw                     | --epochs=9 --optimizer=adamw --weight-decay=0.01
        --epochs=9 --optimizer=adam                      | --epochs=9 --optimizer=adamw --weight-decay=0
        """)
    void equivalentOptionsGiveEqualParameters(String options, String other) {
        assertEquals(sha(with(options, "")), sha(with(other, "")));
    }

    @Test
    void passesOptionsToTheEngine() throws Exception {
        Dataset iris = Csv.read(Invocation.iris());
        TrainTestSplit split = TrainTestSplit.of(iris, TestSize.fraction(0.2), 7);
        Network network = Network.of(4, Layer.gelu(8).withDropout(0.1), Layer.softmax(3));
        int perEpoch = 8; // ceil(120 / 16)
        Trainer trainer =
                Trainer.of(
                                new Adam(
                                        new WarmUp(
                                                perEpoch,
                                                new CosineDecay(0.01, 0.001, 4 * perEpoch))))
                        .withBatches(16)
                        .withEpochs(5)
                        .withSeed(3)
                        .withWeightDecay(0.001)
                        .withMaxGradientNorm(0.5)
                        .withBalancedClasses();
        Model start = Model.initialize(network, Initializer.glorotUniform(), new RandomState(3));
        Dataset train = Scaling.standard(split.train()).apply(split.train());
        assertEquals(
                trainer.fit(start, train).model().parametersSha256(),
                sha(
                        "--test-size=0.2",
                        "--split-seed=7",
                        "--scale=standard",
                        "--hidden=8",
                        "--bias",
                        "--activation=gelu",
                        "--dropout=0.1",
                        "--output=softmax",
                        "--init=glorot",
                        "--optimizer=adam",
                        "--learning-rate=0.01",
                        "--schedule=cosine:0.001",
                        "--warm-up=1",
                        "--weight-decay=0.001",
                        "--max-gradient-norm=0.5",
                        "--class-weights=balanced",
                        "--batch=16",
                        "--epochs=5",
                        "--seed=3"));
    }

    @Test
    void labelsOtherLossesAsLoss() throws IOException {
        Invocation run =
                Invocation.train(
                        "--data=" + Invocation.iris(),
                        "--out=" + out,
                        "--output=softmax",
                        "--iterations=200");
        String text = run.succeeded().out();
        assertTrue(
                text.lines()
                        .anyMatch(line -> line.matches("loss {15}0\\.\\d{7} \\(cross-entropy\\)")),
                text);
        assertFalse(text.contains("mse"), text);
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(
                    List.of(
                            "accuracy.png",
                            "accuracy.svg",
                            "history.csv",
                            "loss.png",
                            "loss.svg",
                            "report.html"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        List<String> history = Files.readAllLines(out.resolve("history.csv"));
        assertEquals("iteration,loss,accuracy", history.getFirst());
        JsonObject json = json("--output=softmax", "--iterations=200");
        assertFalse(json.has("mse"), json.toString());
        assertEquals("cross-entropy", json.get("lossName").getAsString());
        assertEquals(
                Float.parseFloat(history.getLast().split(",")[1]), json.get("loss").getAsFloat());
        assertTrue(json.get("logLoss").getAsDouble() > 0);
    }

    @Test
    void jsonContainsAllFigures() {
        JsonObject json = json();
        assertEquals(json.get("mse"), json.get("loss"));
        assertEquals("mse", json.get("lossName").getAsString());
        assertEquals(5000, json.get("epochs").getAsInt());
        assertEquals(TRAIN_ROWS, json.get("batch").getAsInt());
        assertEquals("sgd", json.get("optimizer").getAsString());
        assertEquals(1, json.get("threads").getAsInt());
        assertEquals("iterations_done", json.get("stopReason").getAsString());
        // 9 of 9 setosa, 0 of 4 versicolor, 7 of 7 virginica with 4 false: F1 of 1, 0 and 14/18.
        assertEquals((1 + 0 + 14 / 18.0) / 3, json.get("macroF1").getAsDouble(), 1e-12);
        assertFalse(json.has("validationRows"));
        assertFalse(json("--output=identity", "--iterations=5").has("logLoss"));
    }

    @Test
    void averagesBatchesOfAnEpoch() throws IOException {
        JsonObject json = json("--batch=32", "--epochs=4");
        assertEquals(20, json.get("iterations").getAsInt());
        assertEquals(4, json.get("epochs").getAsInt());
        assertEquals(32, json.get("batch").getAsInt());
        List<String> history = Files.readAllLines(out.resolve("history.csv"));
        assertEquals(21, history.size());
        int[] rows = {32, 32, 32, 32, 2};
        double loss = 0;
        double hits = 0;
        for (int k = 0; k < rows.length; k++) {
            String[] line = history.get(16 + k).split(",");
            loss += rows[k] * Double.parseDouble(line[1]);
            hits += rows[k] * Double.parseDouble(line[2]);
        }
        assertEquals(loss / TRAIN_ROWS, json.get("mse").getAsDouble(), 1e-7);
        assertEquals(hits / TRAIN_ROWS, json.get("trainAccuracy").getAsDouble(), 1e-9);
    }

    @Test
    void patienceStopsTraining() {
        String[] options = {
            "--hidden=8",
            "--bias",
            "--output=softmax",
            "--optimizer=adam",
            "--learning-rate=0.1",
            "--scale=standard",
            "--epochs=5000",
            "--patience=5",
            "--validation-size=30"
        };
        JsonObject json = json(options);
        assertEquals("early_stopping", json.get("stopReason").getAsString());
        assertTrue(json.get("iterations").getAsInt() < 5000, json.toString());
        assertEquals(30, json.get("validationRows").getAsInt());
        assertEquals(100, json.get("trainRows").getAsInt());
        assertEquals(20, json.get("testRows").getAsInt());
        String text = train(options).succeeded().out();
        String line =
                "stopped            after "
                        + json.get("epochs")
                        + " epochs: the validation loss did not improve for 5 epochs";
        assertTrue(text.lines().anyMatch(line::equals), text);
        assertTrue(text.contains("100 for training, 30 for validation, 20 for testing"), text);
    }

    /** Each as if it were alone, whatever the number of threads, also with early stopping. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--iterations=300 --learning-rate=1 --batch=32",
                "--iterations=200 --learning-rate=1 --threads=1",
                "--epochs=40 --batch=16 --learning-rate=1 --patience=3 --validation-size=0.2",
                "--iterations=40 --recurrent --hidden=5 --bias --init=normal:0.1 --threads=3"
            })
    void severalSeedsUseTheSameRows(String options) {
        String[] common = options.split(" ");
        JsonObject all =
                json(
                        Stream.concat(Stream.of("--seeds=1,2,3"), Arrays.stream(common))
                                .toArray(String[]::new));
        JsonArray seeds = all.getAsJsonArray("seeds");
        assertEquals(3, seeds.size());
        double sum = 0;
        double least = 1;
        for (JsonElement element : seeds) {
            JsonObject seed = element.getAsJsonObject();
            JsonObject alone =
                    json(
                            Stream.concat(
                                            Stream.of("--seed=" + seed.get("seed")),
                                            Arrays.stream(common))
                                    .toArray(String[]::new));
            assertEquals(alone.get("parametersSha256"), seed.get("parametersSha256"));
            assertEquals(alone.get("testAccuracy"), seed.get("testAccuracy"));
            assertEquals(alone.get("loss"), seed.get("loss"));
            sum += alone.get("testAccuracy").getAsDouble();
            least = Math.min(least, alone.get("testAccuracy").getAsDouble());
        }
        assertEquals(sum / 3, all.get("meanTestAccuracy").getAsDouble(), 1e-12);
        assertEquals(least, all.get("leastTestAccuracy").getAsDouble());
        assertEquals(
                seeds.get(2).getAsJsonObject().get("parametersSha256"),
                all.get("parametersSha256"));
    }

    @Test
    void reportsEachSeed() {
        String text = train("--seeds=1,2,3", "--iterations=300").succeeded().out();
        assertAll(
                Stream.of("seed 1 ", "seed 2 ", "seed 3 ", "all 3 seeds ")
                        .map(
                                begin ->
                                        () ->
                                                assertTrue(
                                                        text.lines()
                                                                .anyMatch(
                                                                        line ->
                                                                                line.startsWith(
                                                                                        begin)),
                                                        begin + " in:\n" + text)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        --activation=swish                     | identity, sigmoid, tanh, relu, leaky-relu
        --activation=softmax                   | only the last layer can be
        --activation=relu --hidden=none        | --activation requires hidden layers
        --output=Softmax                       | or softmax, found 'Softmax'
        --loss=Huber                           | mse, mae, huber, bce or cross-entropy, found 'Huber'
        --loss=huber --output=softmax          | use CROSS_ENTROPY
        --loss=mae --output=softmax            | use CROSS_ENTROPY
        --loss=cross-entropy                   | make the last layer softmax
        --loss=mse --output=softmax            | use CROSS_ENTROPY
        --loss=bce --output=tanh               | make the last layer sigmoid
        --dropout=1                            | below 1
        --dropout=0.5 --hidden=none            | --dropout requires hidden layers
        --init=zeros                           | normal:0.5
        --init=normal                          | normal:0.5
        --init=normal:-1                       | normal:0.5
        --optimizer=lbfgs                      | sgd, momentum, nesterov, rmsprop, adam or adamw
        --momentum=0.9                         | requires --optimizer momentum or nesterov
        --optimizer=nesterov --momentum=1      | below 1
        --schedule=linear                      | step:0.5:10
        --schedule=step:0.5                    | step:0.5:10
        --schedule=step:0.5:0                  | step:0.5:10
        --schedule=step:2:10                   | at most 1
        --schedule=exponential:0               | exponential:0.95
        --schedule=cosine:1                    | minimum 1.0
        --warm-up=5                            | takes all of the training
        --warm-up=0                            | whole number from 1
        --weight-decay=-0.1                    | at least 0
        --max-gradient-norm=0                  | above 0
        --epochs=3 --iterations=3              | give only one of them
        --epochs=0                             | whole number from 1
        --epochs=2000000000 --batch=10         | or larger batches
        --batch=0                              | whole number from 1
        --class-weights=even                   | expected balanced
        --patience=0                           | whole number from 1
        --patience=3 --validation-size=130     | leaves none of 130
        --validation-size=0.2                  | requires --patience
        --scale=robust                         | none, standard or min-max
        --threads=0                            | whole number from 1
        --threads=5000                         | expected 1 to 1024
        --seeds=1,,2                           | 4294967295
        --seeds=3,4,3                          | different seeds
        --seed=1 --seeds=2                     | only once
        --digits                               | 8 lines of 8 pixels
        --learning-rate=1e38 --iterations=100  | --max-gradient-norm
        """)
    void rejectsInvalidOptionsInOneLine(String options, String part) {
        boolean lengthGiven = options.contains("--iterations") || options.contains("--epochs");
        train(with(options, lengthGiven ? "" : "--iterations=5")).refused(part);
        assertFalse(Files.exists(out), "a failed run must not leave files");
    }
}
