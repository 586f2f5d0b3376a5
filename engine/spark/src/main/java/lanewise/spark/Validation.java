package lanewise.spark;

import lanewise.spark.internal.training.Chunks;
import lanewise.spark.internal.training.Jobs;
import lanewise.spark.internal.training.RowTable;
import lanewise.spark.internal.training.SharedModel;
import lanewise.spark.internal.training.Training;

import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Predictor;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.FutureTask;

/**
 * Trains and scores the settings of a validator on all folds in one Spark job, then trains the best
 * on all rows.
 */
final class Validation {
    private static final Logger LOG = LoggerFactory.getLogger(Validation.class);

    /** Maximum number of bytes of the rows, which are held by the driver and each executor. */
    private static final long LIMIT = 1L << 30;

    private final ValidationPlan plan;
    private final ValidationReader.Folds folds;
    private final boolean keepModels;
    private final ValidationReader reader;

    /**
     * What a validator returns.
     *
     * @param metrics the mean metric of each setting; the worst number if it is not finite
     * @param best the best setting, trained on all rows
     * @param models the models for each fold and setting; null if they are not kept
     */
    record Result(double[] metrics, Model<?> best, List<List<Model<?>>> models) {}

    private static double worst(boolean largerIsBetter) {
        return largerIsBetter ? -Double.MAX_VALUE : Double.MAX_VALUE;
    }

    Validation(ValidationPlan plan, ValidationReader.Folds folds, boolean keepModels) {
        this.plan = plan;
        this.folds = folds;
        this.keepModels = keepModels;
        reader = new ValidationReader(plan, folds, LIMIT);
    }

    /**
     * The index of the best metric, the first if several are equal.
     *
     * @throws IllegalArgumentException if all are the worst number
     */
    private static int best(double[] metrics, boolean largerIsBetter) {
        int best = 0;
        for (int k = 1; k < metrics.length; k++) {
            if (largerIsBetter ? metrics[k] > metrics[best] : metrics[k] < metrics[best]) {
                best = k;
            }
        }
        ValidationRows.require(
                metrics[best] != worst(largerIsBetter),
                "no setting has a metric, because all diverged or their metrics are undefined:"
                        + " expected smaller values of stepSize, or scaled features");
        return best;
    }

    /** A seed of the engine, 0 to 4294967295, for any seed; itself if it is in this range. */
    static long seed(long any) {
        return (any ^ (any >>> 32)) & 0xFFFF_FFFFL;
    }

    /**
     * Runs the validation.
     *
     * @throws IllegalArgumentException if a row is invalid, a fold lacks rows, or the rows need too
     *     much memory, or no setting has a metric
     * @throws IllegalStateException if executors run a Java older than 25, or this thread is
     *     interrupted
     */
    Result run(Dataset<?> dataset, boolean largerIsBetter) {
        SparkContext context = dataset.sparkSession().sparkContext();
        return Jobs.run(context, () -> run(dataset, context, largerIsBetter));
    }

    private Result run(Dataset<?> dataset, SparkContext context, boolean largerIsBetter) {
        // At the same time, since most of both is the planning of small jobs.
        FutureTask<AllRows> all = Jobs.start("lanewise-all-rows", context, () -> allRows(dataset));
        try {
            List<ValidationJob.Score> scores = validate(dataset, context);
            double[] metrics = means(scores, largerIsBetter);
            int best = best(metrics, largerIsBetter);
            AllRows rows = Jobs.results(List.of(all)).getFirst();
            Training.Result trained =
                    Jobs.fit(rows.tables, plan.settings().get(best), plan.format());
            return new Result(
                    metrics,
                    withStages(rows.earlier, model(best, trained.model(), trained.losses())),
                    keepModels ? models(scores) : null);
        } finally {
            all.cancel(true); // if the validation failed
        }
    }

    /**
     * The rows to train the best setting on.
     *
     * @param earlier the earlier stages, fitted to them
     * @param tables what these make of them, planned but not read
     */
    private record AllRows(List<Transformer> earlier, JavaRDD<RowTable> tables) {}

