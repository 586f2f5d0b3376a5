package lanewise.train;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * Observes a run and can stop it. Called between iterations on the thread that advances the run.
 * May read the run, but not advance it. An exception that it throws ends {@link
 * TrainingRun#advance}; the run can be advanced further afterwards.
 *
 * <pre>{@code
 * TrainingListener untilGood = TrainingListener.everyEpoch(run -> run.loss() > 0.2f);
 * TrainingRun run = trainer.withListener(untilGood).fit(start, train);
 * System.out.println(run.stopReason() + " at " + run.loss());
 * }</pre>
 */
public interface TrainingListener {

    /**
     * Called after each iteration.
     *
     * @param run the run
     * @return true to continue, false to stop
     */
    default boolean iterationDone(TrainingRun run) {
        return true;
    }

    /**
     * Called after the last iteration of each epoch, after {@link #iterationDone}.
     *
     * @param run the run
     * @return true to continue, false to stop
     */
    default boolean epochDone(TrainingRun run) {
        return true;
    }

    /**
     * A listener that is called after each iteration.
     *
     * @param test returns true to continue, false to stop
     * @return the listener
     * @throws NullPointerException if {@code test} is null
     */
    static TrainingListener everyIteration(Predicate<TrainingRun> test) {
        Objects.requireNonNull(test, "test is null: expected a condition to continue");
        return new TrainingListener() {
            @Override
            public boolean iterationDone(TrainingRun run) {
                return test.test(run);
            }
        };
    }

    /**
     * A listener that is called after each epoch.
     *
     * @param test returns true to continue, false to stop
     * @return the listener
     * @throws NullPointerException if {@code test} is null
     */
    static TrainingListener everyEpoch(Predicate<TrainingRun> test) {
        Objects.requireNonNull(test, "test is null: expected a condition to continue");
        return new TrainingListener() {
            @Override
            public boolean epochDone(TrainingRun run) {
                return test.test(run);
            }
        };
    }
}
