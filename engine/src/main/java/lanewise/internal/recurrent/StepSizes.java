package lanewise.internal.recurrent;

import java.util.Arrays;

/**
 * How far each sample of a block goes in a sweep: all the way at first, half as far when that has
 * taken long or has led away, down to an eighth. Depends on the sample alone.
 */
final class StepSizes {
    private static final int SLOWEST = 3;

    /** After so many sweeps a sample slows down, whatever it does. */
    private static final int[] PATIENCE = {500, 2000, 5000};

    /** Changes that have become so many times as large as the first ones lead away. */
    private static final float GROWTH = 1e6f;

    private final double step;
    private final byte[] level;
    private boolean anyRestarted;

    /** The change in the first sweep of each sample since its start; NaN before that. */
    private final float[] first;

    /**
     * Makes room.
     *
     * @param damping the share of a state that a sweep keeps from the start
     * @param most the most samples of a block
     */
    StepSizes(double damping, int most) {
        step = 1 - damping;
        level = new byte[most];
        first = new float[most];
    }

    /** Begins with so many samples. */
    void begin(int samples) {
        Arrays.fill(level, 0, samples, (byte) 0);
        Arrays.fill(first, 0, samples, Float.NaN);
        anyRestarted = false;
    }

    /** Whether all samples go all the way in a sweep, counted from 0. */
    boolean isFull(int sweep) {
        return step == 1 && !anyRestarted && sweep < PATIENCE[0];
    }

    /** Whether a sample is on its way to infinity: it should start again, more slowly. */
    boolean leadsAway(int sample, float change, float size) {
        if (Float.isNaN(first[sample])) {
            first[sample] = change;
        }
        return !Float.isFinite(size) || !(change <= GROWTH * Math.max(1f, first[sample]));
    }

    boolean isSlowest(int sample) {
        return level[sample] == SLOWEST;
    }

    /** Says that a sample starts again, half as fast. */
    void restart(int sample) {
        level[sample]++;
        anyRestarted = true;
        first[sample] = Float.NaN;
    }

    /** What share of its state a sample keeps in a sweep, counted from 0. */
    float kept(int sample, int sweep) {
        int slow = level[sample];
        while (slow < SLOWEST && sweep >= PATIENCE[slow]) {
            slow++;
        }
        return (float) (1 - step / (1 << slow));
    }
}
