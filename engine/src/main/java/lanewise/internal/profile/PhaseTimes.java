package lanewise.internal.profile;

import java.util.Arrays;

/**
 * How long the phases of iterations took, layer by layer. For one thread at a time; allocates
 * nothing once made.
 */
public final class PhaseTimes {

    /** A part of an iteration. */
    public enum Phase {
        /** Weighted sums and activations of a layer. */
        FORWARD,
        /**
         * Loss, hits, and the derivative of the loss by the outputs' sums. Kernels made for a
         * network may do this within {@link #BACKWARD}.
         */
        LOSS,
        /** The gradient of a layer, and the error that it hands back. */
        BACKWARD,
        /** The optimizer's step, of all layers. */
        UPDATE;

        private static final Phase[] ALL = values();
    }

    private final int layers;

    /** Of the iteration under way, phase by phase, in ns. */
    private final long[] last;

    /** Of the iterations since the last {@link #clear}. */
    private final long[] total;

    private int iterations;
    private long mark;

    /**
     * Before the first iteration.
     *
     * @param layers the network's layers, at least 1
     */
    public PhaseTimes(int layers) {
        this.layers = layers;
        last = new long[Phase.ALL.length * layers];
        total = new long[last.length];
    }

    /** Begins an iteration. */
    public void begin() {
        Arrays.fill(last, 0);
        mark = System.nanoTime();
    }

    /**
     * Ends a phase, which may come again in the same iteration. What comes next begins here.
     *
     * @param phase which
     * @param layer of which layer, counted from 0; the last one where the phase has none
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
     * A phase of the last iteration, all layers together.
     *
     * @param phase which
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
     * A phase of a layer in all iterations since {@link #clear}.
     *
     * @param phase which
     * @param layer of which layer
     * @return nanoseconds
     */
    public long total(Phase phase, int layer) {
        return total[phase.ordinal() * layers + layer];
    }

    /**
     * The iterations since {@link #clear}.
     *
     * @return at least 0
     */
    public int iterations() {
        return iterations;
    }

    /** Forgets all iterations. */
    public void clear() {
        Arrays.fill(total, 0);
        iterations = 0;
    }
}
