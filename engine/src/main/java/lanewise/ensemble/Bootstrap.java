package lanewise.ensemble;

import lanewise.random.RandomState;

import java.util.stream.IntStream;

/**
 * The random choices of a {@link Bagging}, by the rule stated there. Drawn anew on each call, so
 * that no sample stays in memory.
 */
final class Bootstrap {
    /** The bound of scikit-learn's seeds, 2<sup>31</sup> − 1. */
    private static final int SEEDS = Integer.MAX_VALUE;

    private final int[] seeds;
    private final int rows;
    private final boolean withReplacement;

    /**
     * Draws a seed for each member.
     *
     * @param seed the seed of the bagging
     * @param members number of members
     * @param rows number of rows of the data
     * @param withReplacement false to give each member all rows in order
     */
    Bootstrap(long seed, int members, int rows, boolean withReplacement) {
        seeds = new RandomState(seed).randint(SEEDS, members);
        this.rows = rows;
        this.withReplacement = withReplacement;
    }

    /** The rows that a member trains on, in order. */
    int[] rows(int member) {
        return withReplacement
                ? new RandomState(seeds[member]).randint(rows, rows)
                : IntStream.range(0, rows).toArray();
    }

    /** Whether members train on samples rather than on all rows. */
    boolean withReplacement() {
        return withReplacement;
    }

    /** The rows that a member does not train on, ascending. */
    int[] outOfBag(int member) {
        boolean[] seen = new boolean[rows];
        for (int row : rows(member)) {
            seen[row] = true;
        }
        return IntStream.range(0, rows).filter(row -> !seen[row]).toArray();
    }

    /** The seed of a member's weights and mini-batches. */
    int startSeed(int member) {
        return new RandomState(seeds[member]).randint(SEEDS);
    }
}
