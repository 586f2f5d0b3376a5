package lanewise.benchmarks.workload;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;

import java.util.Locale;

/**
 * NumPy's answer to a task, with the tolerances of implementations.
 *
 * @param task the task
 * @param mse the mean squared error over the training rows after the last step
 * @param testHits number of correct test rows
 * @param testRows total number of test rows
 */
public record TaskReference(Task task, double mse, int testHits, int testRows) {
    /**
     * Relative tolerance of the error. Steps this large magnify the rounding to float; one step
     * more or less, or a batch in another order, changes the error by more.
     */
    public static final double MSE_TOLERANCE = 2e-3;

    /** Tolerance of the number of correct test rows. */
    public static final int HITS_TOLERANCE = 1;

    /**
     * Reads the answer.
     *
     * @param task any task
     * @return what NumPy computed in float64
     */
    public static TaskReference of(Task task) {
        String[] line =
                new BundledFile("reference/tasks.csv")
                        .rows().stream()
                                .filter(row -> row[0].equals(task.toString()))
                                .findFirst()
                                .orElseThrow();
        return new TaskReference(
                task,
                Double.parseDouble(line[1]),
                Integer.parseInt(line[2]),
                Integer.parseInt(line[3]));
    }

    /**
     * Compares the result of the same computation with this answer.
     *
     * @param implementation the expected prefix of the kernels' name
     * @param trained the result
     * @throws IllegalStateException if it is wrong, or other kernels computed it
     */
    public void verify(String implementation, Training.Trained trained) {
        requireKernels(implementation, trained);
        TaskData data = task.data();
        double actual = mse(data.train(), trained);
        if (!(Math.abs(actual - mse) <= MSE_TOLERANCE * mse)) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "%s, %s: the error after training is %s: NumPy's is %s, tolerance %s %%",
                            implementation,
                            task,
                            actual,
                            mse,
                            100 * MSE_TOLERANCE));
        }
        int hits = hits(data.test(), trained);
        if (Math.abs(hits - testHits) > HITS_TOLERANCE) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "%s, %s: %d of %d test rows are correct: NumPy's are %d, tolerance %d",
                            implementation,
                            task,
                            hits,
                            testRows,
                            testHits,
                            HITS_TOLERANCE));
        }
    }

    /**
     * Judges the result of a computation that cannot be quite the same, for example from another
     * start.
     *
     * @param implementation the expected prefix of the kernels' name
     * @param leastAccuracy the required fraction of correct test rows
     * @param trained the result
     * @throws IllegalStateException if the accuracy is lower, or other kernels computed it
     */
    public void verifyLearned(
            String implementation, double leastAccuracy, Training.Trained trained) {
        requireKernels(implementation, trained);
        int hits = hits(task.data().test(), trained);
        if (hits < leastAccuracy * testRows) {
            throw new IllegalStateException(
                    String.format(
                            Locale.ROOT,
                            "%s, %s: %d of %d test rows are correct: expected %s of them",
                            implementation,
                            task,
                            hits,
                            testRows,
                            leastAccuracy));
        }
    }

    private static void requireKernels(String implementation, Training.Trained trained) {
        if (!trained.kernels().startsWith(implementation)) {
            throw new IllegalStateException(
                    "the kernels " + trained.kernels() + " ran instead of " + implementation);
        }
    }

    private static double mse(Dataset data, Training.Trained trained) {
        FeatureMatrix outputs = trained.predict(data.features());
        double sum = 0;
        for (int row = 0; row < data.rows(); row++) {
            for (int k = 0; k < outputs.features(); k++) {
                double error = (double) outputs.get(row, k) - data.targets().get(row, k);
                sum += error * error;
            }
        }
        return sum / (2.0 * data.rows() * outputs.features());
    }

    private static int hits(Dataset data, Training.Trained trained) {
        FeatureMatrix outputs = trained.predict(data.features());
        int hits = 0;
        for (int row = 0; row < data.rows(); row++) {
            if (largest(outputs, row) == largest(data.targets(), row)) {
                hits++;
            }
        }
        return hits;
    }

    private static int largest(FeatureMatrix matrix, int row) {
        int largest = 0;
        for (int k = 1; k < matrix.features(); k++) {
            if (matrix.get(row, k) > matrix.get(row, largest)) {
                largest = k;
            }
        }
        return largest;
    }
}
