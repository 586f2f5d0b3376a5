package lanewise.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Network;
import lanewise.data.Dataset;
import lanewise.metrics.Metric;
import lanewise.optimize.Adam;
import lanewise.random.RandomState;
import lanewise.select.CandidateResult;
import lanewise.select.Choice;
import lanewise.select.CrossValidation;
import lanewise.select.CrossValidationResult;
import lanewise.select.Estimator;
import lanewise.select.Halving;
import lanewise.select.Restarts;
import lanewise.select.Scaler;
import lanewise.select.Search;
import lanewise.select.SearchProgress;
import lanewise.select.SearchResult;
import lanewise.split.StratifiedKFold;
import lanewise.train.StopReason;
import lanewise.train.Trainer;

import org.apache.spark.TaskKilled;
import org.apache.spark.api.java.function.Function0;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/** Search, cross-validation and restarts on Spark have the results of one JVM. */
class SparkTrialsTest {

    private static final SparkSession SESSION = Sessions.local();
    private static final SparkTrials SPARK = SparkTrials.on(SESSION);
    private static final Dataset DATA = data(90, 1);
    private static final Dataset VALIDATION = data(40, 2);

    /** Three overlapping clouds in four dimensions. */
    static Dataset data(int rows, long seed) {
        RandomState random = new RandomState(seed);
        float[][] features = new float[rows][4];
        String[] labels = new String[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = "class" + row % 3;
            for (int k = 0; k < 4; k++) {
                features[row][k] = (float) (random.normal(k == row % 3 ? 1.5 : 0, 1));
            }
        }
        return Dataset.labelled(features, labels);
    }

    static Estimator estimator(int hidden, double rate) {
        return Estimator.of(
                        Network.of(4, Layer.tanh(hidden), Layer.softmax(3)),
                        Initializer.glorotUniform(),
                        Trainer.of(new Adam(rate)).withBatches(8).withEpochs(4).withSeed(1))
                .withScaler(hidden == 4 ? Scaler.STANDARD : Scaler.NONE);
    }

    /** 2 × 10 candidates, 5 folds, 2 seeds: 200 trials. */
    static SearchSetup setup() {
        Choice<Integer> hidden = Choice.of("hidden", 4, 8);
        Choice<Double> rate =
                Choice.of("rate", 1e-3, 2e-3, 3e-3, 5e-3, 8e-3, 1e-2, 2e-2, 3e-2, 5e-2, 8e-2);
        return new SearchSetup(
                Search.grid(hidden, rate),
                CrossValidation.of(
                                StratifiedKFold.of(5).shuffled(4), Metric.LOG_LOSS, Metric.ACCURACY)
                        .withSeeds(1, 2),
                candidate -> estimator(candidate.get(hidden), candidate.get(rate)));
    }

    static SearchSetup halving() {
        SearchSetup all = setup();
        return new SearchSetup(
                all.search().withHalving(Halving.epochs(2, 4).withFactor(2)),
                all.validation(),
                all.estimator());
    }

    private static SearchResult onOneMachine(SearchSetup setup) {
        return setup.search().fit(DATA, setup.validation(), setup.estimator());
    }

