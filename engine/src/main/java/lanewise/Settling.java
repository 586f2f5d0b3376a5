package lanewise;

/**
 * How a recurrent layer came to rest in an iteration.
 *
 * <pre>{@code
 * Network network = Network.of(4, Layer.tanh(8).recurrent(), Layer.softmax(3));
 * Model start = Model.normal(network, 0.1, new RandomState(1));
 * TrainingRun run = Trainer.gradientDescent(0.1, 100).fit(start, train);
 * Settling settling = run.settling(0); // of the first layer, in the last iteration
 * System.out.println(settling.settledShare()); // prints 1.0
 * }</pre>
 *
 * @param forwardSweeps the most sweeps that a row needed for its activations, at least 1
 * @param backwardSweeps the most sweeps that a row needed for its errors; 0 if these were not begun
 * @param forwardRowSweeps the forward sweeps of all rows together; by {@code rows}, the mean
 * @param backwardRowSweeps the backward sweeps of all rows together
 * @param residual the largest change of an activation that a row settled with, or, where rows have
 *     not settled, that they still make; infinite if a row came to numbers that are not finite
 * @param backwardResidual the same of errors, relative to the largest of their row
 * @param rows the rows of the iteration; fewer if it ended early
 * @param settled how many of them have come to rest, activations and errors; of a block of rows one
 *     of which has not, none
 */
public record Settling(
        int forwardSweeps,
        int backwardSweeps,
        long forwardRowSweeps,
        long backwardRowSweeps,
        float residual,
        float backwardResidual,
        int rows,
        int settled) {

    /**
     * Checks the numbers of sweeps and rows.
     *
     * @throws IllegalArgumentException if one is negative, or more rows have settled than there are
     */
    public Settling {
        if (forwardSweeps < 0
                || backwardSweeps < 0
                || forwardRowSweeps < 0
                || backwardRowSweeps < 0) {
            throw new IllegalArgumentException(
                    "sweeps "
                            + forwardSweeps
                            + ", "
                            + backwardSweeps
                            + ", of all rows "
                            + forwardRowSweeps
                            + ", "
                            + backwardRowSweeps
                            + ": expected at least 0");
        }
        if (settled < 0 || settled > rows) {
            throw new IllegalArgumentException(
                    settled + " settled of " + rows + " rows: expected 0 to as many as there are");
        }
    }

    /**
     * The share of rows that have come to rest.
     *
     * @return 0 to 1
     */
    public double settledShare() {
        return rows == 0 ? 0 : (double) settled / rows;
    }
}
