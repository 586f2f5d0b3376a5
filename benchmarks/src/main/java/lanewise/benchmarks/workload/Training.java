package lanewise.benchmarks.workload;

import lanewise.data.FeatureMatrix;

/** A task on one implementation, prepared for any number of runs. */
public interface Training {
    /**
     * Trains for all steps of the task, from its start.
     *
     * @return the result, valid until the next call
     */
    Trained train();

    /**
     * The result of a training. Computed on demand, so that the evaluation is not part of the
     * training.
     */
    interface Trained {
        /**
         * The library or kernels used.
         *
         * @return the name of the library or of the kernels
         */
        String kernels();

        /**
         * Predicts rows with the trained network.
         *
         * @param features any number of rows
         * @return a row of outputs for each
         */
        FeatureMatrix predict(FeatureMatrix features);
    }
}
