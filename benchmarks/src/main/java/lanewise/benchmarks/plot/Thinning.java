package lanewise.benchmarks.plot;

import java.util.stream.IntStream;

/** Drops points that would be invisible, so that vector graphics stay small. */
final class Thinning {
    /** One point per pixel or two of a chart's width. */
    static final int MAX_POINTS = 600;

    private Thinning() {}

    /**
     * Indices of at most {@link #MAX_POINTS} points, evenly spread, including the first and the
     * last.
     */
    static int[] indices(int size) {
        int points = Math.min(size, MAX_POINTS);
        return points < 2
                ? IntStream.range(0, points).toArray()
                : IntStream.range(0, points)
                        .map(k -> (int) Math.round(k * (size - 1.0) / (points - 1)))
                        .toArray();
    }
}
