package lanewise.select;

import lanewise.metrics.Metric;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The scores of one estimator.
 *
 * @param metrics the metrics
 * @param expected number of trials if all are done
 * @param trials the finished trials, fold by fold and seed by seed
 */
record FoldScores(List<Metric> metrics, int expected, List<Trial> trials) {

    FoldScores {
        trials = List.copyOf(trials);
    }

    boolean complete() {
        return trials.size() == expected;
    }

    double[] scores(Metric metric) {
        Objects.requireNonNull(metric, "metric is null: expected one that was computed");
        int index = metrics.indexOf(metric);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "metric " + metric + " was not computed: expected one of " + metrics);
        }
        return trials.stream().mapToDouble(trial -> trial.scores().get(index)).toArray();
    }

    double mean(Metric metric) {
        double[] scores = scores(metric);
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        return complete() ? sum / scores.length : Double.NaN;
    }

    double deviation(Metric metric) {
        double mean = mean(metric);
        double squares = 0;
        for (double score : scores(metric)) {
            squares += (score - mean) * (score - mean);
        }
        return Math.sqrt(squares / trials.size());
    }

    double meanSeconds() {
        double sum = 0;
        for (Trial trial : trials) {
            sum += trial.seconds();
        }
        return sum / trials.size();
    }

    /** Mean and deviation of each metric. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Metric metric : metrics) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(metric)
                    .append(
                            String.format(
                                    Locale.ROOT, " %.4f ± %.4f", mean(metric), deviation(metric)));
        }
        return text.toString();
    }
}
