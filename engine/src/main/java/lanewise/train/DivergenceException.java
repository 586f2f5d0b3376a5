package lanewise.train;

import lanewise.Model;

/**
 * Thrown when training diverges: a parameter or the loss is NaN or infinite, or a recurrent layer
 * does not converge. The message names the iteration, the layer and the likely cause. For a
 * recurrent layer, the cause is a {@link lanewise.recurrent.ConvergenceException}.
 *
 * <pre>{@code
 * Network network = Network.of(4, Layer.relu(8), Layer.identity(3));
 * Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(1));
 * try {
 *     model = Trainer.gradientDescent(10, 1000).fit(start, train).model();
 * } catch (DivergenceException e) {
 *     System.out.println("iteration " + e.iteration()); // prints iteration 40
 *     model = e.lastFinite(); // to look at, or to continue at a lower rate
 * }
 * }</pre>
 */
public final class DivergenceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The last finite model; null in an exception read from a stream. */
    private final transient Model lastFinite;

    /** The iteration that failed. */
    private final int iteration;

    DivergenceException(String message, Model lastFinite, int iteration) {
        super(message);
        this.lastFinite = lastFinite;
        this.iteration = iteration;
    }

    /**
     * The model before the iteration that failed, whose parameters are finite. If a recurrent layer
     * did not converge on validation rows, the best model so far, or the measured one if there is
     * none.
     *
     * @return the model
     * @throws IllegalStateException if this exception was read from a stream, which holds no model
     */
    public Model lastFinite() {
        if (lastFinite == null) {
            throw new IllegalStateException(
                    "this exception was read from a stream, which holds no model: call lastFinite()"
                            + " where it was thrown");
        }
        return lastFinite;
    }

    /**
     * The iteration that failed; the next one if validation failed.
     *
     * @return index of the iteration, from 0
     */
    public int iteration() {
        return iteration;
    }
}
