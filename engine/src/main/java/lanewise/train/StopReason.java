package lanewise.train;

/**
 * The reason why a run stopped.
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
    /** All requested iterations are done. Also the initial value, before the first iteration. */
    ITERATIONS_DONE,
    /** A listener stopped it. */
    LISTENER,
    /** {@link TrainingRun#cancel} was called. */
    CANCELLED,
    /** The thread that advanced it was interrupted; its interrupt status is still set. */
    INTERRUPTED,
    /** The loss on the validation rows did not improve within the patience. */
    EARLY_STOPPING,
    /** The loss grew beyond {@link Trainer#withDivergenceLimit}. */
    LOSS_GREW,
    /**
     * A parameter or the loss became infinite or NaN, or a recurrent layer did not converge. Such a
     * run cannot be advanced further.
     */
    DIVERGED
}
