package lanewise;

/**
 * A sweep of a recurrent layer: {@link Model#sweeps}.
 *
 * @param rows how many rows took part: those that had not settled before
 * @param residual the largest change of an activation of these, but for rows that start again with
 *     smaller steps
 */
public record Sweep(int rows, float residual) {

    /** The sweep of these rows and of others. */
    Sweep and(Sweep others) {
        return new Sweep(rows + others.rows, Math.max(residual, others.residual));
    }
}
