package lanewise.select;

import lanewise.data.FeatureMatrix;
import lanewise.io.SavedModel;
import lanewise.metrics.Metric;
import lanewise.train.StopReason;

import java.util.List;
import java.util.Optional;

/**
 * The scores of an estimator in a {@link CrossValidation}.
 *
 * <pre>{@code
 * CrossValidation twice = CrossValidation.of(
 *         RepeatedStratifiedKFold.of(5, 2, 4), Metric.ACCURACY, Metric.ROC_AUC);
 * CrossValidationResult result =
 *         twice.fit(data, Estimator.of(network, Initializer.glorotUniform(), trainer));
 * System.out.println(result.scores(Metric.ACCURACY).length); // prints 10
 * System.out.println(result.warnings()); // prints []
 * FeatureMatrix outputs = result.predictions().orElseThrow(); // of models that did not see the row
 * System.out.println(Metric.ACCURACY.score(outputs, data.targets()) > 0.9); // prints true
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class CrossValidationResult {
    private final FoldScores scores;
    private final List<String> warnings;
    private final Optional<FeatureMatrix> predictions;
    private final List<SavedModel> models;
    private final Optional<StopReason> stopped;

    CrossValidationResult(
            FoldScores scores,
            List<String> warnings,
            Optional<FeatureMatrix> predictions,
            List<SavedModel> models,
            Optional<StopReason> stopped) {
        this.scores = scores;
        this.warnings = List.copyOf(warnings);
        this.predictions = predictions;
        this.models = List.copyOf(models);
        this.stopped = stopped;
    }

    /**
     * Returns the metrics that were computed.
     *
     * @return at least one, unmodifiable
     */
    public List<Metric> metrics() {
        return scores.metrics();
    }

    /**
     * Returns the finished trainings.
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
     * @return a score for each of {@link #trials()}; NaN if the training diverged or the metric is
     *     undefined for the fold's test rows
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
     * @return the mean; NaN if a score is NaN or the result is not complete
     * @throws NullPointerException if {@code metric} is null
     * @throws IllegalArgumentException if the metric was not computed
     */
    public double mean(Metric metric) {
        return scores.mean(metric);
    }

    /**
     * Returns the standard deviation of the scores over folds and seeds, √(Σ(score − mean)² / n):
     * scikit-learn's {@code std_test_score}, NumPy's {@code std}.
     *
     * @param metric one of the metrics that were computed
     * @return at least 0; NaN if a score is NaN or the result is not complete
     * @throws NullPointerException if {@code metric} is null
     * @throws IllegalArgumentException if the metric was not computed
     */
    public double deviation(Metric metric) {
        return scores.deviation(metric);
    }

    /**
     * Returns the mean time of a training: scikit-learn's {@code mean_fit_time}.
     *
     * @return seconds on its thread; NaN if no training is finished
     */
    public double meanSeconds() {
        return scores.meanSeconds();
    }

    /**
     * Returns the outputs for each row by models that were not trained on it. If several trainings
     * test a row, in repetitions or with several seeds, they are averaged.
     *
     * @return rows × outputs; empty if a row is tested by no fold, as with {@code ShuffleSplit} and
     *     {@code TimeSeriesSplit}, a training diverged or the result is not complete
     */
    public Optional<FeatureMatrix> predictions() {
        return predictions;
    }

    /**
     * Returns the models of the folds, if {@link CrossValidation#keepingModels} is set.
     *
     * @return the model of each of {@link #trials()} with its scaling, unmodifiable; empty if they
     *     are not kept
     */
    public List<SavedModel> models() {
        return models;
    }

    /**
     * Explains scores that are undefined though the training did not diverge, such as a ROC AUC of
     * test rows that lack a class.
     *
     * @return a line for each fold and metric, unmodifiable
     */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Returns whether all trainings are finished.
     *
     * @return false if it was stopped before
     */
    public boolean complete() {
        return scores.complete();
    }

    /**
     * Returns the reason why it was stopped.
     *
     * @return the reason; empty if it was not
     */
    public Optional<StopReason> stopReason() {
        return stopped;
    }

    /**
     * Describes mean and deviation of each metric.
     *
     * @return such as {@code accuracy 0.9533 ± 0.0340, log-loss 0.1472 ± 0.0642}
     */
    @Override
    public String toString() {
        return scores.toString();
    }
}
