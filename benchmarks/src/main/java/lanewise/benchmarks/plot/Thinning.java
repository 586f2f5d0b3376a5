package lanewise.benchmarks.plot;

import java.util.stream.IntStream;

/** Leaves out points that nobody could see, so that vector graphics stay small. */
final class Thinning {
    /** One for each pixel or two of a chart's width. */
    static final int MAX_POINTS = 600;

    private Thinning() {}

    /**
     * Indices of at most {@link #MAX_POINTS} of so many points, evenly spread, with the first and
     * the last.
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
