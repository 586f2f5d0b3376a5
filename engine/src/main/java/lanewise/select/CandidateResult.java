package lanewise.select;

import lanewise.metrics.Metric;

import java.util.List;

/**
 * A row of the table of a {@link SearchResult}: a candidate with its scores. In a successive
 * halving these are the scores of its last rung.
 *
 * <pre>{@code
 * Choice<Integer> hidden = Choice.of("hidden", 2, 8);
 * CrossValidation threeFold = CrossValidation.of(StratifiedKFold.of(3), Metric.ACCURACY);
 * SearchResult result = Search.grid(hidden).fit(data, threeFold, candidate -> Estimator.of(
 *         Network.of(4, Layer.tanh(candidate.get(hidden)), Layer.softmax(3)),
 *         Initializer.glorotUniform(), trainer));
 * for (CandidateResult row : result.ranked()) {
 *     System.out.println(row.rank() + ". " + row.candidate() + ": " + row.mean(Metric.ACCURACY));
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class CandidateResult {
    private final Candidate candidate;
    private final Estimator estimator;
    private final FoldScores scores;
    private final int rung;
    private final int rank;

    CandidateResult(
            Candidate candidate, Estimator estimator, FoldScores scores, int rung, int rank) {
        this.candidate = candidate;
        this.estimator = estimator;
        this.scores = scores;
        this.rung = rung;
        this.rank = rank;
    }

    CandidateResult withRank(int rank) {
        return new CandidateResult(candidate, estimator, scores, rung, rank);
    }

    /**
     * Returns the candidate.
     *
     * @return the values of the choices
     */
    public Candidate candidate() {
        return candidate;
    }

    /**
     * Returns the estimator that was scored. {@link Estimator#fit} trains it on all rows.
     *
     * @return the estimator of the candidate; in a successive halving with the epochs or iterations
     *     of its last rung
     */
    public Estimator estimator() {
        return estimator;
    }

    /**
     * Returns the number of parameters of the network.
     *
     * @return at least 1
     */
    public int parameterCount() {
        return estimator.network().parameterCount();
    }

    /**
     * Returns the rank by the mean of the first metric: the candidates of the last rung first, then
     * the better mean, then the smaller index. A mean of NaN is last.
     *
     * @return 1 for the best
     */
    public int rank() {
        return rank;
    }

    /**
     * Returns the last rung of a successive halving that the candidate reached.
     *
     * @return 0 for the first rung, and without halving
     */
    public int rung() {
        return rung;
    }

    /**
     * Returns the finished trainings of the rung.
     *
     * @return the trials fold by fold, of each fold in the order of the seeds; unmodifiable
     */
    public List<Trial> trials() {
        return scores.trials();
    }

    /**
     * Returns the score of each training.
     *
     * @param metric one of the metrics that were computed
     * @return a score for each of {@link #trials()}, possibly NaN
     * @throws NullPointerException if {@code metric} is null
     * @throws IllegalArgumentException if the metric was not computed
     */
    public double[] scores(Metric metric) {
        return scores.scores(metric);
    }

    /**
     * Returns the mean score over folds and seeds.
     *
     * @param metric one of the metrics that were computed
     * @return the mean; NaN if a score is NaN or a training is not finished
     * @throws NullPointerException if {@code metric} is null
     * @throws IllegalArgumentException if the metric was not computed
     */
    public double mean(Metric metric) {
        return scores.mean(metric);
    }

    /**
     * Returns the standard deviation of the scores, as {@link CrossValidationResult#deviation}.
     *
     * @param metric one of the metrics that were computed
     * @return at least 0; NaN if a score is NaN or a training is not finished
     * @throws NullPointerException if {@code metric} is null
     * @throws IllegalArgumentException if the metric was not computed
     */
    public double deviation(Metric metric) {
        return scores.deviation(metric);
    }

    /**
     * Returns the mean time of a training.
     *
     * @return seconds on its thread; NaN if no training is finished
     */
    public double meanSeconds() {
        return scores.meanSeconds();
    }

    /**
     * Returns whether all trainings of the rung are finished.
     *
     * @return false if the search was stopped before
     */
    public boolean complete() {
        return scores.complete();
    }

    /**
     * Describes the row.
     *
     * @return such as {@code 1. hidden 8: accuracy 0.9533 ± 0.0340}
     */
    @Override
    public String toString() {
        return rank + ". " + candidate + ": " + scores;
    }
}
