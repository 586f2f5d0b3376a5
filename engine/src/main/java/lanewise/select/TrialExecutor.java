package lanewise.select;

import lanewise.data.FeatureMatrix;
import lanewise.io.SavedModel;
import lanewise.train.StopReason;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs the trials of a {@link Search}, a {@link CrossValidation} or {@link Restarts}, by default on
 * threads of this JVM. Another executor can send them to other JVMs: each of these has the same
 * data and settings, and an executor of its own for the trials that it is sent, from {@link
 * Search#executor}, {@link CrossValidation#executor} or {@link Restarts#executor}. Ranking,
 * journal, listener and halving stay where {@code fit} is called.
 *
 * <pre>{@code
 * CrossValidation threeFold = CrossValidation.of(StratifiedKFold.of(3), Metric.ACCURACY);
 * Estimator estimator = Estimator.of(network, Initializer.glorotUniform(), trainer);
 * TrialExecutor there = threeFold.executor(data, estimator); // possibly in another JVM
 * TrialExecutor reversed = (tasks, receiver) -> there.run(tasks.reversed(), receiver);
 * CrossValidationResult result = threeFold.withExecutor(reversed).fit(data, estimator);
 * System.out.println(result.complete()); // prints true
 * }</pre>
 *
 * <p>The result of a trial depends only on data, settings and task, so that neither order, grouping
 * nor repetition of tasks changes a table. Executors of this package are thread-safe: several
 * threads may run trials at the same time.
 */
@FunctionalInterface
public interface TrialExecutor {

    /**
     * A training to do.
     *
     * @param rung index of the rung of a successive halving; otherwise 0
     * @param candidate index of the candidate; otherwise 0
     * @param fold index of the fold; of restarts 0
     * @param seed the seed of the training
     * @param cost estimated work, in multiply-adds: only its ratio to that of other tasks matters
     */
    record Task(int rung, int candidate, int fold, long seed, double cost) {}

    /**
     * A finished trial with what its caller needs beside the scores.
     *
     * @param trial the trial; it has the indices and the seed of its task
     * @param outputs the outputs for the test rows, for {@link CrossValidationResult#predictions};
     *     empty in searches and restarts, and if the training diverged
     * @param model the model, if it is kept: in a {@link CrossValidation#keepingModels} that of
     *     each trial, in restarts that of the best trial of each call of {@link #run}
     */
    record Outcome(Trial trial, Optional<FeatureMatrix> outputs, Optional<SavedModel> model) {
        /**
         * Creates an outcome.
         *
         * @throws NullPointerException if an argument is null
         */
        public Outcome {
            Objects.requireNonNull(trial, "trial is null: expected the finished trial");
            Objects.requireNonNull(outputs, "outputs is null: expected an Optional");
            Objects.requireNonNull(model, "model is null: expected an Optional");
        }
    }

    /**
     * Receives outcomes, possibly from several threads at the same time.
     *
     * <pre>{@code
     * List<TrialExecutor.Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
     * TrialExecutor.Receiver receiver = outcomes::add; // always true: continue
     * }</pre>
     */
    @FunctionalInterface
    interface Receiver {
        /**
         * Receives an outcome.
         *
         * @param outcome a trial that has ended by itself: one that was stopped is not passed on
         * @return true to continue, false to stop
         * @throws IllegalArgumentException if the trial is not one of the tasks, has been stopped,
         *     or has another number of scores than there are metrics
         */
        boolean trialDone(Outcome outcome);
    }

    /**
     * Runs trials and passes on each that ends, in any order. Returns when all have ended or, if
     * the receiver returns false, {@link #cancel} is called or the calling thread is interrupted,
     * in which case its interrupt status stays set, all are stopped. An exception of the receiver
     * stops all and is thrown.
     *
     * @param tasks the trials, in the order of candidates, folds and seeds
     * @param receiver receives the outcomes
     * @return {@link StopReason#CANCELLED} or {@link StopReason#INTERRUPTED} if the trials were
     *     stopped; empty if all have ended
     * @throws IllegalArgumentException if a task is not one of the search, or its training does not
     *     suit the data
     */
    Optional<StopReason> run(List<Task> tasks, Receiver receiver);

    /**
     * Stops the trials that are running, for ever: later calls of {@link #run} begin none. Any
     * thread may call this. Returns at once. By default does nothing, so that trials stop when the
     * next one ends.
     */
    default void cancel() {}
}
