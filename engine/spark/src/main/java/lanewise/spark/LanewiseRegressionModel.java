package lanewise.spark;

import lanewise.io.SavedModel;
import lanewise.spark.internal.training.BatchPrediction;
import lanewise.spark.internal.training.ModelFiles;
import lanewise.spark.internal.training.SharedModel;
import lanewise.spark.param.LanewiseParams;
import lanewise.spark.param.TrainingParams;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

import java.io.IOException;
import java.util.List;

/**
 * A regression model trained by {@link LanewiseRegressor}. {@link #transform} adds a column with
 * the predicted number.
 *
 * <p>Rows are predicted in batches, with the same bits in any partitioning. A saved model is a
 * directory with a plain {@code model.safetensors}, which the engine's {@code SavedModel.read}
 * loads without Spark. Not thread-safe, as all of Spark's models.
 */
public final class LanewiseRegressionModel extends RegressionModel<Vector, LanewiseRegressionModel>
        implements LanewiseParams, MLWritable {
    private static final long serialVersionUID = 1;

    private final String uid;
    private final TrainingParams training;
    private final SharedModel model;
    private final float[] losses;

    LanewiseRegressionModel(String uid, SharedModel model, float[] losses) {
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
    public static MLReader<LanewiseRegressionModel> read() {
        return ModelFiles.reader(
                LanewiseRegressionModel.class,
                (uid, model) -> new LanewiseRegressionModel(uid, model, new float[0]));
    }

    /**
     * Loads a model.
     *
     * @param path the directory that {@code save} wrote
     * @return the model
     * @throws java.io.UncheckedIOException if its model file is missing, damaged or of a later
     *     version of Lanewise
     */
    public static LanewiseRegressionModel load(String path) {
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
     * @return the network with its parameters
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
    public LanewiseRegressionModel setHandleInvalid(String value) {
        set(handleInvalid(), value);
        return this;
    }

    @Override
    public String toString() {
        return "LanewiseRegressionModel: uid="
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
    public LanewiseRegressionModel copy(ParamMap extra) {
        LanewiseRegressionModel copy = new LanewiseRegressionModel(uid, model, losses);
        copy.setParent(parent());
        return copyValues(copy, extra);
    }

    /**
     * Adds the column of the predictions.
     *
     * @param dataset rows with a column of feature vectors; it may be a stream
     * @return the same rows and columns, then the prediction if its column has a name
     * @throws IllegalArgumentException if the column of features is missing or of another type, or
     *     a new column is already there
     */
    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        StructType schema = transformSchema(dataset.schema());
        BatchPrediction.Columns columns = new BatchPrediction.Columns(getFeaturesCol(), List.of());
        boolean skip = getHandleInvalid().equals("skip");
        return BatchPrediction.append(dataset, schema, columns, model, null, skip);
    }

    @Override
    public double predict(Vector features) {
        return BatchPrediction.outputs(model, features)[0];
    }
}
