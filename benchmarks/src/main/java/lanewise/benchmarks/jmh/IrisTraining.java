package lanewise.benchmarks.jmh;

import lanewise.Tier;

import java.util.List;
import java.util.Locale;

/**
 * The reference workload on one implementation, prepared so that it can be run any number of times.
 */
interface IrisTraining {
    String TEXTBOOK = "textbook";

    /** Trains for all iterations, from the start weights. */
    Trained train();

    /**
     * Prepares the workload.
     *
     * @param implementation {@value #TEXTBOOK} or the name of one of the engine's tiers, in lower
     *     case
     * @param history whether to record error and accuracy of each iteration
     * @throws IllegalArgumentException if there is no such implementation
     */
    static IrisTraining of(String implementation, boolean history) {
        IrisData data = IrisData.read();
        return implementation.equals(TEXTBOOK)
                ? new TextbookTraining(data, history)
                : new EngineTraining(
                        data, history, Tier.valueOf(implementation.toUpperCase(Locale.ROOT)));
    }

    /**
     * What came out. Nothing is worked out before it is asked for, so that asking is not part of
     * the training.
     */
    interface Trained {
        /** Who computed. */
        String kernels();

        /** The error of each iteration, empty without history. */
        List<Double> mseHistory();

        /**
         * The share of the training rows that are hits in each iteration, empty without history.
         */
        List<Double> accuracyHistory();

        /** W1, then W2, row-major. */
        List<Double> weights();

        double testAccuracy();
    }
}
