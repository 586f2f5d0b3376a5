package lanewise.benchmarks.workload;

import lanewise.Tier;

import java.util.List;
import java.util.Locale;

/**
 * The reference workload on one implementation, prepared so that it can be run any number of times.
 */
public interface IrisTraining {
    /** The tutorial's code in plain Java. */
    String TEXTBOOK = "textbook";

    /** Plain loops in C. */
    String C = "C";

    /**
     * Trains for all iterations, from the start weights.
     *
     * @return what came out; of the last call only
     */
    Trained train();

    /**
     * Prepares the workload.
     *
     * @param implementation {@value #TEXTBOOK}, {@value #C} or the name of one of the engine's
     *     tiers, in lower case
     * @param history whether to record error and accuracy of each iteration
     * @return the training, which has not run yet
     * @throws IllegalArgumentException if there is no such implementation
     * @throws IllegalStateException if it is not {@link #obstacle possible} here
     */
    static IrisTraining of(String implementation, boolean history) {
        IrisData data = IrisData.read();
        return switch (implementation) {
            case TEXTBOOK -> new TextbookIris(data, history);
            case C -> new CIris(data, history);
            default ->
                    new EngineIris(
                            data, history, Tier.valueOf(implementation.toUpperCase(Locale.ROOT)));
        };
    }

    /**
     * What keeps an implementation from running here.
     *
     * @param implementation as in {@link #of}
     * @return the reason and its remedy in one line, empty if it can run
     */
    static String obstacle(String implementation) {
        return implementation.equals(C) ? CIris.obstacle() : "";
    }

    /**
     * What came out. Nothing is worked out before it is asked for, so that asking is not part of
     * the training.
     */
    interface Trained {
        /**
         * Who computed.
         *
         * @return the name of the kernels
         */
        String kernels();

        /**
         * The error of each iteration.
         *
         * @return empty without history
         */
        List<Double> mseHistory();

        /**
         * The share of the training rows that are hits in each iteration.
         *
         * @return empty without history
         */
        List<Double> accuracyHistory();

        /**
         * The final weights.
         *
         * @return W1, then W2, row-major
         */
        List<Double> weights();

        /**
         * The share of the test rows that are hits.
         *
         * @return 0 to 1
         */
        double testAccuracy();
    }
}
