package lanewise.spark;

import lanewise.spark.internal.training.RowFormat;
import lanewise.spark.internal.training.SharedModel;
import lanewise.spark.internal.training.Training;
import lanewise.spark.internal.training.TrainingSettings;
import lanewise.spark.param.LanewiseSetters;
import lanewise.spark.param.TrainingParams;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.Regressor;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a multilayer perceptron that predicts a number for the rows of a Spark dataset: hidden
 * layers, one output without activation, and half the squared error. Used as Spark's own
 * regressors, alone, in a {@code Pipeline} or in a validator.
 *
 * <pre>{@code
 * LanewiseRegressor regressor = new LanewiseRegressor()
 *         .setLayers(10, 16, 1)
 *         .setMaxIter(200);
 * LanewiseRegressionModel model = regressor.fit(train);
 * Dataset<Row> predicted = model.transform(test);
 * }</pre>
 *
 * <p>Features are vectors, dense or sparse; labels are finite numbers. Both should be of the order
 * of 1: scale them before. Doubles are rounded to float.
 *
 * <p>The model's bits depend on the rows, their order ({@link #rowIdCol}), the seed and the other
 * parameters, never on partitions, executors or retries. Not thread-safe, as all of Spark's
 * estimators.
 */
public final class LanewiseRegressor
        extends Regressor<Vector, LanewiseRegressor, LanewiseRegressionModel>
        implements LanewiseSetters<LanewiseRegressor>, DefaultParamsWritable {
    private static final long serialVersionUID = 1;

    private final String uid;
    private final TrainingParams training;

    /** Creates a regressor with a random identifier. */
    public LanewiseRegressor() {
        this(Identifiable$.MODULE$.randomUID("lanewiseRegressor"));
    }

    /**
     * Creates a regressor.
     *
     * @param uid its identifier
     */
    public LanewiseRegressor(String uid) {
        this.uid = uid; // Spark's constructor needs it
        super();
        training = new TrainingParams(this);
    }

    /**
     * Returns a reader of saved regressors.
     *
     * @return the reader
     */
    public static MLReader<LanewiseRegressor> read() {
        return new DefaultParamsReader<>();
    }

    /**
     * Loads a regressor.
     *
     * @param path the directory that {@code save} wrote
     * @return the regressor
     */
    public static LanewiseRegressor load(String path) {
        return read().load(path);
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public TrainingParams trainingParams() {
        return training;
    }

    @Override
    public LanewiseRegressor self() {
        return this;
    }

    @Override
    public LanewiseRegressor copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /**
     * Checks the columns and the parameters.
     *
     * @param schema the columns of the rows to train on
     * @return the columns with those of the predictions
     * @throws IllegalArgumentException if a column is missing or of another type, or layers is not
     *     set or does not end with 1
     */
    @Override
    public StructType transformSchema(StructType schema) {
        TrainingSettings.of(this, false);
        RowFormat.requireColumns(this, schema);
        return super.transformSchema(schema);
    }

    /**
     * Trains a model; called by {@code fit}.
     *
     * @param dataset the rows
     * @return the model
     * @throws IllegalArgumentException if there are no rows, a row is invalid, or training diverges
     * @throws IllegalStateException if executors run a Java older than 25
     */
    @Override
    public LanewiseRegressionModel train(Dataset<?> dataset) {
        Training.Result result =
                ModelTraining.fit(
                        dataset,
                        this,
                        TrainingSettings.of(this, false),
                        getFeaturesCol(),
                        getLabelCol());
        return new LanewiseRegressionModel(uid, result.model(), result.losses());
    }

    /** Returns a model with the values of this estimator's parameters, as {@code fit} does. */
    LanewiseRegressionModel model(SharedModel network, float[] losses) {
        LanewiseRegressionModel model = new LanewiseRegressionModel(uid, network, losses);
        model.setParent(this);
        return copyValues(model, ParamMap.empty());
    }
}
