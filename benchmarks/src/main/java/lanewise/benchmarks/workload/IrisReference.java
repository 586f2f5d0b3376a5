package lanewise.benchmarks.workload;

import java.util.List;

/**
 * NumPy's answer to the reference workload, with the tolerances of implementations.
 *
 * @param finalMse the error of the last iteration, before its update
 * @param finalAccuracy the fraction of correct training rows in that iteration
 * @param finalWeights W1, then W2, row-major, after the last iteration
 * @param testAccuracy the fraction of correct test rows
 */
public record IrisReference(
        double finalMse, double finalAccuracy, List<Double> finalWeights, double testAccuracy) {
    /** Tolerance of the error; 40 times the effect of rounding to float. */
    public static final double MSE_TOLERANCE = 1e-6;

    /**
     * Tolerance of a weight; 10 times the effect of rounding to float, a tenth of that of one
     * iteration too many.
     */
    public static final double WEIGHT_TOLERANCE = 2e-5;

    /**
     * Reads the answer.
     *
     * @return what NumPy computed in float64
     */
    public static IrisReference read() {
        List<String[]> history = new BundledFile("reference/iris_seed10_history.csv").rows();
        List<Double> weights =
                new BundledFile("reference/iris_seed10_weights.csv")
                        .rows().stream()
                                .filter(row -> row[0].equals("final"))
                                .map(row -> Double.valueOf(row[4]))
                                .toList();
        List<String[]> test = new BundledFile("reference/iris_seed10_test.csv").rows();
        long hits = test.stream().filter(IrisReference::isHit).count();
        String[] last = history.getLast();
        return new IrisReference(
                Double.parseDouble(last[1]),
                Double.parseDouble(last[2]),
                weights,
                (double) hits / test.size());
    }

    /**
     * Compares a training with this answer.
     *
     * @param implementation the expected prefix of the kernels' name
     * @param history true if the training should have recorded its history
     * @param trained the result
     * @throws IllegalStateException if it is wrong, or other kernels computed it
     */
    public void verify(String implementation, boolean history, IrisTraining.Trained trained) {
        if (!trained.kernels().startsWith(implementation)) {
            throw new IllegalStateException(
                    "the kernels " + trained.kernels() + " ran instead of " + implementation);
        }
        requireHistory(implementation, history, trained);
        List<Double> weights = trained.weights();
        requireCount(implementation, "weights", finalWeights.size(), weights.size());
        for (int k = 0; k < finalWeights.size(); k++) {
            requireNear(
                    implementation + ": final weight " + k,
                    finalWeights.get(k),
                    weights.get(k),
                    WEIGHT_TOLERANCE);
        }
        requireNear(implementation + ": test accuracy", testAccuracy, trained.testAccuracy(), 0);
    }

    private void requireHistory(
            String implementation, boolean history, IrisTraining.Trained trained) {
        List<Double> mse = trained.mseHistory();
        List<Double> accuracy = trained.accuracyHistory();
        int iterations = history ? IrisData.ITERATIONS : 0;
        requireCount(implementation, "recorded errors", iterations, mse.size());
        requireCount(implementation, "recorded accuracies", iterations, accuracy.size());
        if (history) {
            requireNear(implementation + ": final mse", finalMse, mse.getLast(), MSE_TOLERANCE);
            requireNear(
                    implementation + ": final training accuracy",
                    finalAccuracy,
                    accuracy.getLast(),
                    0);
        }
    }

    private static void requireCount(String implementation, String what, int expected, int actual) {
        if (actual != expected) {
            throw new IllegalStateException(
                    implementation + " has " + actual + " " + what + ": expected " + expected);
        }
    }

    private static void requireNear(String what, double expected, double actual, double tolerance) {
        if (!(Math.abs(actual - expected) <= tolerance)) {
            throw new IllegalStateException(
                    what
                            + " is "
                            + actual
                            + ": NumPy's is "
                            + expected
                            + ", tolerance "
                            + tolerance);
        }
    }

    /**
     * True if the largest of the three probabilities after the row's number belongs to its label.
     */
    private static boolean isHit(String[] row) {
        int predicted = 0;
        for (int k = 1; k < IrisData.OUTPUTS; k++) {
            if (Double.parseDouble(row[1 + k]) > Double.parseDouble(row[1 + predicted])) {
                predicted = k;
            }
        }
        return predicted == Integer.parseInt(row[1 + IrisData.OUTPUTS]);
    }
}
