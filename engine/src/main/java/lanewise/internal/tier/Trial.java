package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.parallel.Threads;
import lanewise.internal.pass.Batch;
import lanewise.internal.pass.MiniBatches;
import lanewise.internal.pass.StepState;
import lanewise.internal.pass.TrainingStep;

/**
 * Iterations of one tier on copies of a run's arrays, for compiling and measuring its kernels. Each
 * iteration starts from the same parameters, so that all do the same work.
 */
public final class Trial {

    /** Length of a measurement, in ns: long against the clock's resolution. */
    private static final long BATCH_NANOS = 1_000_000;

    /** Largest number of iterations between two looks at the clock. */
    private static final int MAX_UNTIMED = 16;

    final TierChoice tier;
    final Kernels kernels;
    private final TrainingStep step;
    private final MiniBatches batches;
    private final boolean measure;
    private int iteration;

    /**
     * Copies the state; the rows, which never change, are shared.
     *
     * @param tier tier of the kernels
     * @param kernels the kernels
     * @param state state of the run
     * @param batches batches that only this trial uses
     * @param measure whether the run measures loss and correct predictions
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
     * Measures the mean time of an iteration over a millisecond, or of one if it takes longer.
     *
     * @return time in ns
     */
    double nanosPerIteration() {
        long begin = System.nanoTime();
        long nanos;
        int count = 0;
        do {
            // Look at the clock often: code may be deoptimized at any time, and interpreted
            // vectors are a thousand times slower.
            for (int end = count + Math.clamp(count, 1, MAX_UNTIMED); count < end; count++) {
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
