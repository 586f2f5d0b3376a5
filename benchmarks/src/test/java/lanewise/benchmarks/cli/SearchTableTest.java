package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Network;
import lanewise.data.CsvFormat;
import lanewise.data.TestSize;
import lanewise.io.SavedModel;
import lanewise.metrics.Metric;
import lanewise.optimize.Adam;
import lanewise.select.CrossValidation;
import lanewise.select.CrossValidationResult;
import lanewise.select.Estimator;
import lanewise.split.RepeatedKFold;
import lanewise.split.RepeatedStratifiedKFold;
import lanewise.split.StratifiedShuffleSplit;
import lanewise.table.Preparation;
import lanewise.table.PreparationOptions;
import lanewise.table.Table;
import lanewise.table.TableSchema;
import lanewise.train.Trainer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command {@code search} on tables with texts, dates, missing values and numeric targets. */
class SearchTableTest {
    @TempDir private Path temp;

    private static Path tables() {
        return Invocation.iris().resolveSibling("tables");
    }

    private static Invocation search(Path file, String... options) {
        List<String> args = new ArrayList<>(List.of("--data=" + file));
        args.addAll(List.of(options));
        return Invocation.of(
                false, streams -> SearchCommand.run(args.toArray(String[]::new), streams));
    }

    private static JsonArray candidates(Invocation done) {
        assertEquals(0, done.exitCode(), done.err());
        return done.json().getAsJsonArray("candidates");
    }

    private static double[] scores(JsonObject candidate, Metric metric) {
        return candidate
                .getAsJsonObject("scores")
                .getAsJsonObject(metric.name())
                .getAsJsonArray("each")
                .asList()
                .stream()
                .mapToDouble(score -> score.getAsDouble())
                .toArray();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(temp.resolve(name), text);
    }

    /** Rows with the class of most texts of a column, and a number that says nothing. */
    private Path classes(int rows) throws IOException {
        StringBuilder text = new StringBuilder("colour,noise,when,y\n");
        for (int row = 0; row < rows; row++) {
            String colour = List.of("red", "green", "blue", "?").get(row * 7 % 4);
            text.append(colour).append(',').append(row * 31 % 17 / 10.0).append(",2026-01-");
            text.append(10 + row % 19).append(',');
            text.append(colour.equals("red") != (row % 10 == 0) ? "yes" : "no").append('\n');
        }
        return write("classes.csv", text.toString());
    }

    /** The default training of scripts/train, for as many rows as a fold trains. */
    private static Estimator byDefault(Network network, int epochs, int rows) {
        return Estimator.of(
                network,
                Initializer.heUniform(),
                Trainer.of(new Adam(0.003))
                        .withBatches(32)
                        .withEpochs(epochs)
                        .withWeightDecay(2.0 / rows)
                        .withSeed(10));
    }

    @Test
    void scoresAreThoseOfTheEngine() throws Exception {
        Path file = tables().resolve("members.csv");
        Invocation done =
                search(
                        file,
                        "--grid=hidden=8",
                        "--folds=3",
                        "--metric=accuracy,log-loss",
                        "--max-categories=4",
                        "--epochs=7",
                        "--json");
        Table table = Table.read(file, CsvFormat.standard());
        TableSchema schema = TableSchema.detect(table).withTarget("segment");
        PreparationOptions options = PreparationOptions.standard().withMaxCategories(4);
        int inputs = Preparation.fit(table, schema, options).inputs();
        Estimator estimator =
                byDefault(Network.of(inputs, Layer.relu(8), Layer.softmax(2)), 7, 60)
                        .withPreparation(options);
        CrossValidationResult expected =
                CrossValidation.of(
                                RepeatedStratifiedKFold.of(3, 1, 4),
                                Metric.ACCURACY,
                                Metric.LOG_LOSS)
                        .fit(table, schema, estimator);
        JsonObject found = candidates(done).get(0).getAsJsonObject();
        for (Metric metric : expected.metrics()) {
            assertArrayEquals(expected.scores(metric), scores(found, metric));
        }
    }

