package lanewise.internal.kernel.specialised;

import lanewise.internal.kernel.Block;

/** A step of a training iteration, applied to a block of samples. Stateless. */
@FunctionalInterface
interface Stage {

    /**
     * Runs the step.
     *
     * @param block the samples
     */
    void run(Block block);
}
