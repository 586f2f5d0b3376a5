package lanewise.spark;

import lanewise.data.TestSize;
import lanewise.split.ShuffleSplit;
import lanewise.split.Splitter;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spark's {@link TrainValidationSplit} for Lanewise estimators: trains all settings in one Spark
 * job. Requirements, metrics and limits are those of {@link LanewiseCrossValidator}; anything else
 * is fitted as Spark's {@code TrainValidationSplit} does, and a log line at info level gives the
 * reason.
 *
 * <p>Rows are ordered by the estimator's {@code rowIdCol} or, if it is not set, by hashes of their
 * contents, and divided by the engine's {@code ShuffleSplit} with the seed. Of n rows, {@code
 * trainRatio} × n, rounded, are trained on; the others are tested. The split is the same in any
 * partitioning, and another than Spark's random one.
 *
 * <p>Not thread-safe, as all of Spark's estimators.
 */
public final class LanewiseTrainValidationSplit extends TrainValidationSplit {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(LanewiseTrainValidationSplit.class);

    /** Creates a validator with a random identifier. */
    public LanewiseTrainValidationSplit() {
        this(Identifiable$.MODULE$.randomUID("lanewiseTvs"));
    }

    /**
     * Creates a validator.
     *
     * @param uid its identifier
     */
    public LanewiseTrainValidationSplit(String uid) {
        super(uid);
    }

    /**
     * Returns a reader of saved validators.
     *
     * @return a reader whose validators are of this class
     */
    public static MLReader<TrainValidationSplit> read() {
        return ValidatorFiles.reader(
                LanewiseTrainValidationSplit.class, LanewiseTrainValidationSplit::new);
    }

    /**
     * Loads a validator.
     *
     * @param path the directory that {@code save} wrote
     * @return the validator
     */
    public static LanewiseTrainValidationSplit load(String path) {
        return (LanewiseTrainValidationSplit) read().load(path);
    }

    @Override
    public LanewiseTrainValidationSplit setEstimator(Estimator<?> value) {
        super.setEstimator(value);
        return this;
    }

    @Override
    public LanewiseTrainValidationSplit setEstimatorParamMaps(ParamMap[] value) {
        super.setEstimatorParamMaps(value);
        return this;
    }

    @Override
    public LanewiseTrainValidationSplit setEvaluator(Evaluator value) {
        super.setEvaluator(value);
        return this;
    }

    @Override
    public LanewiseTrainValidationSplit setTrainRatio(double value) {
        super.setTrainRatio(value);
        return this;
    }

    @Override
    public LanewiseTrainValidationSplit setSeed(long value) {
        super.setSeed(value);
        return this;
    }

    @Override
    public LanewiseTrainValidationSplit setParallelism(int value) {
        super.setParallelism(value);
        return this;
    }

    @Override
    public LanewiseTrainValidationSplit setCollectSubModels(boolean value) {
        super.setCollectSubModels(value);
        return this;
    }

    @Override
    public LanewiseTrainValidationSplit copy(ParamMap extra) {
        return (LanewiseTrainValidationSplit) super.copy(extra);
    }

    /**
     * Estimates all settings and trains the best on all rows.
     *
     * @param dataset the rows
     * @return the model, with the metric of each setting and, if they are collected, their models;
     *     that of a training that diverged is its last finite one
     * @throws IllegalArgumentException if a row is invalid, there are no rows to train on or to
     *     test, no setting has a metric, or the rows take more than 1 GiB
     * @throws IllegalStateException if executors run a Java older than 25
     */
    @Override
    public TrainValidationSplitModel fit(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        String obstacle = ValidationPlan.obstacle(this, dataset.schema(), "");
        if (obstacle != null) {
            LOG.info("fits as Spark's TrainValidationSplit: {}", obstacle);
            return super.fit(dataset);
        }
        Validation validation =
                new Validation(
                        ValidationPlan.of(this),
                        new ValidationReader.Folds(1, "", this::splitter),
                        getCollectSubModels());
        Validation.Result result = validation.run(dataset, getEvaluator().isLargerBetter());
        TrainValidationSplitModel whole =
                new TrainValidationSplitModel(uid(), result.best(), result.metrics());
        if (result.models() != null) {
            whole.setSubModels(result.models().getFirst());
        }
        whole.setParent(this);
        return copyValues(whole, ParamMap.empty());
    }

    private Splitter splitter(int rows) {
        long train = Math.round(getTrainRatio() * rows);
        ValidationRows.require(
                train > 0 && train < rows,
                "trainRatio "
                        + getTrainRatio()
                        + " leaves "
                        + train
                        + " of "
                        + rows
                        + " rows to train on: expected at least one, and one to test");
        return ShuffleSplit.of(1, TestSize.count((int) (rows - train)), Validation.seed(getSeed()));
    }
}
