package lanewise.spark.internal.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Divides trainings into chunks, a Spark task each. Neighbours in an order stay together, such as
 * those on the same rows, or of one shape, which the engine can train side by side.
 *
 * @param order the trainings that belong together, side by side
 * @param cost estimated work of a training; only ratios matter
 */
public record Chunks<T>(Comparator<? super T> order, ToDoubleFunction<? super T> cost) {
    /** Number of chunks of a core. */
    private static final int ROUNDS = 4;

    /**
     * Chunks for a number of cores: four for each, of decreasing cost, so that the cores end at
     * about the same time.
     *
     * @return lists of at least one item each, the most expensive first
     */
    public List<List<T>> forCores(List<T> items, int cores) {
        int count = (int) Math.min(items.size(), (long) ROUNDS * cores);
        double[] shares = new double[count];
        for (int k = 0; k < count; k++) {
            shares[k] = ROUNDS - k / cores;
        }
        return divide(items, shares);
    }

    /** A number of chunks of equal cost, or one for each item if there are fewer. */
    public List<List<T>> ofCount(List<T> items, int count) {
        double[] shares = new double[Math.min(items.size(), count)];
        Arrays.fill(shares, 1);
        return divide(items, shares);
    }

    private List<List<T>> divide(List<T> items, double... shares) {
        List<T> ordered = new ArrayList<>(items);
        ordered.sort(order);
        double perShare = sum(items) / Arrays.stream(shares).sum();
        List<List<T>> chunks = new ArrayList<>();
        double target = 0;
        double done = 0;
        int next = 0;
        for (int k = 0; k < shares.length; k++) {
            target += shares[k] * perShare;
            int from = next;
            boolean last = k == shares.length - 1;
            int end = ordered.size() - (shares.length - 1 - k); // leaves one for each other chunk
            while (next < end && (next == from || last || done + half(ordered, next) <= target)) {
                done += cost.applyAsDouble(ordered.get(next));
                next++;
            }
            chunks.add(new ArrayList<>(ordered.subList(from, next))); // Kryo can read it
        }
        chunks.sort(Comparator.comparingDouble(chunk -> -sum(chunk)));
        return chunks;
    }

    private double half(List<T> items, int index) {
        return cost.applyAsDouble(items.get(index)) / 2;
    }

    private double sum(List<T> items) {
        return items.stream().mapToDouble(cost).sum();
    }
}
