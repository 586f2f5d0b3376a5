package lanewise.train;

/**
 * Why a run stopped.
 *
 * <pre>{@code
 * TrainingListener untilGood = TrainingListener.everyIteration(now -> now.loss() > 0.5f);
 * TrainingRun run = trainer.withListener(untilGood).fit(start, train);
 * if (run.stopReason() == StopReason.LISTENER) {
 *     System.out.println(run.loss() <= 0.5f); // prints true
 * }
 * }</pre>
 */
public enum StopReason {
    /** All requested iterations are done; also the value before the first one. */
    ITERATIONS_DONE,
    /** A listener stopped the run. */
    LISTENER,
    /** {@link TrainingRun#cancel} was called. */
    CANCELLED,
    /** The thread that advanced the run was interrupted, and still is. */
    INTERRUPTED,
    /** The loss on the validation rows has not improved for the number of epochs of patience. */
    EARLY_STOPPING,
    /** A parameter or the loss became infinite or NaN. Such a run cannot continue. */
    DIVERGED
}
