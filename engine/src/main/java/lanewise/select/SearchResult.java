package lanewise.select;

import lanewise.metrics.Metric;
import lanewise.train.StopReason;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The table of a {@link Search}.
 *
 * <pre>{@code
 * Choice<Double> rate = Choice.logUniform("learning rate", 1e-4, 1e-1);
 * CrossValidation threeFold = CrossValidation.of(StratifiedKFold.of(3), Metric.ACCURACY);
 * SearchResult result = Search.random(6, 1, rate).withHalving(Halving.iterations(30, 90))
 *         .fit(data, threeFold, candidate -> Estimator.of(network, Initializer.glorotUniform(),
 *                 trainer.withOptimizer(new Adam(candidate.get(rate)))));
 * System.out.println(result.rungs().size()); // prints 2
 * System.out.println(result.rungs().getLast().size()); // prints 2
 * SavedModel best = result.best().estimator().fit(data);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class SearchResult {
    private final List<Metric> metrics;
    private final List<CandidateResult> candidates;
    private final List<List<CandidateResult>> rungs;
    private final List<String> warnings;
    private final Optional<StopReason> stopped;

    SearchResult(
            List<Metric> metrics,
            List<CandidateResult> candidates,
            List<List<CandidateResult>> rungs,
            List<String> warnings,
            Optional<StopReason> stopped) {
        this.metrics = metrics;
        this.candidates = List.copyOf(candidates);
        this.rungs = List.copyOf(rungs);
        this.warnings = List.copyOf(warnings);
        this.stopped = stopped;
    }

    /**
     * Returns the metrics that were computed.
     *
     * @return at least one, unmodifiable; the first ranks the candidates
     */
    public List<Metric> metrics() {
        return metrics;
    }

    /**
     * Returns a row for each candidate.
     *
     * @return the rows in order of the candidates, unmodifiable
     */
    public List<CandidateResult> candidates() {
        return candidates;
    }

    /**
     * Returns a row for each candidate, the best first.
     *
     * @return the rows in order of their ranks, unmodifiable
     */
    public List<CandidateResult> ranked() {
        List<CandidateResult> ranked = new ArrayList<>(candidates);
        ranked.sort(Comparator.comparingInt(CandidateResult::rank));
        return List.copyOf(ranked);
    }

    /**
     * Returns the best candidate. {@link Estimator#fit} of its estimator trains it on all rows.
     *
     * @return the row of rank 1
     * @throws IllegalStateException if no candidate has a mean score
     */
    public CandidateResult best() {
        CandidateResult first = ranked().getFirst();
        if (Double.isNaN(first.mean(metrics.getFirst()))) {
            throw new IllegalStateException(
                    "no candidate has a mean "
                            + metrics.getFirst()
                            + (stopped.isPresent()
                                    ? ": the search was stopped before one was finished"
                                    : ": all diverged in a fold, or warnings() explain it; lower"
                                            + " the learning rates or scale the features"));
        }
        return first;
    }

    /**
     * Returns the rungs of a successive halving.
     *
     * @return for each rung a row for each of its candidates in their order, with the ranks within
     *     the rung; without halving one rung; unmodifiable
     */
    public List<List<CandidateResult>> rungs() {
        return rungs;
    }

    /**
     * Explains scores that are undefined though the training did not diverge, and lists problems
     * with the journal.
     *
     * @return one line for each, unmodifiable
     */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Returns whether all trials are finished.
     *
     * @return false if the search was stopped before
     */
    public boolean complete() {
        return stopped.isEmpty();
    }

    /**
     * Returns the reason why the search was stopped.
     *
     * @return the reason; empty if it was not
     */
    public Optional<StopReason> stopReason() {
        return stopped;
    }

    /**
     * Describes the candidates, the best first.
     *
     * @return a line for each
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (CandidateResult row : ranked()) {
            text.append(text.isEmpty() ? "" : "\n").append(row);
        }
        return text.toString();
    }
}
