package lanewise.select;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.io.SavedModel;
import lanewise.metrics.Metric;
import lanewise.random.RandomState;
import lanewise.split.Fold;
import lanewise.split.Splitter;
import lanewise.table.Table;
import lanewise.table.TableSchema;
import lanewise.train.StopReason;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Estimates how good an {@link Estimator} is on rows that it has not seen: trains it on the
 * training rows of each fold and scores it on the test rows, as scikit-learn's {@code
 * cross_validate}. A {@link Search} compares estimators in this way.
 *
 * <pre>{@code
 * Estimator estimator = Estimator.of(network, Initializer.glorotUniform(), trainer)
 *         .withScaler(Scaler.STANDARD);
 * CrossValidation fiveFold =
 *         CrossValidation.of(StratifiedKFold.of(5).shuffled(4), Metric.ACCURACY, Metric.LOG_LOSS);
 * CrossValidationResult result = fiveFold.fit(data, estimator);
 * System.out.println(result.mean(Metric.ACCURACY) > 0.9); // prints true
 * double deviation = result.deviation(Metric.ACCURACY);
 * }</pre>
 *
 * <p>The features are scaled, or a table is prepared, by the training rows of each fold. All folds
 * are trained as a {@link lanewise.train.TrainingGroup} and share the rows of the data set in
 * memory; with a scaling, or for a table, each fold has its own copy, and as many are trained
 * together as take 64 MB. Each model has the bits of {@link lanewise.train.Trainer#fit} on the
 * fold's training rows, with any number of threads.
 *
 * <p>Immutable and thread-safe.
 */
public final class CrossValidation {
    private final Splitter splitter;
    private final List<Metric> metrics;

    /** Empty for the seed of the estimator. */
    private final List<Long> seeds;

    private final int threads;
    private final boolean keepModels;
    private final Optional<TrialExecutor> executor;

    private CrossValidation(
            Splitter splitter,
            List<Metric> metrics,
            List<Long> seeds,
            int threads,
            boolean keepModels,
            Optional<TrialExecutor> executor) {
        this.splitter = splitter;
        this.metrics = metrics;
        this.seeds = seeds;
        this.threads = threads;
        this.keepModels = keepModels;
        this.executor = executor;
    }

    /**
     * Creates a cross-validation that trains each fold once and uses a thread for each processor.
     *
     * @param splitter divides the rows into folds
     * @param metrics the scores to compute, at least one; the first ranks the candidates of a
     *     search
     * @return the cross-validation
     * @throws NullPointerException if an argument or a metric is null
     * @throws IllegalArgumentException if there is no metric, or two have the same name
     */
    public static CrossValidation of(Splitter splitter, Metric... metrics) {
        Objects.requireNonNull(splitter, "splitter is null: expected one such as KFold.of(5)");
        Objects.requireNonNull(metrics, "metrics is null: expected one such as Metric.ACCURACY");
        Set<String> names = new HashSet<>();
        for (Metric metric : metrics) {
            Objects.requireNonNull(metric, "a metric is null: expected one such as ACCURACY");
            if (!names.add(metric.name())) {
                throw new IllegalArgumentException(
                        "metric " + metric + " occurs twice: expected unique names");
            }
        }
        if (metrics.length == 0) {
            throw new IllegalArgumentException(
                    "no metrics: expected at least one, such as Metric.ACCURACY");
        }
        int processors = Math.min(1024, Runtime.getRuntime().availableProcessors());
        return new CrossValidation(
                splitter, List.of(metrics), List.of(), processors, false, Optional.empty());
    }

    /**
     * Returns this cross-validation with several trainings of each fold, by the seeds of initial
     * weights, order of rows and dropout. Means and deviations are over folds and seeds.
     *
     * @param seeds the seeds, at least one, 0 to 4294967295; they replace that of the estimator
     * @return the cross-validation
     * @throws NullPointerException if {@code seeds} is null
     * @throws IllegalArgumentException if there is no seed, or one is out of range or occurs twice
     */
    public CrossValidation withSeeds(long... seeds) {
        return new CrossValidation(
                splitter, metrics, checkedSeeds(seeds), threads, keepModels, executor);
    }

    /** The seeds as a list; at least one, unique and in the range of {@link RandomState}. */
    static List<Long> checkedSeeds(long... seeds) {
        Objects.requireNonNull(seeds, "seeds is null: expected the seeds of the trainings");
        Set<Long> unique = new LinkedHashSet<>();
        for (long seed : seeds) {
            new RandomState(seed); // states the range
            if (!unique.add(seed)) {
                throw new IllegalArgumentException("seed " + seed + " occurs twice: remove one");
            }
        }
        if (unique.isEmpty()) {
            throw new IllegalArgumentException("no seeds: expected at least one");
        }
        return List.copyOf(unique);
    }

    /**
     * Returns this cross-validation with another number of threads.
     *
     * @param threads number of threads, the caller's included, 1 to 1024
     * @return the cross-validation
     * @throws IllegalArgumentException if {@code threads} is out of range
     */
    public CrossValidation withThreads(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException(threads + " threads: expected 1 to 1024");
        }
        return new CrossValidation(splitter, metrics, seeds, threads, keepModels, executor);
    }

    /**
     * Returns this cross-validation so that it keeps the models of the folds for {@link
     * CrossValidationResult#models}. A search does not keep them.
     *
     * @return the cross-validation
     */
    public CrossValidation keepingModels() {
        return new CrossValidation(splitter, metrics, seeds, threads, true, executor);
    }

    /**
     * Returns this cross-validation with its trials, and those of searches with it, run by an
     * executor instead of threads of this JVM. {@link #withThreads} has no effect then.
     *
     * @param executor runs the trials
     * @return the cross-validation
     * @throws NullPointerException if {@code executor} is null
     */
    public CrossValidation withExecutor(TrialExecutor executor) {
        Objects.requireNonNull(executor, "executor is null: expected one that runs the trials");
        return new CrossValidation(
                splitter, metrics, seeds, threads, keepModels, Optional.of(executor));
    }

    /**
     * Returns the splitter.
     *
     * @return the splitter
     */
    public Splitter splitter() {
        return splitter;
    }

    /**
     * Returns the scores that are computed.
     *
     * @return at least one metric, unmodifiable
     */
    public List<Metric> metrics() {
        return metrics;
    }

    /**
     * Returns the seeds of each fold's trainings.
     *
     * @return the seeds, unmodifiable; empty for that of the estimator
     */
    public List<Long> seeds() {
        return seeds;
    }

    /**
     * Returns the number of threads.
     *
     * @return the caller's included
     */
    public int threads() {
        return threads;
    }

    /**
     * Trains and scores an estimator. If the calling thread is interrupted, the trainings stop, its
     * interrupt status stays set, and the result is not complete.
     *
     * @param data the data set
     * @param estimator what to train
     * @return the scores
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the splitter cannot divide the data, such as one with
     *     fewer rows than folds, or the data does not suit the estimator or a metric
     * @throws IllegalStateException if the trainer's tier cannot run on this machine
     */
    public CrossValidationResult fit(Dataset data, Estimator estimator) {
        return fit(TrialRows.of(data), estimator);
    }

    /**
     * Trains and scores an estimator on a table. Each fold prepares the table by its training rows
     * alone, with all classes of the table, so its network may have other inputs than that of
     * another fold. Predictions and scores of numbers are in the units of the table.
     *
     * @param table rows that all have a target
     * @param schema the kinds of the columns, with a target
     * @param estimator what to train, without scaler; its network has as many inputs as {@link
     *     lanewise.table.Preparation#fit} finds in all rows with {@link Estimator#preparation}
     * @return the scores
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the splitter cannot divide the rows, a fold cannot be
     *     prepared, or the table does not suit the estimator or a metric
     * @throws IllegalStateException if the schema has no target, or the trainer's tier cannot run
     *     on this machine
     */
    public CrossValidationResult fit(Table table, TableSchema schema, Estimator estimator) {
        return fit(TrialRows.of(table, schema), estimator);
    }

    private CrossValidationResult fit(TrialRows rows, Estimator estimator) {
        requireEstimator(estimator);
        Dataset data = rows.data();
        List<Fold> folds = folds(data);
        rows.requireSuitable(estimator);
        rows.requirePreparable(estimator, folds);
        Evaluation.requireSuitable("the data", metrics, estimator.network().outputs(), data);
        List<TrialPlan> plans = plans(0, 0, folds.size(), estimator);
        Set<TrialPlan.Key> asked = TrialPlan.keys(plans);
        Map<TrialPlan.Key, TrialExecutor.Outcome> done = new ConcurrentHashMap<>();
        Optional<StopReason> stopped =
                executor.orElseGet(() -> runner(rows, folds, estimator))
                        .run(
                                plans.stream().map(plan -> plan.task(data)).toList(),
                                outcome -> {
                                    Trial trial = outcome.trial();
                                    done.put(
                                            TrialPlan.checked(trial, asked, metrics.size()),
                                            outcome);
                                    return true;
                                });
        List<TrialExecutor.Outcome> outcomes =
                plans.stream()
                        .map(TrialPlan::key)
                        .filter(done::containsKey)
                        .map(done::get)
                        .toList();
        List<Trial> trials = outcomes.stream().map(TrialExecutor.Outcome::trial).toList();
        List<SavedModel> models = new ArrayList<>();
        outcomes.forEach(outcome -> outcome.model().ifPresent(models::add));
        FoldScores scores = new FoldScores(metrics, plans.size(), trials);
        Optional<FeatureMatrix> outputs =
                stopped.isPresent()
                        ? Optional.empty()
                        : Evaluation.outOfFold(data.rows(), folds, outcomes);
        return new CrossValidationResult(
                scores, Warnings.of(data, folds, metrics, trials), outputs, models, stopped);
    }

    /**
     * Returns an executor of this cross-validation's trials on threads of this JVM, for another
     * executor that sends trials to several JVMs: see {@link TrialExecutor}.
     *
     * @param data the data set, the same as in {@link #fit}
     * @param estimator what to train, the same as in {@link #fit}
     * @return the executor; that of {@link #withExecutor} is not used
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the splitter cannot divide the data
     */
    public TrialExecutor executor(Dataset data, Estimator estimator) {
        return executor(TrialRows.of(data), estimator);
    }

    /**
     * Returns an executor for a table, as {@link #executor(Dataset, Estimator)} does.
     *
     * @param table the rows, the same as in {@link #fit(Table, TableSchema, Estimator)}
     * @param schema the kinds of the columns, the same, too
     * @param estimator what to train, the same, too
     * @return the executor; that of {@link #withExecutor} is not used
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the splitter cannot divide the rows
     * @throws IllegalStateException if the schema has no target
     */
    public TrialExecutor executor(Table table, TableSchema schema, Estimator estimator) {
        return executor(TrialRows.of(table, schema), estimator);
    }

    private TrialExecutor executor(TrialRows rows, Estimator estimator) {
        requireEstimator(estimator);
        return runner(rows, folds(rows.data()), estimator);
    }

    private static void requireEstimator(Estimator estimator) {
        Objects.requireNonNull(estimator, "estimator is null: expected what to train");
    }

    private TrialExecutor runner(TrialRows rows, List<Fold> folds, Estimator estimator) {
        TrialRunner.Kept kept =
                keepModels ? TrialRunner.Kept.OUTPUTS_AND_MODELS : TrialRunner.Kept.OUTPUTS;
        return new TrialRunner(rows, folds, this, kept, _ -> estimator);
    }

    /** The executor of the trials; empty for threads of this JVM. */
    Optional<TrialExecutor> executor() {
        return executor;
    }

    /** The folds of a data set, none of which refers to a row that is not there. */
    List<Fold> folds(Dataset data) {
        List<Fold> folds = splitter.split(data);
        if (folds.isEmpty()) {
            throw new IllegalArgumentException(splitter + " made no folds: expected at least one");
        }
        for (int k = 0; k < folds.size(); k++) {
            Fold fold = folds.get(k);
            int last = Math.max(max(fold.trainRows()), max(fold.testRows()));
            if (last >= data.rows()) {
                throw new IllegalArgumentException(
                        "fold "
                                + k
                                + " has row "
                                + last
                                + ": expected 0 to "
                                + (data.rows() - 1)
                                + ", the rows of the data");
            }
        }
        return folds;
    }

    private static int max(int... rows) {
        return Arrays.stream(rows).max().orElse(-1);
    }

    /** The trainings of a candidate, fold by fold and seed by seed. */
    List<TrialPlan> plans(int rung, int candidate, int folds, Estimator estimator) {
        List<Long> each = seeds.isEmpty() ? List.of(estimator.trainer().seed()) : seeds;
        List<TrialPlan> plans = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            for (long seed : each) {
                plans.add(new TrialPlan(rung, candidate, fold, seed, estimator.withSeed(seed)));
            }
        }
        return plans;
    }

    /**
     * Describes the cross-validation.
     *
     * @return one line
     */
    @Override
    public String toString() {
        return "CrossValidation["
                + splitter
                + ", metrics "
                + metrics
                + (seeds.isEmpty() ? "" : ", seeds " + seeds)
                + "]";
    }
}
