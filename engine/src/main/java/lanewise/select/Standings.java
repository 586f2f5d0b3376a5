package lanewise.select;

import lanewise.metrics.Metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The best candidate so far of those with all trials of a rung. Not thread-safe. */
final class Standings {
    private final Metric ranking;
    private final List<Metric> metrics;
    private final Map<Integer, Integer> expected = new HashMap<>();
    private final Map<Integer, List<Trial>> trials = new HashMap<>();
    private Optional<Integer> best = Optional.empty();
    private double bestMean = Double.NaN;

    Standings(Metric ranking, List<Metric> metrics, List<TrialPlan> plans) {
        this.ranking = ranking;
        this.metrics = metrics;
        for (TrialPlan plan : plans) {
            expected.merge(plan.candidate(), 1, Integer::sum);
        }
    }

    void add(Trial trial) {
        int candidate = trial.candidate();
        List<Trial> known = trials.computeIfAbsent(candidate, _ -> new ArrayList<>());
        known.add(trial);
        if (known.size() < expected.get(candidate)) {
            return;
        }
        // Only for display: the sum depends on the order in which the trials ended.
        double mean = new FoldScores(metrics, known.size(), known).mean(ranking);
        trials.remove(candidate);
        int order = ranking.compare(mean, bestMean);
        boolean better = order < 0 || order == 0 && candidate < best.orElse(candidate);
        if (!Double.isNaN(mean) && better) {
            best = Optional.of(candidate);
            bestMean = mean;
        }
    }

    /** Index of the best candidate. */
    Optional<Integer> best() {
        return best;
    }

    double bestMean() {
        return bestMean;
    }
}
