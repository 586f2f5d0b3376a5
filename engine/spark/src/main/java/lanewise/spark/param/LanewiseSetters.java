package lanewise.spark.param;

import org.apache.spark.ml.param.Param;

/**
 * Setters of the parameters of a training. Each changes its estimator and returns it, and throws an
 * IllegalArgumentException, before it changes anything, if the value is out of the range that
 * {@link LanewiseParams} gives.
 *
 * @param <E> the class of the estimator
 */
public interface LanewiseSetters<E> extends LanewiseParams {

    /**
     * Returns this estimator.
     *
     * @return this object
     */
    E self();

    private <T> E with(Param<T> param, T value) {
        set(param, value);
        return self();
    }

    /**
     * Sets {@link LanewiseParams#layers}.
     *
     * @param sizes sizes of the layers, at least two, each at least 1
     * @return this estimator
     */
    public default E setLayers(int... sizes) {
        return with(layers(), sizes);
    }

    /**
     * Sets {@link LanewiseParams#activation}.
     *
     * @param value a name that {@link LanewiseParams#activation} lists
     * @return this estimator
     */
    public default E setActivation(String value) {
        return with(activation(), value);
    }

    /**
     * Sets {@link LanewiseParams#solver}.
     *
     * @param value a name that {@link LanewiseParams#solver} lists
     * @return this estimator
     */
    public default E setSolver(String value) {
        return with(solver(), value);
    }

    /**
     * Sets {@link LanewiseParams#stepSize}.
     *
     * @param value the learning rate, above 0
     * @return this estimator
     */
    public default E setStepSize(double value) {
        return with(stepSize(), value);
    }

    /**
     * Sets {@link LanewiseParams#maxIter}.
     *
     * @param value number of epochs, at least 1
     * @return this estimator
     */
    public default E setMaxIter(int value) {
        return with(maxIter(), value);
    }

    /**
     * Sets {@link LanewiseParams#batchSize}.
     *
     * @param value number of rows per step; 0 for all rows
     * @return this estimator
     */
    public default E setBatchSize(int value) {
        return with(batchSize(), value);
    }

    /**
     * Sets {@link LanewiseParams#seed}.
     *
     * @param value 0 to 4294967295
     * @return this estimator
     */
    public default E setSeed(long value) {
        return with(seed(), value);
    }

    /**
     * Sets {@link LanewiseParams#regParam}.
     *
     * @param value at least 0
     * @return this estimator
     */
    public default E setRegParam(double value) {
        return with(regParam(), value);
    }

    /**
     * Sets {@link LanewiseParams#dropout}.
     *
     * @param value 0 to 1, 1 excluded
     * @return this estimator
     */
    public default E setDropout(double value) {
        return with(dropout(), value);
    }

    /**
     * Sets {@link LanewiseParams#weightCol}.
     *
     * @param value name of a numeric column
     * @return this estimator
     */
    public default E setWeightCol(String value) {
        return with(weightCol(), value);
    }

    /**
     * Sets {@link LanewiseParams#validationIndicatorCol}.
     *
     * @param value name of a Boolean column
     * @return this estimator
     */
    public default E setValidationIndicatorCol(String value) {
        return with(validationIndicatorCol(), value);
    }

    /**
     * Sets {@link LanewiseParams#numEarlyStoppingRounds}.
     *
     * @param value number of epochs, at least 1
     * @return this estimator
     */
    public default E setNumEarlyStoppingRounds(int value) {
        return with(numEarlyStoppingRounds(), value);
    }

    /**
     * Sets {@link LanewiseParams#rowIdCol}.
     *
     * @param value name of a column of whole numbers
     * @return this estimator
     */
    public default E setRowIdCol(String value) {
        return with(rowIdCol(), value);
    }

    /**
     * Sets {@link LanewiseParams#numShards}.
     *
     * @param value number of virtual shards, 1 to 65536
     * @return this estimator
     */
    public default E setNumShards(int value) {
        return with(numShards(), value);
    }

    /**
     * Sets {@link LanewiseParams#checkpointDir}.
     *
     * @param value a path of any file system that Spark can write
     * @return this estimator
     */
    public default E setCheckpointDir(String value) {
        return with(checkpointDir(), value);
    }

    /**
     * Sets {@link LanewiseParams#checkpointInterval}.
     *
     * @param value number of epochs, at least 1
     * @return this estimator
     */
    public default E setCheckpointInterval(int value) {
        return with(checkpointInterval(), value);
    }

    /**
     * Sets {@link LanewiseParams#handleInvalid}.
     *
     * @param value error or skip
     * @return this estimator
     */
    public default E setHandleInvalid(String value) {
        return with(handleInvalid(), value);
    }
}
