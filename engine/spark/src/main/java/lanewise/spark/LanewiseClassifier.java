package lanewise.spark;

import lanewise.spark.internal.training.RowFormat;
import lanewise.spark.internal.training.SharedModel;
import lanewise.spark.internal.training.Training;
import lanewise.spark.internal.training.TrainingSettings;
import lanewise.spark.param.LanewiseSetters;
import lanewise.spark.param.TrainingParams;

import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a multilayer perceptron that classifies rows of a Spark dataset: hidden layers, softmax
 * and cross-entropy. Used as Spark's own classifiers, alone, in a {@code Pipeline} or in a
 * validator.
 *
 * <pre>{@code
 * LanewiseClassifier classifier = new LanewiseClassifier()
 *         .setLayers(4, 8, 3)
 *         .setMaxIter(200)
 *         .setSeed(7);
 * LanewiseClassificationModel model = classifier.fit(train);
 * Dataset<Row> predicted = model.transform(test);
 * }</pre>
 *
 * <p>Features are vectors, dense or sparse; labels are 0 to the number of classes − 1. Features
 * should have similar ranges, as {@code StandardScaler} gives them. Doubles are rounded to float.
 *
 * <p>The model's bits depend on the rows, their order ({@link #rowIdCol}), the seed and the other
 * parameters, never on partitions, executors or retries. Not thread-safe, as all of Spark's
 * estimators.
 */
public final class LanewiseClassifier
        extends ProbabilisticClassifier<Vector, LanewiseClassifier, LanewiseClassificationModel>
        implements LanewiseSetters<LanewiseClassifier>, DefaultParamsWritable {
    private static final long serialVersionUID = 1;

    private final String uid;
    private final TrainingParams training;

    /** Creates a classifier with a random identifier. */
    public LanewiseClassifier() {
        this(Identifiable$.MODULE$.randomUID("lanewiseClassifier"));
    }

    /**
     * Creates a classifier.
     *
     * @param uid its identifier
     */
    public LanewiseClassifier(String uid) {
        this.uid = uid; // Spark's constructor needs it
        super();
        training = new TrainingParams(this);
    }

    /**
     * Returns a reader of saved classifiers.
     *
     * @return the reader
     */
    public static MLReader<LanewiseClassifier> read() {
        return new DefaultParamsReader<>();
    }

    /**
     * Loads a classifier.
     *
     * @param path the directory that {@code save} wrote
     * @return the classifier
     */
    public static LanewiseClassifier load(String path) {
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
    public LanewiseClassifier self() {
        return this;
    }

    @Override
    public LanewiseClassifier copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /**
     * Checks the columns and the parameters.
     *
     * @param schema the columns of the rows to train on
     * @return the columns with those of the predictions
     * @throws IllegalArgumentException if a column is missing or of another type, or layers is not
     *     set or has no output for each class
     */
    @Override
    public StructType transformSchema(StructType schema) {
        int classes = TrainingSettings.of(this, true).outputs();
        requireThresholds(isDefined(thresholds()) ? getThresholds() : null, classes);
        RowFormat.requireColumns(this, schema);
        return super.transformSchema(schema);
    }

    static void requireThresholds(double[] thresholds, int classes) {
        if (thresholds != null && thresholds.length != classes) {
            throw new IllegalArgumentException(
                    thresholds.length
                            + " thresholds for "
                            + classes
                            + " classes: expected one for each");
        }
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
    public LanewiseClassificationModel train(Dataset<?> dataset) {
        Training.Result result =
                ModelTraining.fit(
                        dataset,
                        this,
                        TrainingSettings.of(this, true),
                        getFeaturesCol(),
                        getLabelCol());
        return new LanewiseClassificationModel(uid, result.model(), result.losses());
    }

    /** Returns a model with the values of this estimator's parameters, as {@code fit} does. */
    LanewiseClassificationModel model(SharedModel network, float[] losses) {
        LanewiseClassificationModel model = new LanewiseClassificationModel(uid, network, losses);
        model.setParent(this);
        return copyValues(model, ParamMap.empty());
    }
}
