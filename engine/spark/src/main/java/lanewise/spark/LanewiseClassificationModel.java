package lanewise.spark;

import lanewise.Activation;
import lanewise.Network;
import lanewise.io.SavedModel;
import lanewise.spark.internal.training.BatchPrediction;
import lanewise.spark.internal.training.ModelFiles;
import lanewise.spark.internal.training.SharedModel;
import lanewise.spark.param.LanewiseParams;
import lanewise.spark.param.TrainingParams;

import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

import java.io.IOException;
import java.util.List;

/**
 * A classifier trained by {@link LanewiseClassifier}. {@link #transform} adds columns with the
 * predicted class, and vectors with a probability for each class. The raw prediction is the vector
 * of probabilities, too.
 *
 * <p>Rows are predicted in batches, with the same bits in any partitioning. A saved model is a
 * directory with a plain {@code model.safetensors}, which the engine's {@code SavedModel.read}
 * loads without Spark. Not thread-safe, as all of Spark's models.
 */
public final class LanewiseClassificationModel
        extends ProbabilisticClassificationModel<Vector, LanewiseClassificationModel>
        implements LanewiseParams, MLWritable {
    private static final long serialVersionUID = 1;

    private final String uid;
    private final TrainingParams training;
    private final SharedModel model;
    private final float[] losses;

    LanewiseClassificationModel(String uid, SharedModel model, float[] losses) {
        this.uid = uid; // Spark's constructor needs it
        super();
        training = new TrainingParams(this);
        this.model = model;
        this.losses = losses;
    }

    /**
     * Returns a reader of saved models.
     *
     * @return the reader
     */
    public static MLReader<LanewiseClassificationModel> read() {
        return ModelFiles.reader(
                LanewiseClassificationModel.class,
                (uid, model) -> {
                    requireClasses(model);
                    return new LanewiseClassificationModel(uid, model, new float[0]);
                });
    }

    private static void requireClasses(SharedModel model) {
        Network network = model.saved().model().network();
        if (network.layers().getLast().activation() != Activation.SOFTMAX) {
            throw new IllegalArgumentException(
                    "the model file has the network "
                            + network
                            + ", which predicts numbers: load it as a LanewiseRegressionModel");
        }
    }

    /**
     * Loads a model.
     *
     * @param path the directory that {@code save} wrote
     * @return the model
     * @throws java.io.UncheckedIOException if its model file is missing, damaged or of a later
     *     version of Lanewise
     */
    public static LanewiseClassificationModel load(String path) {
        return read().load(path);
    }

    @Override
    public MLWriter write() {
        return ModelFiles.writer(this, model);
    }

    @Override
    public void save(String path) throws IOException {
        write().save(path);
    }

    /**
     * Returns the model for use without Spark.
     *
     * @return the network with its parameters; its classes are named 0, 1 and so on
     */
    public SavedModel engineModel() {
        return model.saved();
    }

    /**
     * Returns the loss of each step of the training.
     *
     * @return the losses in a new array; empty for a model that was loaded
     */
    public double[] objectiveHistory() {
        double[] history = new double[losses.length];
        for (int k = 0; k < history.length; k++) {
            history[k] = losses[k];
        }
        return history;
    }

    /**
     * Sets {@link LanewiseParams#handleInvalid}, for rows to predict.
     *
     * @param value error or skip
     * @return this model
     */
    public LanewiseClassificationModel setHandleInvalid(String value) {
        set(handleInvalid(), value);
        return this;
    }

    @Override
    public String toString() {
        return "LanewiseClassificationModel: uid="
                + uid
                + ", network="
                + model.saved().model().network();
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
    public int numFeatures() {
        return model.saved().model().network().inputs();
    }

    @Override
    public int numClasses() {
        return model.saved().model().network().outputs();
    }

    @Override
    public LanewiseClassificationModel copy(ParamMap extra) {
        LanewiseClassificationModel copy = new LanewiseClassificationModel(uid, model, losses);
        copy.setParent(parent());
        return copyValues(copy, extra);
    }

    /**
     * Adds the columns of the predictions.
     *
     * @param dataset rows with a column of feature vectors; it may be a stream
     * @return the same rows and columns, then prediction, raw prediction and probability, each if
     *     its column has a name
     * @throws IllegalArgumentException if the column of features is missing or of another type, or
     *     a new column is already there
     */
    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        StructType schema = transformSchema(dataset.schema());
        BatchPrediction.Columns columns =
                new BatchPrediction.Columns(
                        getFeaturesCol(), List.of(getRawPredictionCol(), getProbabilityCol()));
        double[] limits = isDefined(thresholds()) ? getThresholds() : null;
        LanewiseClassifier.requireThresholds(limits, numClasses());
        boolean skip = getHandleInvalid().equals("skip");
        return BatchPrediction.append(dataset, schema, columns, model, limits, skip);
    }

    @Override
    public Vector predictRaw(Vector features) {
        return Vectors.dense(BatchPrediction.outputs(model, features));
    }

    /**
     * Returns the raw predictions, which are probabilities.
     *
     * @param raw the raw predictions
     * @return the same vector
     */
    @Override
    public Vector raw2probabilityInPlace(Vector raw) {
        return raw;
    }

    /** Declared because javac rejects the two signatures that Scala gives this method. */
    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public scala.Tuple3 findSummaryModel() {
        return super.findSummaryModel();
    }
}
