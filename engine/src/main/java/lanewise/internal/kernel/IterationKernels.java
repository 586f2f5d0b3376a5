package lanewise.internal.kernel;

import lanewise.internal.profile.PhaseTimes;

/**
 * Kernels that do a whole training iteration of one network: from a block of samples to its part of
 * the gradient.
 */
public interface IterationKernels {

    /**
     * Adds a block's part to the gradient.
     *
     * @param block the samples
     * @param measure whether to measure loss and correct predictions
     */
    void run(Block block, boolean measure);

    /**
     * Does the same and records how long each phase took. The last layer's backward phase includes
     * loss and correct predictions where one stage does all of them.
     *
     * @param block the samples
     * @param measure whether to measure loss and correct predictions
     * @param times receives the times
     */
    void run(Block block, boolean measure, PhaseTimes times);
}