    @Test
    void theBestModelTakesTheFileBack() throws IOException {
        Path file = classes(160);
        Path out = temp.resolve("out");
        Invocation done =
                search(
                        file,
                        "--grid=hidden=4,none",
                        "--grid=impute=mean,median",
                        "--epochs=60",
                        "--no-plots",
                        "--out=" + out);
        assertEquals(0, done.exitCode(), done.err());
        assertEquals("", done.err().replaceAll("(?m)^search: \\d+ of .*\\R", ""));
        List<String> lines = done.out().lines().toList();
        assertTrue(lines.getFirst().startsWith("column"), done.out());
        assertTrue(
                lines.contains("data               " + file + ": 160 rows, 3 columns, 2 classes"),
                done.out());
        assertTrue(lines.contains("folds              5 stratified folds, seed 4"), done.out());
        SavedModel best = SavedModel.read(out.resolve("model.safetensors"));
        assertEquals(List.of("no", "yes"), best.classNames());
        Invocation predicted =
                Invocation.of(
                        false,
                        streams ->
                                Predict.run(
                                        new String[] {
                                            out.resolve("model.safetensors").toString(),
                                            file.toString()
                                        },
                                        streams));
        // One in ten is the opposite of what its colour says.
        Matcher accuracy = Pattern.compile("accuracy (\\d+)/160").matcher(predicted.err());
        assertTrue(accuracy.find(), predicted.err());
        assertTrue(Integer.parseInt(accuracy.group(1)) > 130, predicted.err());
    }

    @Test
    void numbersAreScoredByR2InFoldsThatAreNotStratified() throws Exception {
        Path file = tables().resolve("diabetes.csv");
        Invocation done = search(file, "--grid=hidden=8", "--epochs=9", "--folds=4", "--json");
        assertEquals("4 folds, seed 4", done.json().get("folds").getAsString());
        Table table = Table.read(file, CsvFormat.standard());
        TableSchema schema = TableSchema.detect(table).withTarget("progression");
        int inputs = Preparation.fit(table, schema).inputs();
        Estimator estimator =
                byDefault(Network.of(inputs, Layer.relu(8), Layer.identity(1)), 9, 442 - 442 / 4);
        double[] expected =
                CrossValidation.of(RepeatedKFold.of(4, 1, 4), Metric.R2)
                        .fit(table, schema, estimator)
                        .scores(Metric.R2);
        assertArrayEquals(expected, scores(candidates(done).get(0).getAsJsonObject(), Metric.R2));
    }

    /** Early stopping takes its rows from those of the fold. */
    @Test
    void largeTablesStopEarly() throws Exception {
        Path file = classes(1300);
        Invocation done =
                search(file, "--grid=hidden=3", "--folds=5", "--metric=log-loss", "--json");
        Table table = Table.read(file, CsvFormat.standard());
        TableSchema schema = TableSchema.detect(table).withTarget("y");
        int inputs = Preparation.fit(table, schema).inputs();
        Estimator estimator =
                byDefault(Network.of(inputs, Layer.relu(3), Layer.softmax(2)), 500, 1040)
                        .withEarlyStopping(
                                StratifiedShuffleSplit.of(1, TestSize.fraction(0.1), 4), 10);
        double[] expected =
                CrossValidation.of(RepeatedStratifiedKFold.of(5, 1, 4), Metric.LOG_LOSS)
                        .fit(table, schema, estimator)
                        .scores(Metric.LOG_LOSS);
        assertArrayEquals(
                expected, scores(candidates(done).get(0).getAsJsonObject(), Metric.LOG_LOSS));
    }

    /** A default depends on the other settings: 0.1 with sgd, 0.003 with adam. */
    @Test
    void defaultsAreThoseOfEachCandidate() throws IOException {
        Path file = classes(90);
        JsonArray both =
                candidates(search(file, "--grid=optimizer=adam,sgd", "--epochs=4", "--json"));
        for (String optimizer : List.of("adam", "sgd")) {
            JsonArray one =
                    candidates(
                            search(
                                    file,
                                    "--grid=learning-rate="
                                            + (optimizer.equals("sgd") ? 0.1 : 0.003),
                                    "--optimizer=" + optimizer,
                                    "--epochs=4",
                                    "--json"));
            JsonObject same =
                    both.asList().stream()
                            .map(element -> element.getAsJsonObject())
                            .filter(
                                    candidate ->
                                            candidate
                                                    .getAsJsonObject("settings")
                                                    .get("optimizer")
                                                    .getAsString()
                                                    .equals(optimizer))
                            .findFirst()
                            .orElseThrow();
            assertEquals(
                    one.get(0).getAsJsonObject().getAsJsonObject("scores"),
                    same.getAsJsonObject("scores"));
        }
        assertEquals(2, candidates(search(file, "--grid=iterations=5,50", "--json")).size());
        assertEquals(
                2, candidates(search(file, "--grid=batch=8,16", "--halving", "--json")).size());
    }

