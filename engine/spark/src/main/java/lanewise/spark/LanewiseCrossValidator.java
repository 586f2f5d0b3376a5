package lanewise.spark;

import lanewise.split.KFold;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spark's {@link CrossValidator} for Lanewise estimators: trains all settings on all folds in one
 * Spark job, where Spark's own takes several jobs for each model.
 *
 * <pre>{@code
 * LanewiseClassifier classifier =
 *         new LanewiseClassifier().setLayers(4, 8, 3).setFeaturesCol("scaled");
 * ParamMap[] grid = new ParamGridBuilder()
 *         .addGrid(classifier.stepSize(), new double[] {0.003, 0.01, 0.03})
 *         .build();
 * CrossValidatorModel best = new LanewiseCrossValidator()
 *         .setEstimator(new Pipeline().setStages(new PipelineStage[] {scaler, classifier}))
 *         .setEstimatorParamMaps(grid)
 *         .setEvaluator(new MulticlassClassificationEvaluator())
 *         .setNumFolds(3)
 *         .fit(train);
 * }</pre>
 *
 * <p>This requires that
 *
 * <ul>
 *   <li>the estimator is a {@link LanewiseClassifier} or {@link LanewiseRegressor}, or a {@code
 *       Pipeline} that ends with one, and its {@code numShards} is 1;
 *   <li>the grid has only parameters of that stage, and none that name columns or change how rows
 *       are read: {@code layers} with the same number of features and classes, {@code activation},
 *       {@code solver}, {@code stepSize}, {@code maxIter}, {@code batchSize}, {@code seed}, {@code
 *       regParam}, {@code dropout}, {@code numEarlyStoppingRounds}, {@code thresholds};
 *   <li>the evaluator is Spark's {@code MulticlassClassificationEvaluator}, {@code
 *       BinaryClassificationEvaluator} or {@code RegressionEvaluator}, for the columns of that
 *       stage.
 * </ul>
 *
 * Anything else is fitted as Spark's {@code CrossValidator} does; a log line at info level gives
 * the reason.
 *
 * <p>Earlier stages of a {@code Pipeline} are fitted once for each fold, on its training rows. The
 * rows, as numbers, must fit into 1 GiB, which the driver and each executor need; with earlier
 * stages that are fitted, this is the sum over all folds. {@code parallelism} has no effect.
 *
 * <p><b>Folds.</b> Without {@code foldCol}, rows are ordered by the estimator's {@code rowIdCol}
 * or, if it is not set, by hashes of their contents, and divided by the engine's {@code
 * KFold.of(numFolds).shuffled(seed)}. Folds, metrics and models are the same in any partitioning;
 * the folds are others than those of Spark's random split, which depends on the partitions. A seed
 * above 4294967295 or below 0 is folded into this range.
 *
 * <p>Metrics are those of the evaluator on {@code model.transform}, but for rounding, and for
 * {@code BinaryClassificationEvaluator} with at least 2 × {@code numBins} different scores: then
 * Spark's own values depend on the partitions, and these are those of one partition. If the
 * training of a setting diverges in a fold, or its metric is undefined, it is not chosen, and its
 * mean metric is the worst number, {@code Double.MAX_VALUE} or its negative.
 *
 * <p>Not thread-safe, as all of Spark's estimators.
 */
public final class LanewiseCrossValidator extends CrossValidator {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(LanewiseCrossValidator.class);

    /** Creates a validator with a random identifier. */
    public LanewiseCrossValidator() {
        this(Identifiable$.MODULE$.randomUID("lanewiseCv"));
    }

    /**
     * Creates a validator.
     *
     * @param uid its identifier
     */
    public LanewiseCrossValidator(String uid) {
        super(uid);
    }

    /**
     * Returns a reader of saved validators.
     *
     * @return a reader whose validators are of this class
     */
    public static MLReader<CrossValidator> read() {
        return ValidatorFiles.reader(LanewiseCrossValidator.class, LanewiseCrossValidator::new);
    }

    /**
     * Loads a validator.
     *
     * @param path the directory that {@code save} wrote
     * @return the validator
     */
    public static LanewiseCrossValidator load(String path) {
        return (LanewiseCrossValidator) read().load(path);
    }

    @Override
    public LanewiseCrossValidator setEstimator(Estimator<?> value) {
        super.setEstimator(value);
        return this;
    }

    @Override
    public LanewiseCrossValidator setEstimatorParamMaps(ParamMap[] value) {
        super.setEstimatorParamMaps(value);
        return this;
    }

    @Override
    public LanewiseCrossValidator setEvaluator(Evaluator value) {
        super.setEvaluator(value);
        return this;
    }

    @Override
    public LanewiseCrossValidator setNumFolds(int value) {
        super.setNumFolds(value);
        return this;
    }

    @Override
    public LanewiseCrossValidator setSeed(long value) {
        super.setSeed(value);
        return this;
    }

    @Override
    public LanewiseCrossValidator setFoldCol(String value) {
        super.setFoldCol(value);
        return this;
    }

    @Override
    public LanewiseCrossValidator setParallelism(int value) {
        super.setParallelism(value);
        return this;
    }

    @Override
    public LanewiseCrossValidator setCollectSubModels(boolean value) {
        super.setCollectSubModels(value);
        return this;
    }

    @Override
    public LanewiseCrossValidator copy(ParamMap extra) {
        return (LanewiseCrossValidator) super.copy(extra);
    }

    /**
     * Estimates all settings and trains the best on all rows.
     *
     * @param dataset the rows
     * @return the model, with the mean metric of each setting and, if they are collected, the
     *     models of all folds; that of a training that diverged is its last finite one
     * @throws IllegalArgumentException if a row is invalid, a fold lacks rows, no setting has a
     *     metric, or the rows take more than 1 GiB
     * @throws IllegalStateException if executors run a Java older than 25
     */
    @Override
    public CrossValidatorModel fit(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        String obstacle = ValidationPlan.obstacle(this, dataset.schema(), getFoldCol());
        if (obstacle != null) {
            LOG.info("fits as Spark's CrossValidator: {}", obstacle);
            return super.fit(dataset);
        }
        Validation validation =
                new Validation(
                        ValidationPlan.of(this),
                        new ValidationReader.Folds(
                                getNumFolds(),
                                getFoldCol(),
                                _ -> KFold.of(getNumFolds()).shuffled(Validation.seed(getSeed()))),
                        getCollectSubModels());
        Validation.Result result = validation.run(dataset, getEvaluator().isLargerBetter());
        CrossValidatorModel whole = new CrossValidatorModel(uid(), result.best(), result.metrics());
        if (result.models() != null) {
            whole.setSubModels(result.models());
        }
        whole.setParent(this);
        return copyValues(whole, ParamMap.empty());
    }
}
