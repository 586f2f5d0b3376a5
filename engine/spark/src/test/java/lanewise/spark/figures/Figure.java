package lanewise.spark.figures;

import java.util.List;

/**
 * A measured quantity.
 *
 * @param name dotted, such as {@code train.iris.mlpc.step}
 * @param unit unit of all samples, such as {@code ms}
 * @param samples a value for each repetition, in their order
 */
record Figure(String name, String unit, List<Double> samples) {

    Figure {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException(name + " has no samples: expected at least one");
        }
        samples = List.copyOf(samples);
    }

    double median() {
        List<Double> sorted = samples.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double min() {
        return samples.stream().min(Double::compare).orElseThrow();
    }

    double max() {
        return samples.stream().max(Double::compare).orElseThrow();
    }
}
