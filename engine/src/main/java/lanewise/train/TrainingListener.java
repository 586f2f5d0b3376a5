package lanewise.train;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * Observes a run, and can stop it. Called between iterations on the thread that advances the run;
 * may read the run but not advance it. If it throws an exception, {@link TrainingRun#advance}
 * throws that, and the run can be advanced further from its current state.
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
     * @return true to continue, false to stop the run
     */
    default boolean iterationDone(TrainingRun run) {
        return true;
    }

    /**
     * Called after each epoch, following {@link #iterationDone} of its last iteration.
     *
     * @param run the run
     * @return true to continue, false to stop the run
     */
    default boolean epochDone(TrainingRun run) {
        return true;
    }

    /**
     * Returns a listener that is called after each iteration.
     *
     * @param test returns true to continue, false to stop the run
     * @return the listener
     * @throws NullPointerException if {@code test} is null
     */
    static TrainingListener everyIteration(Predicate<TrainingRun> test) {
        Objects.requireNonNull(test, "test is null: expected a predicate, true to continue");
        return new TrainingListener() {
            @Override
            public boolean iterationDone(TrainingRun run) {
                return test.test(run);
            }
        };
    }

    /**
     * Returns a listener that is called after each epoch.
     *
     * @param test returns true to continue, false to stop the run
     * @return the listener
     * @throws NullPointerException if {@code test} is null
     */
    static TrainingListener everyEpoch(Predicate<TrainingRun> test) {
        Objects.requireNonNull(test, "test is null: expected a predicate, true to continue");
        return new TrainingListener() {
            @Override
            public boolean epochDone(TrainingRun run) {
                return test.test(run);
            }
        };
    }
}
