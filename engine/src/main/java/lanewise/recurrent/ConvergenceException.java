package lanewise.recurrent;

import java.util.Objects;

/**
 * Thrown when a recurrent layer does not converge. The message names the layer, the number of rows
 * concerned, their residual, and remedies.
 *
 * <pre>{@code
 * Recurrence impatient = Recurrence.full().withMaxSweeps(1);
 * Network network = Network.of(4, Layer.tanh(8).withRecurrence(impatient), Layer.softmax(3));
 * Model model = Model.normal(network, 0.5, new RandomState(1));
 * try {
 *     model.predict(test.features());
 * } catch (ConvergenceException e) {
 *     System.out.println("layer " + e.layer() + ": " + (e.residual() > 0)); // prints layer 0: true
 * }
 * }</pre>
 */
public final class ConvergenceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Index of the layer. */
    private final int layer;

    /** Largest change in the last sweep. */
    private final float residual;

    /**
     * An exception for a layer.
     *
     * @param message the layer, its rows and their residual, and remedies
     * @param layer index of the layer, 0 for the first after the inputs
     * @param residual largest change in the last sweep, above 0
     * @throws NullPointerException if {@code message} is null
     */
    public ConvergenceException(String message, int layer, float residual) {
        super(Objects.requireNonNull(message, "message is null: expected the reason"));
        this.layer = layer;
        this.residual = residual;
    }

    /**
     * The layer.
     *
     * @return its index, 0 for the first after the inputs
     */
    public int layer() {
        return layer;
    }

    /**
     * The largest change in the last sweep of the rows that have not converged.
     *
     * @return above 0, of errors relative to the row's largest; infinite if a row diverged
     */
    public float residual() {
        return residual;
    }
}