    @Test
    void aKilledSearchOfATableContinues() throws IOException {
        Path file = classes(90);
        Path out = temp.resolve("out");
        String[] options = {
            "--grid=hidden=2,3", "--epochs=4", "--no-plots", "--json", "--out=" + out, "--resume"
        };
        String[] begin = new String[5];
        System.arraycopy(options, 0, begin, 0, 5);
        JsonArray first = candidates(search(file, begin));
        Path journal = out.resolve("search.journal");
        List<String> lines = Files.readAllLines(journal);
        Files.writeString(journal, String.join("\n", lines.subList(0, 4)) + "\n");
        JsonArray again = candidates(search(file, options));
        for (int k = 0; k < 2; k++) {
            assertEquals(
                    first.get(k).getAsJsonObject().get("scores"),
                    again.get(k).getAsJsonObject().get("scores"));
        }
        Files.writeString(file, Files.readString(file).replaceFirst("red", "green"));
        Invocation other = search(file, options);
        assertEquals(2, other.exitCode());
        assertTrue(other.err().contains("data"), other.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "diabetes.csv | --metric=accuracy | --metric accuracy scores classes: use r2, rmse",
                "members.csv | --target=income --metric=roc-auc | --metric roc-auc scores classes",
                "members.csv | --target=none | --target: the file has no column 'none'",
                "members.csv | --target=income --output=sigmoid | its outputs are never",
                "members.csv | --ignore=segment --target=segment | both ignored and predicted",
                "members.csv | --folds=100 --target=segment | 100",
            })
    void namesWhatDoesNotSuit(String file, String options, String problem) {
        List<String> all = new ArrayList<>(List.of(options.split(" ")));
        all.add("--grid=hidden=2,3");
        Invocation refused = search(tables().resolve(file), all.toArray(String[]::new));
        assertEquals(2, refused.exitCode(), refused.err());
        assertTrue(refused.err().startsWith("search: "), refused.err());
        assertTrue(refused.err().contains(problem), refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
    }

    /** Also where a candidate, not the command line, has what does not suit. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "diabetes.csv | recurrent=true,false | (recurrent true): --recurrent learns classes",
                "diabetes.csv | class-weights=balanced | --class-weights needs a target of classes",
                "members.csv | max-categories=1,2 | expected a whole number from 2",
            })
    void namesCandidatesThatDoNotSuit(String file, String setting, String problem) {
        Invocation refused = search(tables().resolve(file), "--impute=mean", "--grid=" + setting);
        assertEquals(2, refused.exitCode(), refused.err());
        assertTrue(refused.err().contains(problem), refused.err());
    }

    @Test
    void aRareClassIsNoDivergence() throws IOException {
        Path file = classes(60);
        Files.writeString(file, Files.readString(file) + "red,0.1,2026-01-11,perhaps\n");
        Invocation refused = search(file, "--metric=roc-auc", "--grid=hidden=2,3", "--epochs=2");
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("whose score is undefined"), refused.err());
        assertTrue(refused.out().contains("rank"), refused.out());
    }

    @Test
    void severalLabelsAreRefused() throws IOException {
        StringBuilder text = new StringBuilder("x,warm,wet\n");
        for (int row = 0; row < 30; row++) {
            text.append(row).append(row % 2 == 0 ? ",yes" : ",no");
            text.append(row % 3 == 0 ? ",yes\n" : ",no\n");
        }
        Invocation refused =
                search(
                        write("labels.csv", text.toString()),
                        "--target=warm",
                        "--target=wet",
                        "--grid=hidden=2,3");
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("search for one of them"), refused.err());
    }
}
