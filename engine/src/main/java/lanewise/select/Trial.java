package lanewise.select;

import lanewise.train.StopReason;

import java.util.List;
import java.util.Objects;

/**
 * One finished training of a cross-validation or a search.
 *
 * <pre>{@code
 * Estimator estimator = Estimator.of(network, Initializer.glorotUniform(), trainer);
 * CrossValidation threeFold = CrossValidation.of(StratifiedKFold.of(3), Metric.ACCURACY);
 * for (Trial trial : threeFold.fit(data, estimator).trials()) {
 *     System.out.println(trial.fold() + ": " + trial.scores().getFirst());
 * }
 * }</pre>
 *
 * @param rung index of the rung of a successive halving; otherwise 0
 * @param candidate index of the candidate; of a cross-validation alone 0
 * @param fold index of the fold
 * @param seed the seed of the training
 * @param stopReason the reason why the training stopped; {@link StopReason#DIVERGED} also if an
 *     output of a test row was not finite
 * @param iterations number of iterations done
 * @param seconds time of the training on its thread
 * @param scores the score of each metric; NaN if the training diverged or the metric is undefined
 *     for the fold's test rows
 */
public record Trial(
        int rung,
        int candidate,
        int fold,
        long seed,
        StopReason stopReason,
        int iterations,
        double seconds,
        List<Double> scores) {

    /**
     * Creates a trial.
     *
     * @throws NullPointerException if an argument or a score is null
     */
    public Trial {
        Objects.requireNonNull(stopReason, "stopReason is null: expected the reason of the end");
        Objects.requireNonNull(scores, "scores is null: expected a score for each metric");
        for (Double score : scores) {
            Objects.requireNonNull(score, "a score is null: expected a number, possibly NaN");
        }
        scores = List.copyOf(scores);
    }

    /**
     * Returns whether the training diverged, or its loss grew beyond the trainer's limit.
     *
     * @return true if all scores are NaN for that reason
     */
    public boolean diverged() {
        return Evaluation.diverged(stopReason);
    }
}
