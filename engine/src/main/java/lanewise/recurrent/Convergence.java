package lanewise.recurrent;

/**
 * Convergence of a recurrent layer in one iteration.
 *
 * <pre>{@code
 * Network network = Network.of(4, Layer.tanh(8).recurrent(), Layer.softmax(3));
 * Model start = Model.normal(network, 0.1, new RandomState(1));
 * TrainingRun run = Trainer.gradientDescent(0.1, 100).fit(start, train);
 * Convergence convergence = run.convergence(0); // of the first layer, in the last iteration
 * System.out.println(convergence.convergedShare()); // prints 1.0
 * }</pre>
 *
 * @param forwardSweeps largest number of sweeps that a row needed for its activations, at least 1
 * @param backwardSweeps largest number of sweeps that a row needed for its errors; 0 if the
 *     backward pass did not start
 * @param forwardRowSweeps forward sweeps summed over rows; divided by {@code rows}, the mean
 * @param backwardRowSweeps backward sweeps summed over rows
 * @param residual largest change of an activation in the last sweep of a row, converged or not;
 *     infinite if a row diverged
 * @param backwardResidual largest change of an error in the last sweep of a row, relative to the
 *     largest error of that row
 * @param rows number of rows processed: all rows of the iteration, unless it ended early
 * @param converged number of rows that converged in both passes; a block of rows counts as 0 if any
 *     of its rows did not converge
 */
public record Convergence(
        int forwardSweeps,
        int backwardSweeps,
        long forwardRowSweeps,
        long backwardRowSweeps,
        float residual,
        float backwardResidual,
        int rows,
        int converged) {

    /**
     * Checks the numbers of sweeps and rows.
     *
     * @throws IllegalArgumentException if a number is negative, or {@code converged} exceeds {@code
     *     rows}
     */
    public Convergence {
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
        if (converged < 0 || converged > rows) {
            throw new IllegalArgumentException(
                    converged + " converged of " + rows + " rows: expected 0 to " + rows);
        }
    }

    /**
     * The share of rows that converged.
     *
     * @return 0 to 1
     */
    public double convergedShare() {
        return rows == 0 ? 0 : (double) converged / rows;
    }
}
