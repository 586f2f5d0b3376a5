package lanewise.benchmarks.tables;

import java.util.List;
import java.util.Locale;

/**
 * A score or a time of each seed.
 *
 * @param values one for each seed, at least two
 */
record Sample(List<Double> values) {
    /** The values at one place of several lists. */
    static Sample of(List<List<Double>> lists, int place) {
        return new Sample(lists.stream().map(list -> list.get(place)).toList());
    }

    double mean() {
        return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int count = sorted.size();
        return (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
    }

    /** The variance of the mean, estimated from the spread of the values. */
    double varianceOfMean() {
        double mean = mean();
        double squares =
                values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
        return squares / (values.size() - 1) / values.size();
    }

    /** Twice the standard error of the difference between this mean and another. */
    double noise(Sample other) {
        return 2 * Math.sqrt(varianceOfMean() + other.varianceOfMean());
    }

    /** The mean in three significant digits, or decimals if it is below 1. */
    String text() {
        double mean = mean();
        int decimals = Math.abs(mean) < 10 ? 3 : Math.abs(mean) < 100 ? 2 : 1;
        return String.format(Locale.ROOT, "%." + decimals + "f", mean);
    }
}
