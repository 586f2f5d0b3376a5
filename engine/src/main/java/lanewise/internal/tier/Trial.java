package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.parallel.Threads;
import lanewise.internal.pass.Batch;
import lanewise.internal.pass.MiniBatches;
import lanewise.internal.pass.StepState;
import lanewise.internal.pass.TrainingStep;

/**
 * Iterations of one tier on copies of a run's arrays, to let HotSpot compile its kernels and to
 * measure them. Each iteration starts from the same parameters, so that all do the same work.
 */
public final class Trial {

    /** Long against the clock's resolution, short against what it decides. */
    private static final long BATCH_NANOS = 1_000_000;

    private static final int MOST_UNSEEN = 16;

    final TierChoice tier;
    final Kernels kernels;
    private final TrainingStep step;
    private final MiniBatches batches;
    private final boolean measure;
    private int iteration;

    /**
     * Makes the copies; the rows are shared, which nobody changes.
     *
     * @param tier whose kernels
     * @param kernels who computes
     * @param state where the run stands
     * @param batches the rows of an iteration, of no one else
     * @param measure whether the run measures loss and hits
     */
    public Trial(
            TierChoice tier,
            Kernels kernels,
            StepState state,
            MiniBatches batches,
            boolean measure) {
        this.tier = tier;
        this.kernels = kernels;
        this.batches = batches;
        this.measure = measure;
        step = StepClasses.step(tier, state.copy(), batches.largest(), Threads.alone());
    }

    /**
     * How long an iteration takes, on the average of a millisecond's, or of one if it is longer.
     */
    double nanosPerIteration() {
        long begin = System.nanoTime();
        long nanos;
        int count = 0;
        do {
            // Not for long without a look at the clock: code may be thrown away at any time, and
            // interpreted vectors are a thousand times slower.
            for (int end = count + Math.clamp(count, 1, MOST_UNSEEN); count < end; count++) {
                iterate();
            }
            nanos = System.nanoTime() - begin;
        } while (nanos < BATCH_NANOS);
        return (double) nanos / count;
    }

    private void iterate() {
        Batch batch = batches.next(iteration);
        step.gradient(kernels, batch, iteration, measure);
        step.update(iteration);
        iteration = (iteration + 1) % batches.perEpoch();
    }
}