    private AllRows allRows(Dataset<?> dataset) {
        PipelineModel earlier = plan.fitEarlier(dataset);
        Predictor<?, ?, ?> learner = plan.learners().getFirst(); // all have the same columns
        JavaRDD<RowTable> tables =
                Jobs.tables(
                        earlier.transform(dataset),
                        plan.params(0),
                        plan.format(),
                        learner.getFeaturesCol(),
                        learner.getLabelCol());
        return new AllRows(Arrays.asList(earlier.stages()), tables);
    }

    private List<ValidationJob.Score> validate(Dataset<?> dataset, SparkContext context) {
        List<ValidationRows> rows = reader.read(dataset);
        ValidationJob job =
                new ValidationJob(
                        rows, plan.settings(), plan.thresholds(), plan.scoring(), keepModels);
        List<ValidationJob.Score> scores = scores(JavaSparkContext.fromSparkContext(context), job);
        for (ValidationJob.Score score : scores) {
            ValidationRows.require(score.problem() == null, place(score) + score.problem());
            if (score.divergence() != null) {
                LOG.warn("{}no metric: {}", place(score), score.divergence());
            }
        }
        return scores;
    }

    private static String place(ValidationJob.Score score) {
        return "setting " + score.setting() + " in fold " + score.fold() + ": ";
    }

    /** Trains and scores on the executors. */
    private List<ValidationJob.Score> scores(JavaSparkContext spark, ValidationJob job) {
        Chunks<ValidationJob.Trial> chunks =
                new Chunks<>(
                        Comparator.comparingInt(ValidationJob.Trial::fold)
                                .thenComparing(
                                        ValidationJob.Trial::cost, Comparator.reverseOrder()),
                        ValidationJob.Trial::cost);
        int cpus = spark.getConf().getInt("spark.task.cpus", 1);
        List<List<ValidationJob.Trial>> tasks =
                chunks.forCores(
                        job.trials(folds.count()), Math.max(1, spark.defaultParallelism() / cpus));
        Broadcast<ValidationJob> shared = spark.broadcast(job);
        try {
            return Jobs.run(
                    spark.sc(),
                    () ->
                            spark.parallelize(tasks, tasks.size())
                                    .flatMap(chunk -> shared.value().run(chunk).iterator())
                                    .collect());
        } finally {
            shared.destroy();
        }
    }

    /**
     * The mean over the folds of each setting. One that is not finite, such as that of a setting
     * that diverged in a fold, becomes the worst number, because Spark can save no other.
     */
    private double[] means(List<ValidationJob.Score> scores, boolean largerIsBetter) {
        double[][] byFold = new double[plan.learners().size()][folds.count()];
        for (ValidationJob.Score score : scores) {
            byFold[score.setting()][score.fold()] = score.score();
        }
        double[] means = new double[byFold.length];
        for (int setting = 0; setting < means.length; setting++) {
            double sum = 0; // in Spark's order
            for (double score : byFold[setting]) {
                sum += score;
            }
            double mean = sum / folds.count();
            means[setting] = Double.isFinite(mean) ? mean : worst(largerIsBetter);
        }
        return means;
    }

    private List<List<Model<?>>> models(List<ValidationJob.Score> scores) {
        List<List<Model<?>>> models = new ArrayList<>();
        for (int fold = 0; fold < folds.count(); fold++) {
            models.add(new ArrayList<>(Collections.nCopies(plan.learners().size(), null)));
        }
        for (ValidationJob.Score score : scores) {
            Model<?> model =
                    withStages(
                            reader.prefix(score.fold()),
                            model(score.setting(), score.model(), score.losses()));
            models.get(score.fold()).set(score.setting(), model);
        }
        return models;
    }

    private Model<?> model(int setting, SharedModel network, float[] losses) {
        Predictor<?, ?, ?> learner = plan.learners().get(setting);
        return learner instanceof LanewiseClassifier classifier
                ? classifier.model(network, losses)
                : ((LanewiseRegressor) learner).model(network, losses);
    }

    /** Adds the fitted earlier stages, if the estimator is a pipeline. */
    private Model<?> withStages(List<Transformer> earlier, Model<?> model) {
        if (!(plan.estimator() instanceof Pipeline pipeline)) {
            return model;
        }
        List<Transformer> stages = new ArrayList<>(earlier);
        stages.add(model);
        PipelineModel whole = new PipelineModel(pipeline.uid(), stages);
        whole.setParent(pipeline);
        return whole;
    }
}
