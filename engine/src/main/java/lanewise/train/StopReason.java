package lanewise.train;

/**
 * Why a run does not go on by itself.
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
    /** It has done the iterations that it was told to do; also before the first. */
    ITERATIONS_DONE,
    /** A listener wanted it to stop. */
    LISTENER,
    /** {@link TrainingRun#cancel} was called. */
    CANCELLED,
    /** The thread that advanced it was interrupted, and still is. */
    INTERRUPTED,
    /** The loss on the validation rows has not become smaller for as long as patience lasted. */
    EARLY_STOPPING,
    /** A parameter or the loss became infinite or NaN. Such a run cannot go on. */
    DIVERGED
}
