package lanewise.internal.profile;

import java.util.Arrays;

/**
 * Durations of the phases of iterations, per layer. Not thread-safe; allocates nothing after
 * construction.
 */
public final class PhaseTimes {

    /** A part of an iteration. */
    public enum Phase {
        /** Weighted sums and activations of a layer. */
        FORWARD,
        /**
         * Loss, hits, and the derivative of the loss with respect to the output sums. Specialised
         * kernels may compute these in {@link #BACKWARD}.
         */
        LOSS,
        /** Gradient of a layer, and the error propagated to the layer before it. */
        BACKWARD,
        /** The optimizer's step for all layers. */
        UPDATE;

        private static final Phase[] ALL = values();
    }

    private final int layers;

    /** Durations in the current iteration, by phase and layer, in ns. */
    private final long[] last;

    /** Durations summed over the iterations since the last {@link #clear}, in ns. */
    private final long[] total;

    private int iterations;
    private long mark;

    /**
     * Creates an empty record.
     *
     * @param layers the number of layers in the network, at least 1
     */
    public PhaseTimes(int layers) {
        this.layers = layers;
        last = new long[Phase.ALL.length * layers];
        total = new long[last.length];
    }

    /** Starts an iteration and its first phase. */
    public void begin() {
        Arrays.fill(last, 0);
        mark = System.nanoTime();
    }

    /**
     * Ends a phase and starts the next one. A phase can occur more than once in an iteration.
     *
     * @param phase the phase that ends
     * @param layer its layer, counted from 0; the last one if the phase has none
     */
    public void end(Phase phase, int layer) {
        long now = System.nanoTime();
        last[phase.ordinal() * layers + layer] += now - mark;
        mark = now;
    }

    /** Ends the iteration. */
    public void endIteration() {
        for (int k = 0; k < last.length; k++) {
            total[k] += last[k];
        }
        iterations++;
    }

    /**
     * Returns the duration of a phase in the last iteration, summed over all layers.
     *
     * @param phase the phase
     * @return nanoseconds
     */
    public long last(Phase phase) {
        long sum = 0;
        for (int layer = 0; layer < layers; layer++) {
            sum += last[phase.ordinal() * layers + layer];
        }
        return sum;
    }

    /**
     * Returns the duration of a phase of a layer in all iterations since {@link #clear}.
     *
     * @param phase the phase
     * @param layer the layer
     * @return nanoseconds
     */
    public long total(Phase phase, int layer) {
        return total[phase.ordinal() * layers + layer];
    }

    /**
     * Returns the number of iterations since {@link #clear}.
     *
     * @return at least 0
     */
    public int iterations() {
        return iterations;
    }

    /** Resets the totals. */
    public void clear() {
        Arrays.fill(total, 0);
        iterations = 0;
    }
}
