package lanewise.select;

import lanewise.metrics.Metric;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The state of a search after a trial.
 *
 * <pre>{@code
 * SearchListener listener = (SearchProgress progress) -> {
 *     String best = progress.best().map(Candidate::toString).orElse("none");
 *     System.err.println(progress.done() + "/" + progress.total() + " " + best);
 *     return true;
 * };
 * }</pre>
 *
 * @param trial the trial that has just ended
 * @param done number of trials done, those of the journal included
 * @param total number of all trials of the search
 * @param elapsedSeconds time since the search began
 * @param remainingSeconds estimated time that is left, by the work of the trials
 * @param metric the metric that ranks the candidates
 * @param best the best candidate of those with all trials of the present rung; empty if there is
 *     none yet
 * @param bestMean its mean score; NaN if there is none
 * @param warning a line that says why the last trials are not in the journal, such as a full disk;
 *     empty if they are, or there is none
 */
public record SearchProgress(
        Trial trial,
        int done,
        int total,
        double elapsedSeconds,
        double remainingSeconds,
        Metric metric,
        Optional<Candidate> best,
        double bestMean,
        Optional<String> warning) {

    /**
     * Creates a state.
     *
     * @throws NullPointerException if an argument is null
     */
    public SearchProgress {
        Objects.requireNonNull(trial, "trial is null: expected the trial that has ended");
        Objects.requireNonNull(metric, "metric is null: expected the metric that ranks");
        Objects.requireNonNull(best, "best is null: expected a candidate, or an empty Optional");
        Objects.requireNonNull(warning, "warning is null: expected a line, or an empty Optional");
    }

    /**
     * Describes the state.
     *
     * @return such as {@code 12 of 48 trials, 3.2 s left, best so far: hidden 8 (accuracy 0.9533)}
     */
    @Override
    public String toString() {
        String text =
                String.format(
                        Locale.ROOT, "%d of %d trials, %.1f s left", done, total, remainingSeconds);
        return best.isEmpty()
                ? text
                : text
                        + ", best so far: "
                        + best.get()
                        + String.format(Locale.ROOT, " (%s %.4f)", metric, bestMean);
    }
}
