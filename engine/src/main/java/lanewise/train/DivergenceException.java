package lanewise.train;

import lanewise.Model;

/**
 * A run has come to an infinite or undefined number, or a recurrent layer to no rest. The message
 * names the iteration, the layer and the likely cause; of a layer that does not settle, the cause
 * is an {@link lanewise.recurrent.ConvergenceException}.
 *
 * <pre>{@code
 * Network network = Network.of(4, Layer.relu(8), Layer.identity(3));
 * Model start = Model.initialize(network, Initializer.heNormal(), new RandomState(1));
 * try {
 *     model = Trainer.gradientDescent(10, 1000).fit(start, train).model();
 * } catch (DivergenceException e) {
 *     System.out.println("iteration " + e.iteration()); // prints iteration 40
 *     model = e.lastFinite(); // to look at, or to go on from at a lower rate
 * }
 * }</pre>
 */
public final class DivergenceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Null if this was read from a stream. */
    private final transient Model lastFinite;

    /** The iteration that failed. */
    private final int iteration;

    DivergenceException(String message, Model lastFinite, int iteration) {
        super(message);
        this.lastFinite = lastFinite;
        this.iteration = iteration;
    }

    /**
     * The model as it was before the iteration that failed; its parameters are finite. Where a
     * recurrent layer did not come to rest on validation rows, the best model so far, or if there
     * is none the one that was measured.
     *
     * @return the model
     * @throws IllegalStateException if this exception was read from a stream, which has no models
     */
    public Model lastFinite() {
        if (lastFinite == null) {
            throw new IllegalStateException(
                    "this exception was read from a stream, which has no models: ask for the model"
                            + " where it was thrown");
        }
        return lastFinite;
    }

    /**
     * The iteration that failed; after validation rows, the next one.
     *
     * @return counted from 0
     */
    public int iteration() {
        return iteration;
    }
}
