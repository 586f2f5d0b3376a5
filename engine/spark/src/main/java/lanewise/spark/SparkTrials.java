package lanewise.spark;

import lanewise.data.Dataset;
import lanewise.select.CrossValidation;
import lanewise.select.CrossValidationResult;
import lanewise.select.Estimator;
import lanewise.select.Restarts;
import lanewise.select.Search;
import lanewise.select.SearchListener;
import lanewise.select.SearchResult;

import org.apache.spark.api.java.function.Function0;
import org.apache.spark.sql.SparkSession;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs the trials of the engine's {@link Search}, {@link CrossValidation} and {@link Restarts} as
 * Spark tasks. Tables, scores and models have the same bits as in one JVM, with any number of
 * partitions and executors, and after tasks that Spark has repeated.
 *
 * <pre>{@code
 * SearchResult result = SparkTrials.on(spark).search(data, () -> {
 *     Choice<Integer> hidden = Choice.of("hidden", 4, 8, 16);
 *     Choice<Double> rate = Choice.of("learning rate", 0.01, 0.03);
 *     return new SearchSetup(
 *             Search.grid(hidden, rate),
 *             CrossValidation.of(StratifiedKFold.of(5), Metric.ACCURACY),
 *             candidate -> Estimator.of(
 *                     Network.of(4, Layer.tanh(candidate.get(hidden)), Layer.softmax(3)),
 *                     Initializer.glorotUniform(),
 *                     Trainer.of(new Adam(candidate.get(rate))).withBatches(32).withEpochs(20)));
 * });
 * SavedModel best = result.best().estimator().fit(data);
 * }</pre>
 *
 * <p>Settings are created by a function that is called once on the driver and once in each JVM that
 * has executors: it must be serializable, and create the same settings each time. Numbers, strings
 * and arrays that it refers to are sent with it; classes of the engine, such as {@code Choice} and
 * {@code Trainer}, cannot be and are created inside.
 *
 * <p>The rows are broadcast, so that each executor JVM holds them once; they may take 1 GiB as
 * floats. Trials are divided into tasks of similar folds and decreasing size, by default four for
 * each core, and each task trains its trials on {@code spark.task.cpus} threads. Tasks send scores,
 * and models only if they are asked for. A task that is killed or lost is repeated by Spark; an
 * exception of a training is thrown by the driver at once, without repetitions.
 *
 * <p>If the calling thread is interrupted, the tasks are cancelled, and the result is as that of
 * the engine: a table that is not complete, or a {@code CancellationException} of restarts.
 *
 * <p>Immutable and thread-safe.
 */
public final class SparkTrials {
    private final SparkSession spark;

    /** 0 for a number that depends on the cores. */
    private final int partitions;

    private final Optional<SearchListener> listener;
    private final Optional<Path> journal;

    private SparkTrials(
            SparkSession spark,
            int partitions,
            Optional<SearchListener> listener,
            Optional<Path> journal) {
        this.spark = spark;
        this.partitions = partitions;
        this.listener = listener;
        this.journal = journal;
    }

    /**
     * Creates trials that run on the executors of a session.
     *
     * @param spark the session
     * @return the trials
     * @throws NullPointerException if {@code spark} is null
     */
    public static SparkTrials on(SparkSession spark) {
        Objects.requireNonNull(spark, "spark is null: expected a session");
        return new SparkTrials(spark, 0, Optional.empty(), Optional.empty());
    }

    /**
     * Returns these trials with another number of partitions: the number of tasks of a search
     * without halving, and of each rung with it. There are never more than trials.
     *
     * @param partitions number of partitions, at least 1
     * @return the trials
     * @throws IllegalArgumentException if {@code partitions} is less than 1
     */
    public SparkTrials withPartitions(int partitions) {
        if (partitions < 1) {
            throw new IllegalArgumentException(partitions + " partitions: expected at least 1");
        }
        return new SparkTrials(spark, partitions, listener, journal);
    }

    /**
     * Returns these trials with a listener of searches, which can stop them. It is called on the
     * thread that called {@link #search}, for the trials of each task when the task has ended.
     *
     * @param listener called when a trial has ended
     * @return the trials
     * @throws NullPointerException if {@code listener} is null
     */
    public SparkTrials withListener(SearchListener listener) {
        Objects.requireNonNull(listener, "listener is null: expected a search listener");
        return new SparkTrials(spark, partitions, Optional.of(listener), journal);
    }