    /** All of a table that does not depend on time. */
    static String table(SearchResult result) {
        StringBuilder table = new StringBuilder();
        for (CandidateResult row : result.candidates()) {
            table.append(row.rank()).append(' ').append(row.rung()).append(' ').append(row);
            for (Metric metric : result.metrics()) {
                table.append(' ').append(Arrays.toString(row.scores(metric)));
            }
            table.append('\n');
        }
        return table + result.warnings().toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 43})
    void aSearchHasTheSameTableWithAnyPartitions(int partitions) {
        SparkTrials trials = partitions == 0 ? SPARK : SPARK.withPartitions(partitions);
        SearchResult here = onOneMachine(setup());
        SearchResult result = trials.search(DATA, SparkTrialsTest::setup);
        assertTrue(result.complete());
        assertEquals(20, result.candidates().size());
        assertEquals(table(here), table(result));
        assertEquals(
                here.best().estimator().fit(DATA).model().parametersSha256(),
                result.best().estimator().fit(DATA).model().parametersSha256());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 43})
    void crossValidationGetsPredictionsAndModels(int partitions) {
        Function0<CrossValidation> validation =
                () -> setup().validation().withSeeds(1, 2, 3, 4, 5).keepingModels();
        CrossValidationResult here = Settings.created(validation).fit(DATA, estimator(4, 0.02));
        CrossValidationResult result =
                SPARK.withPartitions(partitions)
                        .crossValidate(DATA, validation, () -> estimator(4, 0.02));
        assertEquals(25, result.models().size());
        for (int k = 0; k < 25; k++) {
            assertEquals(here.trials().get(k).seed(), result.trials().get(k).seed());
            assertEquals(here.trials().get(k).scores(), result.trials().get(k).scores());
            assertEquals(here.models().get(k).scaling(), result.models().get(k).scaling());
            assertEquals(
                    here.models().get(k).model().parametersSha256(),
                    result.models().get(k).model().parametersSha256());
        }
        assertArrayEquals(
                here.predictions().orElseThrow().array(),
                result.predictions().orElseThrow().array());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 43})
    void restartsGetTheBestModel(int partitions) {
        Function0<Restarts> restarts =
                () -> {
                    long[] seeds = new long[50];
                    Arrays.setAll(seeds, k -> 3 * k + 1);
                    return Restarts.of(estimator(4, 0.02), seeds);
                };
        Restarts.Result here = Settings.created(restarts).fit(DATA, VALIDATION);
        Restarts.Result result =
                SPARK.withPartitions(partitions).restart(DATA, VALIDATION, restarts);
        assertEquals(here.seed(), result.seed());
        assertArrayEquals(here.scores(), result.scores());
        assertEquals(
                here.model().model().parametersSha256(), result.model().model().parametersSha256());
        assertEquals(here.model().scaling(), result.model().scaling());
    }

    @Test
    void halvingJournalAndListenerStayOnTheDriver(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("trials");
        List<SearchProgress> progress = new ArrayList<>();
        Thread caller = Thread.currentThread();
        SearchResult here = onOneMachine(halving());
        SearchResult stopped =
                SPARK.withPartitions(20)
                        .withJournal(file)
                        .withListener(
                                state -> {
                                    assertEquals(caller, Thread.currentThread());
                                    progress.add(state);
                                    return progress.size() < 60;
                                })
                        .search(DATA, SparkTrialsTest::halving);
        assertEquals(Optional.of(StopReason.CANCELLED), stopped.stopReason());
        assertEquals(60, progress.size());
        assertEquals(61, Files.readAllLines(file).size());
        SearchResult resumed = SPARK.withJournal(file).search(DATA, SparkTrialsTest::halving);
        assertEquals(table(here), table(resumed));
        assertEquals(2, resumed.rungs().size());
    }

    @Test
    void anInterruptOfTheDriverStopsTheTrials() {
        Thread.currentThread().interrupt();
        SearchResult result = SPARK.search(DATA, SparkTrialsTest::setup);
        assertTrue(Thread.interrupted());
        assertEquals(Optional.of(StopReason.INTERRUPTED), result.stopReason());
        Thread.currentThread().interrupt();
        assertThrows(
                CancellationException.class,
                () -> SPARK.restart(DATA, VALIDATION, () -> Restarts.of(estimator(4, 0.1), 1, 2)));
        assertTrue(Thread.interrupted());
    }

    /** Kills the first attempt of each task. */
    private static final class Killer extends SparkListener {
        private final AtomicInteger killed = new AtomicInteger();

        @Override
        public void onTaskStart(SparkListenerTaskStart start) {
            if (start.taskInfo().attemptNumber() == 0) {
                SESSION.sparkContext()
                        .killTaskAttempt(start.taskInfo().taskId(), true, "killed by a test");
            }
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            killed.addAndGet(end.reason() instanceof TaskKilled ? 1 : 0);
        }
    }

    @Test
    void killedTasksAreRepeatedAndNeverCount() {
        Function0<CrossValidation> validation =
                () -> setup().validation().withSeeds(1, 2, 3).keepingModels();
        Function0<Estimator> longer =
                () -> {
                    Estimator estimator = estimator(4, 0.001);
                    return estimator.withTrainer(estimator.trainer().withEpochs(1000));
                };
        CrossValidationResult here =
                Settings.created(validation).fit(DATA, Settings.created(longer));
        Killer killer = new Killer();
        SESSION.sparkContext().addSparkListener(killer);
        CrossValidationResult result;
        try {
            result = SPARK.withPartitions(4).crossValidate(DATA, validation, longer);
        } finally {
            SESSION.sparkContext().removeSparkListener(killer);
        }
        assertTrue(killer.killed.get() > 0);
        assertTrue(result.complete());
        for (int k = 0; k < 15; k++) {
            assertEquals(1000 * 9, result.trials().get(k).iterations());
            assertEquals(
                    here.models().get(k).model().parametersSha256(),
                    result.models().get(k).model().parametersSha256());
        }
    }

    @Test
    void anExceptionOfATrainingIsThrownOnce() {
        // The scaled rows of one fold are too large: only the executors, which scale, find out.
        float[][] rows = new float[30][4];
        String[] labels = new String[30];
        for (int row = 0; row < 30; row++) {
            labels[row] = "class" + row % 3;
            rows[row][0] = row == 0 ? Float.MAX_VALUE : row * Float.MIN_VALUE;
        }
        Dataset large = Dataset.labelled(rows, labels);
        IllegalArgumentException here =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> setup().validation().fit(large, estimator(4, 0.1)));
        IllegalArgumentException there =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                SPARK.crossValidate(
                                        large,
                                        () -> setup().validation(),
                                        () -> estimator(4, 0.1)));
        assertEquals(here.getMessage(), there.getMessage());
    }

    @Test
    void settingsMustBeSerializable() {
        Choice<Integer> hidden = Choice.of("hidden", 4, 8);
        SearchSetup setup = setup();
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                SPARK.search(
                                        DATA,
                                        () ->
                                                new SearchSetup(
                                                        Search.grid(hidden),
                                                        setup().validation(),
                                                        candidate ->
                                                                estimator(
                                                                        candidate.get(hidden),
                                                                        0.1))));
        assertEquals(
                "the function that creates the settings refers to a lanewise.select.Choice, which"
                        + " cannot be sent to executors: create it inside the function",
                e.getMessage());
        assertFalse(setup.search().candidates().isEmpty());
    }

    @Test
    void argumentsAreChecked() {
        assertEquals(
                "0 partitions: expected at least 1",
                assertThrows(IllegalArgumentException.class, () -> SPARK.withPartitions(0))
                        .getMessage());
        assertEquals(
                "the function that creates the settings returned null: expected the settings",
                assertThrows(NullPointerException.class, () -> SPARK.search(DATA, () -> null))
                        .getMessage());
        assertEquals("SparkTrials[4 partitions for each core]", SPARK.toString());
    }
}
