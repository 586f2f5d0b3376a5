package lanewise.train;

import lanewise.Model;

/**
 * Thrown when training diverges: a parameter or the loss becomes infinite or NaN, or a recurrent
 * layer does not converge. The message names the iteration, the layer and the likely cause. If a
 * recurrent layer does not converge, {@link #getCause} is a {@link
 * lanewise.recurrent.ConvergenceException}.
 *
 * <pre>{@code
 * Network network = Network.of(4, Layer.relu(8), Layer.identity(3));
 * Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(1));
 * try {
 *     model = Trainer.gradientDescent(10, 1000).fit(start, train).model();
 * } catch (DivergenceException e) {
 *     System.out.println("iteration " + e.iteration()); // prints iteration 40
 *     model = e.lastFinite(); // to inspect, or to start from at a lower rate
 * }
 * }</pre>
 */
public final class DivergenceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The last finite model; null if this exception was deserialized. */
    private final transient Model lastFinite;

    /** Index of the iteration that failed. */
    private final int iteration;

    DivergenceException(String message, Model lastFinite, int iteration) {
        super(message);
        this.lastFinite = lastFinite;
        this.iteration = iteration;
    }

    /**
     * The model before the iteration that failed, with finite parameters. If a recurrent layer did
     * not converge on the validation rows, the best model so far, or if there is none the one that
     * was measured.
     *
     * @return the model
     * @throws IllegalStateException if this exception was deserialized: models are not serialized
     */
    public Model lastFinite() {
        if (lastFinite == null) {
            throw new IllegalStateException(
                    "this exception was deserialized without its model: call lastFinite() where it"
                            + " was thrown");
        }
        return lastFinite;
    }

    /**
     * The iteration that failed; if a recurrent layer did not converge on the validation rows, the
     * next one.
     *
     * @return counted from 0
     */
    public int iteration() {
        return iteration;
    }
}
