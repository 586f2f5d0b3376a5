package lanewise.benchmarks.plot;

import java.util.stream.IntStream;

/** Drops points that would be invisible, so that vector graphics stay small. */
public final class Thinning {
    /** One point per pixel or two of a chart's width. */
    public static final int MAX_POINTS = 600;

    private Thinning() {}

    /**
     * Indices of at most {@link #MAX_POINTS} points, evenly spread, including the first and the
     * last.
     *
     * @param size number of points of a curve
     * @return ascending indices, 0 to {@code size - 1}
     */
    public static int[] indices(int size) {
        return indices(size, MAX_POINTS);
    }

    /**
     * Indices of some points, evenly spread, including the first and the last.
     *
     * @param size number of points of a curve
     * @param most maximum number of indices, at least 2
     * @return ascending indices, 0 to {@code size - 1}
     */
    public static int[] indices(int size, int most) {
        int points = Math.min(size, most);
        return points < 2
                ? IntStream.range(0, points).toArray()
                : IntStream.range(0, points)
                        .map(k -> (int) Math.round(k * (size - 1.0) / (points - 1)))
                        .toArray();
    }
}
