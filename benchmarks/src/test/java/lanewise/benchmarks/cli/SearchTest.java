package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import lanewise.Activation;
import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Network;
import lanewise.data.Csv;
import lanewise.data.Dataset;
import lanewise.data.Scaler;
import lanewise.io.SavedModel;
import lanewise.metrics.Metric;
import lanewise.optimize.Adam;
import lanewise.select.CandidateResult;
import lanewise.select.Choice;
import lanewise.select.CrossValidation;
import lanewise.select.Estimator;
import lanewise.select.Halving;
import lanewise.select.Search;
import lanewise.select.SearchResult;
import lanewise.split.RepeatedStratifiedKFold;
import lanewise.train.Trainer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command {@code search}, mostly run in this process. */
class SearchTest {
    /** The fixed settings of {@link #engine}. */
    private static final List<String> SETTINGS =
            List.of(
                    "--bias",
                    "--activation=tanh",
                    "--output=softmax",
                    "--init=glorot",
                    "--optimizer=adam",
                    "--batch=32",
                    "--epochs=4",
                    "--scale=standard",
                    "--folds=3",
                    "--repeats=2",
                    "--seeds=5..6",
                    "--metric=accuracy,log-loss");

    private static final Choice<Integer> HIDDEN = Choice.of("hidden", 4, 8);
    private static final Choice<Double> RATE = Choice.of("learning-rate", 0.001, 0.03);

    @TempDir private Path temp;

    private Invocation search(String... options) {
        List<String> args = new ArrayList<>(SETTINGS);
        args.add("--data=" + Invocation.iris());
        args.addAll(List.of(options));
        return run(args);
    }

    private static Invocation run(List<String> args) {
        return Invocation.of(
                false, streams -> SearchCommand.run(args.toArray(String[]::new), streams));
    }

    private static SearchResult engine(Search search) throws IOException {
        Dataset iris = Csv.read(Invocation.iris(), "species");
        return search.fit(
                iris,
                CrossValidation.of(
                                RepeatedStratifiedKFold.of(3, 2, 4),
                                Metric.ACCURACY,
                                Metric.LOG_LOSS)
                        .withSeeds(5, 6),
                candidate ->
                        Estimator.of(
                                        Network.of(
                                                4,
                                                new Layer(
                                                        candidate.get(HIDDEN),
                                                        Activation.TANH,
                                                        true),
                                                Layer.softmax(3)),
                                        Initializer.glorotUniform(),
                                        Trainer.of(new Adam(candidate.get(RATE)))
                                                .withBatches(32)
                                                .withEpochs(4)
                                                .withSeed(5))
                                .withScaler(Scaler.STANDARD));
    }

    private static void assertSame(SearchResult expected, JsonObject json) {
        List<CandidateResult> ranked = expected.ranked();
        List<JsonElement> rows = json.getAsJsonArray("candidates").asList();
        assertEquals(ranked.size(), rows.size());
        for (int k = 0; k < rows.size(); k++) {
            JsonObject row = rows.get(k).getAsJsonObject();
            assertEquals(k + 1, row.get("rank").getAsInt());
            assertEquals(ranked.get(k).candidate().index(), row.get("candidate").getAsInt());
            assertEquals(ranked.get(k).rung(), row.get("rung").getAsInt());
            for (Metric metric : expected.metrics()) {
                JsonObject score = row.getAsJsonObject("scores").getAsJsonObject(metric.name());
                assertEquals(ranked.get(k).mean(metric), score.get("mean").getAsDouble());
                assertEquals(ranked.get(k).deviation(metric), score.get("deviation").getAsDouble());
            }
        }
    }

