package lanewise.internal.kernel.specialised;

import lanewise.internal.kernel.Block;

/** One of the steps in which a block of samples goes through a network. Has no state. */
@FunctionalInterface
interface Stage {

    /**
     * Does the step.
     *
     * @param block the samples
     */
    void run(Block block);
}
