package lanewise.internal.kernel;

import lanewise.internal.profile.PhaseTimes;

/**
 * Kernels that do a whole training iteration of one network: which compute the contribution of a
 * block of samples to the gradient.
 */
public interface IterationKernels {

    /**
     * Adds a block's contribution to the gradient.
     *
     * @param block the samples
     * @param measure whether to measure loss and correct predictions
     */
    void run(Block block, boolean measure);

    /**
     * Adds a block's contribution to the gradient and records the time of each phase. The last
     * layer's backward phase includes loss and correct predictions if one stage computes all of
     * them.
     *
     * @param block the samples
     * @param measure whether to measure loss and correct predictions
     * @param times receives the times
     */
    void run(Block block, boolean measure, PhaseTimes times);

    /** Whether code was generated for any part of an iteration. */
    boolean areGenerated();

    /**
     * Runs the code that was generated for the network, and no other kernels, for HotSpot to
     * compile. The results are meaningless.
     *
     * @param block the samples; if there are none, each method returns at once
     * @param measure whether to measure loss and correct predictions
     */
    void rehearse(Block block, boolean measure);
}