    @Test
    void hasTheScoresOfTheEngine() throws IOException {
        Path out = temp.resolve("out");
        JsonObject json =
                search(
                                "--grid=hidden=4,8",
                                "--grid=learning-rate=0.001,0.03",
                                "--json",
                                "--out=" + out)
                        .succeeded()
                        .json();
        SearchResult expected = engine(Search.grid(HIDDEN, RATE));
        assertSame(expected, json);
        SavedModel best = expected.best().estimator().fit(Csv.read(Invocation.iris(), "species"));
        SavedModel saved = SavedModel.read(out.resolve("model.safetensors"));
        assertEquals(best.model().parametersSha256(), saved.model().parametersSha256());
        assertEquals(saved.model().parametersSha256(), json.get("parametersSha256").getAsString());
        assertEquals(best.scaling(), saved.scaling());
        assertEquals(best.featureNames(), saved.featureNames());
        assertEquals(List.of("setosa", "versicolor", "virginica"), saved.classNames());
        Invocation predicted =
                Invocation.of(
                        false,
                        streams ->
                                Predict.run(
                                        new String[] {
                                            out.resolve("model.safetensors").toString(),
                                            Invocation.iris().toString()
                                        },
                                        streams));
        assertEquals(0, predicted.exitCode(), predicted.err());
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(
                    List.of(
                            "candidates.csv",
                            "model.safetensors",
                            "score-hidden.png",
                            "score-hidden.svg",
                            "score-learning-rate.png",
                            "score-learning-rate.svg",
                            "search.journal",
                            "trials.csv"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        List<String> trials = Files.readAllLines(out.resolve("trials.csv"));
        assertEquals(
                "rung,candidate,hidden,learning-rate,fold,seed,accuracy,log-loss,iterations,"
                        + "seconds,stop-reason",
                trials.getFirst());
        assertEquals(1 + 4 * 6 * 2, trials.size());
        assertTrue(trials.get(1).startsWith("0,0,4,0.001,0,5,"), trials.get(1));
        assertTrue(trials.get(1).endsWith(",iterations-done"), trials.get(1));
    }

    @Test
    void halvesAsTheEngine() throws IOException {
        Invocation invocation =
                search(
                        "--grid=hidden=4,8",
                        "--grid=learning-rate=0.001,0.03",
                        "--halving",
                        "--factor=2",
                        "--json",
                        "--no-plots",
                        "--out=" + temp.resolve("out"));
        JsonObject json = invocation.succeeded().json();
        assertSame(
                engine(Search.grid(HIDDEN, RATE).withHalving(Halving.epochs(1, 4).withFactor(2))),
                json);
        List<Integer> lengths =
                json.getAsJsonArray("rungs").asList().stream()
                        .map(rung -> rung.getAsJsonObject().get("length").getAsInt())
                        .toList();
        assertEquals(List.of(1, 2, 4), lengths);
        assertEquals(
                1 + (4 + 2 + 1) * 12, Files.readAllLines(temp.resolve("out/trials.csv")).size());
    }

    @Test
    void printsATableAndDrawsRungs() throws IOException {
        Path out = temp.resolve("out");
        Invocation invocation =
                search(
                        "--random=4",
                        "--grid=learning-rate=0.001..0.1",
                        "--grid=hidden=2..9",
                        "--halving",
                        "--out=" + out);
        List<String> lines = invocation.succeeded().out().lines().toList();
        assertTrue(lines.contains("folds              3 stratified folds, 2 times, seed 4"));
        assertTrue(lines.contains("halving            4 x 1, 2 x 3 epochs"), invocation.out());
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.startsWith("best               learning-rate")),
                invocation.out());
        for (String chart : List.of("rungs", "score-hidden")) {
            assertTrue(Files.size(out.resolve(chart + ".png")) > 1000, chart);
            assertTrue(Files.size(out.resolve(chart + ".svg")) > 1000, chart);
        }
    }

    @Test
    void divergedTrialsAreRankedLast() {
        List<String> args =
                List.of(
                        "--data=" + Invocation.iris(),
                        "--output=identity",
                        "--iterations=30",
                        "--folds=2",
                        "--grid=learning-rate=1e30,0.001");
        Invocation text = run(args).succeeded();
        List<String> lines = text.out().lines().toList();
        assertTrue(
                lines.stream().anyMatch(line -> line.matches(" +2 +1.0E30 +- +- +14 +2 .*")),
                text.out());
        assertFalse(text.out().contains("parameters  SHA"), text.out());
    }
}
