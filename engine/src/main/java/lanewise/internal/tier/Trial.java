package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.parallel.Threads;
import lanewise.internal.pass.Batch;
import lanewise.internal.pass.MiniBatches;
import lanewise.internal.pass.StepState;
import lanewise.internal.pass.TrainingStep;

import java.util.function.BooleanSupplier;

/**
 * Runs iterations of one tier on copies of a run's arrays, so that HotSpot compiles the kernels,
 * and measures their time. Each iteration starts from the same parameters, so all do the same work.
 */
public final class Trial {

    /** Least time of a measurement, in ns: long against the resolution of the clock. */
    private static final long BATCH_NANOS = 1_000_000;

    /** Largest number of iterations between two looks at the clock. */
    private static final int MOST_UNSEEN = 16;

    final TierChoice tier;
    final Kernels kernels;
    private final TrainingStep step;
    private final MiniBatches batches;
    private final boolean measure;

    /** Number of batches that a run computes per iteration. */
    private final int perIteration;

    private int iteration;

    /**
     * Copies the state. The rows are shared, as they are immutable.
     *
     * @param tier tier of the kernels
     * @param kernels the kernels
     * @param state the state to start from
     * @param batches supplies the batches; used by this trial only
     * @param measure whether iterations measure loss and hits
     */
    public Trial(
            TierChoice tier,
            Kernels kernels,
            StepState state,
            MiniBatches batches,
            boolean measure) {
        this(tier, kernels, state, batches, measure, 1);
    }

    /**
     * Copies the state of a run that computes several batches per iteration.
     *
     * @param perIteration number of batches per iteration, at least 1
     */
    public Trial(
            TierChoice tier,
            Kernels kernels,
            StepState state,
            MiniBatches batches,
            boolean measure,
            int perIteration) {
        this.perIteration = perIteration;
        this.tier = tier;
        this.kernels = kernels;
        this.batches = batches;
        this.measure = measure;
        step = StepClasses.step(tier, state.copy(), batches.largest(), Threads.alone());
    }

    /**
     * Lets HotSpot compile the code that was generated for the network, if any.
     *
     * @param over whether to end early
     */
    void rehearse(BooleanSupplier over) {
        Rehearsal.perform(step.state().plan(), kernels, batches.largest(), measure, over);
    }

    /** Mean time of an iteration, in ns, over about a millisecond or at least one iteration. */
    double nanosPerIteration() {
        long begin = System.nanoTime();
        long nanos;
        int count = 0;
        do {
            // Check the clock often: code may be deoptimized at any time, and interpreted vectors
            // are a thousand times slower.
            for (int end = count + Math.clamp(count, 1, MOST_UNSEEN); count < end; count++) {
                iterate();
            }
            nanos = System.nanoTime() - begin;
        } while (nanos < BATCH_NANOS);
        return (double) nanos / count * perIteration;
    }

    private void iterate() {
        Batch batch = batches.next(iteration, kernels);
        step.gradient(kernels, batch, iteration, measure);
        step.update(iteration);
        iteration = (iteration + 1) % batches.perEpoch();
    }
}
