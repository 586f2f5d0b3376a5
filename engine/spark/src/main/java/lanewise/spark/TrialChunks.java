package lanewise.spark;

import lanewise.select.TrialExecutor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Divides trials into chunks, a Spark task each. Trials of a fold stay together, since they share
 * scaled rows, and those of similar cost, since models of a shape can be trained side by side.
 */
final class TrialChunks {
    /** Number of chunks of a core. */
    private static final int ROUNDS = 4;

    private TrialChunks() {}

    /**
     * Chunks for a number of cores: four for each, of decreasing cost, so that the cores end at
     * about the same time.
     */
    static List<List<TrialExecutor.Task>> forCores(List<TrialExecutor.Task> tasks, int cores) {
        int count = (int) Math.min(tasks.size(), (long) ROUNDS * cores);
        double[] weights = new double[count];
        for (int k = 0; k < count; k++) {
            weights[k] = ROUNDS - k / cores;
        }
        return chunks(tasks, weights);
    }

    /** A number of chunks of equal cost, or one for each trial if there are fewer. */
    static List<List<TrialExecutor.Task>> ofCount(List<TrialExecutor.Task> tasks, int count) {
        double[] weights = new double[Math.min(tasks.size(), count)];
        Arrays.fill(weights, 1);
        return chunks(tasks, weights);
    }

    /** Chunks with costs in given proportions, none of which is empty; the most expensive first. */
    private static List<List<TrialExecutor.Task>> chunks(
            List<TrialExecutor.Task> tasks, double... weights) {
        List<TrialExecutor.Task> order = new ArrayList<>(tasks);
        order.sort(
                Comparator.comparingInt(TrialExecutor.Task::fold)
                        .thenComparing(TrialExecutor.Task::cost, Comparator.reverseOrder()));
        double perWeight = cost(tasks) / Arrays.stream(weights).sum();
        List<List<TrialExecutor.Task>> chunks = new ArrayList<>();
        double target = 0;
        double cost = 0;
        int next = 0;
        for (int k = 0; k < weights.length; k++) {
            target += weights[k] * perWeight;
            int from = next;
            boolean last = k == weights.length - 1;
            int end = order.size() - (weights.length - 1 - k); // leaves one for each other chunk
            while (next < end
                    && (next == from || last || cost + order.get(next).cost() / 2 <= target)) {
                cost += order.get(next).cost();
                next++;
            }
            chunks.add(List.copyOf(order.subList(from, next)));
        }
        chunks.sort(Comparator.comparingDouble(chunk -> -cost(chunk)));
        return chunks;
    }

    static double cost(List<TrialExecutor.Task> tasks) {
        return tasks.stream().mapToDouble(TrialExecutor.Task::cost).sum();
    }
}
