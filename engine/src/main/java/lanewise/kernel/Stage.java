package lanewise.kernel;

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
