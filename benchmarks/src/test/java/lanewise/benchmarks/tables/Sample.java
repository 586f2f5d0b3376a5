package lanewise.benchmarks.tables;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

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

    /** Twice the standard error of the mean, estimated from the spread of the values. */
    double noise() {
        double mean = mean();
        double squares =
                values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
        return 2 * Math.sqrt(squares / (values.size() - 1) / values.size());
    }

    /** Differences seed by seed; that a split is hard for both cancels out. */
    Sample minus(Sample other) {
        return new Sample(
                IntStream.range(0, values.size())
                        .mapToObj(seed -> values.get(seed) - other.values.get(seed))
                        .toList());
    }

    /** The mean in a table. */
    String text() {
        return text(mean());
    }

    /** Three decimals, fewer from 10. */
    static String text(double number) {
        int decimals = Math.abs(number) < 10 ? 3 : Math.abs(number) < 100 ? 2 : 1;
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }
}
