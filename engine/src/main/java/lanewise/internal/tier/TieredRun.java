package lanewise.internal.tier;

import lanewise.internal.kernel.Kernels;
import lanewise.internal.pass.StepState;

/** A training run whose iterations may move from one tier to another. */
public interface TieredRun {

    /** Whether the run is to stop before its next iteration. */
    boolean stopRequested();

    /** Number of iterations done. */
    int iteration();

    /** Time of the iterations done by this run, in ns. */
    long nanos();

    /** A copy of the run's state. */
    StepState snapshot();

    /**
     * Prepares iterations on a copy of a state, for measuring. Any thread may call this.
     *
     * @param tier tier of the kernels
     * @param kernels the kernels
     * @param state the state to start from, which is copied
     */
    Trial trial(TierChoice tier, Kernels kernels, StepState state);

    /**
     * Computes the iterations to come on other kernels.
     *
     * @param tier tier of the kernels
     * @param kernels the kernels
     */
    void moveTo(TierChoice tier, Kernels kernels);
}
