package lanewise;

/**
 * A recurrent layer has not come to rest. The message names the layer, how many rows are concerned,
 * how much they still change, and what to do.
 *
 * <pre>{@code
 * Recurrence impatient = Recurrence.full().withMaxSweeps(1);
 * Network network = Network.of(4, Layer.tanh(8).withRecurrence(impatient), Layer.softmax(3));
 * Model model = Model.normal(network, 0.5, new RandomState(1));
 * try {
 *     model.predict(test.features());
 * } catch (UnsettledException e) {
 *     System.out.println("layer " + e.layer() + ": " + (e.residual() > 0)); // prints layer 0: true
 * }
 * }</pre>
 */
public final class UnsettledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Index of the layer. */
    private final int layer;

    /** How much a row still changes. */
    private final float residual;

    UnsettledException(String message, int layer, float residual) {
        super(message);
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
     * How much the last sweep changed of the rows that have not settled.
     *
     * @return the largest change, above 0, of errors relative to the row's largest; infinite if a
     *     row came to numbers that are not finite
     */
    public float residual() {
        return residual;
    }
}
