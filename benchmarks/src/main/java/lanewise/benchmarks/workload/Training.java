package lanewise.benchmarks.workload;

import lanewise.data.FeatureMatrix;

/** A task on one implementation, prepared so that it can be run any number of times. */
public interface Training {
    /**
     * Trains for all steps of the task, from its start.
     *
     * @return what came out; of the last call only
     */
    Trained train();

    /**
     * What came out. Nothing is worked out before it is asked for, so that asking is not part of
     * the training.
     */
    interface Trained {
        /**
         * Who computed.
         *
         * @return the name of the library or of the kernels
         */
        String kernels();

        /**
         * The outputs of the trained network.
         *
         * @param features any number of rows
         * @return a row for each
         */
        FeatureMatrix predict(FeatureMatrix features);
    }
}
