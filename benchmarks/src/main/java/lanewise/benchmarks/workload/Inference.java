package lanewise.benchmarks.workload;

import lanewise.data.FeatureMatrix;

/** Another library that predicts the rows of a {@link Prediction} with its weights. */
public interface Inference {
    /**
     * Predicts all rows on the calling thread. The rows were given to the library before; the
     * outputs are left where Java can read them.
     *
     * @return the outputs in the library's form, valid until the next call
     */
    Object predict();

    /**
     * The outputs of the last call.
     *
     * @return a copy (rows × outputs)
     */
    FeatureMatrix outputs();
}
