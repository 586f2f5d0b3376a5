package lanewise.train;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * Is told how a run advances, and can stop it. Called on the thread that advances the run, between
 * iterations; may read the run, but not advance it. An exception that it throws ends {@link
 * TrainingRun#advance}, and the run can go on from where it stands.
 *
 * <pre>{@code
 * TrainingListener untilGood = TrainingListener.everyEpoch(run -> run.loss() > 0.2f);
 * TrainingRun run = trainer.withListener(untilGood).fit(start, train);
 * System.out.println(run.stopReason() + " at " + run.loss());
 * }</pre>
 */
public interface TrainingListener {

    /**
     * An iteration has been done.
     *
     * @param run where the run stands
     * @return whether to go on
     */
    default boolean iterationDone(TrainingRun run) {
        return true;
    }

    /**
     * All rows have been learned once more: an epoch has been done, of which this is the last
     * iteration. Called after {@link #iterationDone}.
     *
     * @param run where the run stands
     * @return whether to go on
     */
    default boolean epochDone(TrainingRun run) {
        return true;
    }

    /**
     * A listener to iterations.
     *
     * @param test is asked after each iteration whether to go on
     * @return the listener
     * @throws NullPointerException if {@code test} is null
     */
    static TrainingListener everyIteration(Predicate<TrainingRun> test) {
        Objects.requireNonNull(test, "test is null: expected what decides to go on");
        return new TrainingListener() {
            @Override
            public boolean iterationDone(TrainingRun run) {
                return test.test(run);
            }
        };
    }

    /**
     * A listener to epochs.
     *
     * @param test is asked after each epoch whether to go on
     * @return the listener
     * @throws NullPointerException if {@code test} is null
     */
    static TrainingListener everyEpoch(Predicate<TrainingRun> test) {
        Objects.requireNonNull(test, "test is null: expected what decides to go on");
        return new TrainingListener() {
            @Override
            public boolean epochDone(TrainingRun run) {
                return test.test(run);
            }
        };
    }
}
