package lanewise.spark.param;

import lanewise.spark.LanewiseClassifier;
import lanewise.spark.LanewiseRegressor;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The parameters of the training that {@link LanewiseClassifier}, {@link LanewiseRegressor} and
 * their models have in common, with Spark's names where Spark has one. {@code explainParams()}
 * lists them with defaults and values.
 */
public interface LanewiseParams extends Params {

    /**
     * The parameter objects, from which the methods below take theirs.
     *
     * @return the parameters
     */
    TrainingParams trainingParams();

    /**
     * Sizes of the layers: number of features, units of each hidden layer, number of classes or 1.
     * No default.
     *
     * @return the parameter
     */
    public default IntArrayParam layers() {
        return trainingParams().layers;
    }

    /**
     * Activation of the hidden layers: relu (the default), leakyRelu, tanh, sigmoid, gelu, softplus
     * or identity. The initial weights suit it.
     *
     * @return the parameter
     */
    public default Param<String> activation() {
        return trainingParams().activation;
    }

    /**
     * Optimizer: adam (the default), adamw, sgd, momentum, nesterov or rmsprop.
     *
     * @return the parameter
     */
    public default Param<String> solver() {
        return trainingParams().solver;
    }

    /**
     * Learning rate, above 0; by default 0.01.
     *
     * @return the parameter
     */
    public default DoubleParam stepSize() {
        return trainingParams().stepSize;
    }

    /**
     * Maximum number of epochs, which are passes over all rows, at least 1; by default 100. With a
     * full batch, an epoch is one step.
     *
     * @return the parameter
     */
    public default IntParam maxIter() {
        return trainingParams().maxIter;
    }

    /**
     * Number of rows per step; 0 for all rows; by default 32.
     *
     * @return the parameter
     */
    public default IntParam batchSize() {
        return trainingParams().batchSize;
    }

    /**
     * Seed of the initial weights, the shuffling of rows and dropout, 0 to 4294967295; by default
     * 0.
     *
     * @return the parameter
     */
    public default LongParam seed() {
        return trainingParams().seed;
    }

    /**
     * Factor of the L2 penalty, at least 0; by default 0. For adamw it is the decoupled decay of
     * the weights.
     *
     * @return the parameter
     */
    public default DoubleParam regParam() {
        return trainingParams().regParam;
    }

    /**
     * Share of the hidden units dropped in each step, 0 to 1, 1 excluded; by default 0.
     *
     * @return the parameter
     */
    public default DoubleParam dropout() {
        return trainingParams().dropout;
    }

    /**
     * Column of row weights, finite and at least 0. By default all weights are 1.
     *
     * @return the parameter
     */
    public default Param<String> weightCol() {
        return trainingParams().weightCol;
    }

    /**
     * Boolean column that is true for the rows that decide when to stop instead of training. By
     * default there are none, and {@link #maxIter} epochs are run.
     *
     * @return the parameter
     */
    public default Param<String> validationIndicatorCol() {
        return trainingParams().validationIndicatorCol;
    }

    /**
     * Number of epochs without a smaller loss on the validation rows after which training stops, at
     * least 1; by default 10. The model is that of the epoch with the smallest loss.
     *
     * @return the parameter
     */
    public default IntParam numEarlyStoppingRounds() {
        return trainingParams().numEarlyStoppingRounds;
    }

    /**
     * Column of whole numbers that order the rows. By default rows are ordered by a hash of their
     * contents. In both cases the order, and with it every bit of the model, is the same for any
     * partitioning.
     *
     * @return the parameter
     */
    public default Param<String> rowIdCol() {
        return trainingParams().rowIdCol;
    }

    /**
     * Number of virtual shards, 1 to 65536. With 1, the default, one task trains on all rows. With
     * more, each step is a Spark job that computes the shards' gradients where their rows are. The
     * number changes the bits of the model; the number of partitions, executors and retries does
     * not.
     *
     * @return the parameter
     */
    public default IntParam numShards() {
        return trainingParams().numShards;
    }

