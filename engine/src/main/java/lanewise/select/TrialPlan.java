package lanewise.select;

import lanewise.data.Dataset;

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

    Key key() {
        return new Key(rung, candidate, fold, seed);
    }

    /** Relative cost of the training, in multiply-adds of one pass, give or take the fold. */
    double cost(Dataset data) {
        return (double) estimator.trainer().iterations(data.rows())
                * Math.min(estimator.trainer().batchSize(), data.rows())
                * estimator.network().parameterCount();
    }
}