    /**
     * Returns these trials with a journal of searches, as {@link Search#withJournal}, so that a
     * search continues after the driver was lost.
     *
     * @param file a file of the driver, which is created if it is missing
     * @return the trials
     * @throws NullPointerException if {@code file} is null
     */
    public SparkTrials withJournal(Path file) {
        Objects.requireNonNull(file, "file is null: expected the path of the journal");
        return new SparkTrials(spark, partitions, listener, Optional.of(file));
    }

    /**
     * Trains and scores the candidates of a search, as {@link Search#fit}.
     *
     * @param data the data set
     * @param setup creates search, cross-validation and estimators
     * @return the table of candidates
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the rows take more than 1 GiB, the function refers to
     *     something that is not serializable, or as for {@link Search#fit}
     * @throws IllegalStateException if Spark gives up the job, or as for {@link Search#fit}
     */
    public SearchResult search(Dataset data, Function0<SearchSetup> setup) {
        requireData(data);
        requireFunction(setup);
        SearchSetup here = Settings.created(setup);
        Search search = here.search();
        search = listener.map(search::withListener).orElse(search);
        search = journal.map(search::withJournal).orElse(search);
        Settings settings =
                (rows, threads) -> {
                    SearchSetup there = Settings.created(setup);
                    CrossValidation validation = there.validation().withThreads(threads);
                    return there.search().executor(rows.getFirst(), validation, there.estimator());
                };
        try (SparkTrialExecutor executor = executor(settings, data)) {
            return search.fit(data, here.validation().withExecutor(executor), here.estimator());
        }
    }

    /**
     * Trains and scores an estimator on each fold, as {@link CrossValidation#fit}.
     *
     * @param data the data set
     * @param validation creates the cross-validation
     * @param estimator creates what to train
     * @return the scores
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the rows take more than 1 GiB, a function refers to
     *     something that is not serializable, or as for {@link CrossValidation#fit}
     * @throws IllegalStateException if Spark gives up the job, or as for {@link
     *     CrossValidation#fit}
     */
    public CrossValidationResult crossValidate(
            Dataset data, Function0<CrossValidation> validation, Function0<Estimator> estimator) {
        requireData(data);
        requireFunction(validation);
        requireFunction(estimator);
        CrossValidation here = Settings.created(validation);
        Settings settings =
                (rows, threads) ->
                        Settings.created(validation)
                                .withThreads(threads)
                                .executor(rows.getFirst(), Settings.created(estimator));
        try (SparkTrialExecutor executor = executor(settings, data)) {
            return here.withExecutor(executor).fit(data, Settings.created(estimator));
        }
    }

    /**
     * Trains an estimator with several seeds and keeps the best model, as {@link Restarts#fit}.
     * Each task sends the best of its models.
     *
     * @param train the training rows
     * @param validation rows that are not trained
     * @param restarts creates the restarts
     * @return the best model
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the rows take more than 1 GiB, the function refers to
     *     something that is not serializable, or as for {@link Restarts#fit}
     * @throws IllegalStateException if Spark gives up the job, or as for {@link Restarts#fit}
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its
     *     interrupt status stays set
     */
    public Restarts.Result restart(
            Dataset train, Dataset validation, Function0<Restarts> restarts) {
        Objects.requireNonNull(train, "train is null: expected the training rows");
        Objects.requireNonNull(validation, "validation is null: expected the validation rows");
        requireFunction(restarts);
        Restarts here = Settings.created(restarts);
        Settings settings =
                (rows, threads) ->
                        Settings.created(restarts)
                                .withThreads(threads)
                                .executor(rows.getFirst(), rows.getLast());
        try (SparkTrialExecutor executor = executor(settings, train, validation)) {
            return here.withExecutor(executor).fit(train, validation);
        }
    }

    private static void requireData(Dataset data) {
        Objects.requireNonNull(data, "data is null: expected the rows to divide into folds");
    }

    private static void requireFunction(Function0<?> function) {
        Objects.requireNonNull(
                function, "a function is null: expected one that creates the settings");
    }

    private SparkTrialExecutor executor(Settings settings, Dataset... data) {
        return new SparkTrialExecutor(
                spark.sparkContext(),
                new TrialJob(DatasetBytes.of(List.of(data)), settings),
                partitions);
    }

    /**
     * Describes the trials.
     *
     * @return one line
     */
    @Override
    public String toString() {
        return "SparkTrials["
                + (partitions == 0 ? "4 partitions for each core" : partitions + " partitions")
                + "]";
    }
}
