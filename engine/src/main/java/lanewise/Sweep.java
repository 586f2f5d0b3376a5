package lanewise;

/**
 * A sweep of a recurrent layer: {@link Model#sweeps}.
 *
 * <pre>{@code
 * Network network = Network.of(4, Layer.tanh(8).recurrent(), Layer.softmax(3));
 * Model model = Model.normal(network, 0.1, new RandomState(1));
 * for (Sweep sweep : model.sweeps(0, test.features())) {
 *     System.out.println(sweep.rows() + " rows moved by at most " + sweep.residual());
 * }
 * }</pre>
 *
 * @param rows how many rows took part: those that had not settled before
 * @param residual the largest change of an activation of these, but for rows that start again with
 *     smaller steps
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

    /** The sweep of these rows and of others. */
    Sweep and(Sweep others) {
        return new Sweep(rows + others.rows, Math.max(residual, others.residual));
    }
}
