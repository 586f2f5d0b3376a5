package lanewise.select;

import lanewise.data.Dataset;
import lanewise.train.StopReason;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A training to do.
 *
 * @param rung index of the rung
 * @param candidate index of the candidate
 * @param fold index of the fold
 * @param seed the seed, which the estimator has, too
 * @param estimator what to train
 */
record TrialPlan(int rung, int candidate, int fold, long seed, Estimator estimator) {

    /** Identifies a trial in its search. */
    record Key(int rung, int candidate, int fold, long seed) {
        static Key of(Trial trial) {
            return new Key(trial.rung(), trial.candidate(), trial.fold(), trial.seed());
        }
    }

    static TrialPlan of(TrialExecutor.Task task, Estimator estimator) {
        return new TrialPlan(
                task.rung(),
                task.candidate(),
                task.fold(),
                task.seed(),
                estimator.withSeed(task.seed()));
    }

    Key key() {
        return new Key(rung, candidate, fold, seed);
    }

    TrialExecutor.Task task(Dataset data) {
        return new TrialExecutor.Task(rung, candidate, fold, seed, cost(data));
    }

    /** Relative cost of the training, in multiply-adds of one pass, give or take the fold. */
    double cost(Dataset data) {
        return (double) estimator.trainer().iterations(data.rows())
                * Math.min(estimator.trainer().batchSize(), data.rows())
                * estimator.network().parameterCount();
    }

    static Set<Key> keys(List<TrialPlan> plans) {
        return plans.stream().map(TrialPlan::key).collect(Collectors.toSet());
    }

    /**
     * Throws an IllegalArgumentException unless an executor returned a trial that it was asked for.
     */
    static Key checked(Trial trial, Set<Key> asked, int metrics) {
        Key key = Key.of(trial);
        if (!asked.contains(key)) {
            throw new IllegalArgumentException(
                    "the executor returned "
                            + trial
                            + ", which is none of its tasks: both sides need the same settings");
        }
        StopReason reason = trial.stopReason();
        if (reason == StopReason.CANCELLED || reason == StopReason.INTERRUPTED) {
            throw new IllegalArgumentException(
                    "the executor returned "
                            + trial
                            + ", which was stopped before its end: expected finished trials only");
        }
        if (trial.scores().size() != metrics) {
            throw new IllegalArgumentException(
                    "the executor returned "
                            + trial
                            + ": expected "
                            + metrics
                            + (metrics == 1 ? " score" : " scores"));
        }
        return key;
    }
}
