package lanewise.internal.recurrent;

import java.util.Arrays;

/**
 * The step size of each sample of a block: full at first, halved when convergence has taken long or
 * the sample has diverged, down to an eighth. Depends on the sample alone.
 */
final class StepSizes {
    /** Largest number of halvings. */
    private static final int MAX_LEVEL = 3;

    /** Numbers of sweeps after which a sample's step is halved in any case. */
    private static final int[] PATIENCE = {500, 2000, 5000};

    /** Growth of changes, relative to the first one, that counts as divergence. */
    private static final float GROWTH = 1e6f;

    private final double step;

    /** Number of halvings caused by divergence, for each sample. */
    private final byte[] level;

    private boolean anyRestarted;

    /** Change in the first sweep of each sample since its start; NaN before that. */
    private final float[] first;

    /**
     * Allocates the arrays.
     *
     * @param damping share of a state that a sweep keeps from the start
     * @param samples largest number of samples of a block
     */
    StepSizes(double damping, int samples) {
        step = 1 - damping;
        level = new byte[samples];
        first = new float[samples];
    }

    /** Begins a block of samples. */
    void begin(int samples) {
        Arrays.fill(level, 0, samples, (byte) 0);
        Arrays.fill(first, 0, samples, Float.NaN);
        anyRestarted = false;
    }

    /** Whether the steps of all samples are 1 in a sweep, counted from 0. */
    boolean areFull(int sweep) {
        return step == 1 && !anyRestarted && sweep < PATIENCE[0];
    }

    /** Whether a sample diverges, so that it should restart with a smaller step. */
    boolean diverges(int sample, float change, float size) {
        if (Float.isNaN(first[sample])) {
            first[sample] = change;
        }
        return !Float.isFinite(size) || !(change <= GROWTH * Math.max(1f, first[sample]));
    }

    /** Whether a sample's step cannot be halved any more. */
    boolean isSmallest(int sample) {
        return level[sample] == MAX_LEVEL;
    }

    /** Halves the step of a sample that restarts. */
    void restart(int sample) {
        level[sample]++;
        anyRestarted = true;
        first[sample] = Float.NaN;
    }

    /** The share of its state that a sample keeps in a sweep, counted from 0. */
    float damping(int sample, int sweep) {
        int halvings = level[sample];
        while (halvings < MAX_LEVEL && sweep >= PATIENCE[halvings]) {
            halvings++;
        }
        return (float) (1 - step / (1 << halvings));
    }
}