    /**
     * Directory of the checkpoints of a training with several shards. If it has one of the same
     * training, that training continues. By default there are no checkpoints.
     *
     * @return the parameter
     */
    public default Param<String> checkpointDir() {
        return trainingParams().checkpointDir;
    }

    /**
     * Number of epochs between two checkpoints, at least 1; by default 10.
     *
     * @return the parameter
     */
    public default IntParam checkpointInterval() {
        return trainingParams().checkpointInterval;
    }

    /**
     * What to do with a row whose features, label, weight or row number is null, NaN, infinite or
     * too large for a float: error (the default) fails, skip leaves the row out.
     *
     * @return the parameter
     */
    public default Param<String> handleInvalid() {
        return trainingParams().handleInvalid;
    }

    /**
     * Returns the sizes of the layers.
     *
     * @return the value of {@link #layers}
     */
    public default int[] getLayers() {
        return getOrDefault(layers());
    }

    /**
     * Returns the activation of the hidden layers.
     *
     * @return the value of {@link #activation}
     */
    public default String getActivation() {
        return getOrDefault(activation());
    }

    /**
     * Returns the optimizer.
     *
     * @return the value of {@link #solver}
     */
    public default String getSolver() {
        return getOrDefault(solver());
    }

    /**
     * Returns the learning rate.
     *
     * @return the value of {@link #stepSize}
     */
    public default double getStepSize() {
        return (double) getOrDefault(stepSize());
    }

    /**
     * Returns the maximum number of epochs.
     *
     * @return the value of {@link #maxIter}
     */
    public default int getMaxIter() {
        return (int) getOrDefault(maxIter());
    }

    /**
     * Returns the number of rows per step.
     *
     * @return the value of {@link #batchSize}
     */
    public default int getBatchSize() {
        return (int) getOrDefault(batchSize());
    }

    /**
     * Returns the seed.
     *
     * @return the value of {@link #seed}
     */
    public default long getSeed() {
        return (long) getOrDefault(seed());
    }

    /**
     * Returns the factor of the L2 penalty.
     *
     * @return the value of {@link #regParam}
     */
    public default double getRegParam() {
        return (double) getOrDefault(regParam());
    }

    /**
     * Returns the share of dropped units.
     *
     * @return the value of {@link #dropout}
     */
    public default double getDropout() {
        return (double) getOrDefault(dropout());
    }

    /**
     * Returns the column of weights.
     *
     * @return the value of {@link #weightCol}; empty if it is not set
     */
    public default String getWeightCol() {
        return trainingParams().text(weightCol());
    }

    /**
     * Returns the column that marks validation rows.
     *
     * @return the value of {@link #validationIndicatorCol}; empty if it is not set
     */
    public default String getValidationIndicatorCol() {
        return trainingParams().text(validationIndicatorCol());
    }

    /**
     * Returns the patience of early stopping in epochs.
     *
     * @return the value of {@link #numEarlyStoppingRounds}
     */
    public default int getNumEarlyStoppingRounds() {
        return (int) getOrDefault(numEarlyStoppingRounds());
    }

    /**
     * Returns the column that orders the rows.
     *
     * @return the value of {@link #rowIdCol}; empty if it is not set
     */
    public default String getRowIdCol() {
        return trainingParams().text(rowIdCol());
    }

    /**
     * Returns the number of virtual shards.
     *
     * @return the value of {@link #numShards}
     */
    public default int getNumShards() {
        return (int) getOrDefault(numShards());
    }

    /**
     * Returns the directory of checkpoints.
     *
     * @return the value of {@link #checkpointDir}; empty if it is not set
     */
    public default String getCheckpointDir() {
        return trainingParams().text(checkpointDir());
    }

    /**
     * Returns the number of epochs between checkpoints.
     *
     * @return the value of {@link #checkpointInterval}
     */
    public default int getCheckpointInterval() {
        return (int) getOrDefault(checkpointInterval());
    }

    /**
     * Returns the treatment of invalid rows.
     *
     * @return the value of {@link #handleInvalid}
     */
    public default String getHandleInvalid() {
        return getOrDefault(handleInvalid());
    }
}
