package lanewise.recurrent;

/**
 * One sweep of a recurrent layer: see {@link lanewise.Model#sweeps}.
 *
 * <pre>{@code
 * Network network = Network.of(4, Layer.tanh(8).recurrent(), Layer.softmax(3));
 * Model model = Model.normal(network, 0.1, new RandomState(1));
 * for (Sweep sweep : model.sweeps(0, test.features())) {
 *     System.out.println(sweep.rows() + " rows changed by at most " + sweep.residual());
 * }
 * }</pre>
 *
 * @param rows number of rows that took part: those that had not converged before
 * @param residual largest change of an activation of these rows, except rows that restart with a
 *     smaller step
 */
public record Sweep(int rows, float residual) {

    /**
     * Checks the number of rows.
     *
     * @throws IllegalArgumentException if {@code rows} is negative
     */
    public Sweep {
        if (rows < 0) {
            throw new IllegalArgumentException(rows + " rows: expected at least 0");
        }
    }
}
