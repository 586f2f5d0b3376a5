package lanewise.benchmarks.workload;

import lanewise.Tier;

import java.util.List;
import java.util.Locale;

/** The reference workload on one implementation, prepared for any number of runs. */
public interface IrisTraining {
    /** The tutorial's code in plain Java. */
    String TEXTBOOK = "textbook";

    /** Plain loops in C. */
    String C = "C";

    /** C with intrinsics, by the engine's algorithm in a single loop. */
    String C_INTRINSICS = "C-intrinsics";

    /**
     * Trains for all iterations, from the start weights.
     *
     * @return the result, valid until the next call
     */
    Trained train();

    /**
     * Prepares the workload.
     *
     * @param implementation {@value #TEXTBOOK}, {@value #C}, {@value #C_INTRINSICS} or the name of
     *     one of the engine's tiers, in lower case
     * @param history true to record error and accuracy of each iteration
     * @return the training, which has not run yet
     * @throws IllegalArgumentException if there is no such implementation
     * @throws IllegalStateException if it is {@link #obstacle unavailable} here
     */
    static IrisTraining of(String implementation, boolean history) {
        IrisData data = IrisData.read();
        return switch (implementation) {
            case TEXTBOOK -> new TextbookIris(data, history);
            case C, C_INTRINSICS -> new CIris(data, implementation, history);
            default ->
                    new EngineIris(
                            data, history, Tier.valueOf(implementation.toUpperCase(Locale.ROOT)));
        };
    }

    /**
     * The obstacle to running an implementation here.
     *
     * @param implementation as in {@link #of}
     * @return the reason and its remedy in one line; empty if it can run
     */
    static String obstacle(String implementation) {
        return switch (implementation) {
            case C, C_INTRINSICS -> CIris.obstacle(implementation);
            default -> "";
        };
    }

    /**
     * The result of a training. Computed on demand, so that the evaluation is not part of the
     * training.
     */
    interface Trained {
        /**
         * The kernels or library used.
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
         * The fraction of correct training rows in each iteration.
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
         * The fraction of correct test rows.
         *
         * @return 0 to 1
         */
        double testAccuracy();
    }
}
