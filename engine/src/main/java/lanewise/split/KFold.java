package lanewise.split;

import lanewise.data.Dataset;
import lanewise.random.RandomState;

import java.util.List;
import java.util.OptionalLong;

/**
 * Folds of equal size, give or take one row. Each row is a test row once. The same folds as
 * scikit-learn 1.2's {@code KFold(n_splits, shuffle=…, random_state=…)}.
 *
 * <p>Without shuffling, each fold tests consecutive rows, which misleads if the rows are sorted.
 * For classes, {@link StratifiedKFold} gives estimates that vary less.
 *
 * <pre>{@code
 * List<Fold> folds = KFold.of(4).split(data);
 * System.out.println(folds.get(0)); // prints Fold[112 training rows, 38 test rows]
 * System.out.println(folds.get(3)); // prints Fold[113 training rows, 37 test rows]
 * Splitter shuffled = KFold.of(4).shuffled(0); // KFold(4, shuffle=True, random_state=0)
 * }</pre>
 *
 * <p>Immutable and thread-safe. Folds are created when they are read from the list, which needs
 * memory for one number for each row.
 */
public final class KFold implements Splitter {
    private final int folds;
    private final OptionalLong seed;

    private KFold(int folds, OptionalLong seed) {
        Arguments.requireFolds(folds);
        this.folds = folds;
        this.seed = seed;
    }

    /**
     * Creates a splitter that does not shuffle.
     *
     * @param folds number of folds, at least 2
     * @return the splitter
     * @throws IllegalArgumentException if {@code folds} is less than 2
     */
    public static KFold of(int folds) {
        return new KFold(folds, OptionalLong.empty());
    }

    /**
     * Returns a splitter with the same number of folds that assigns rows to folds at random. Row
     * numbers within a fold stay in ascending order.
     *
     * @param seed the seed, 0 to 4294967295
     * @return the splitter
     * @throws IllegalArgumentException if the seed is out of range
     */
    public KFold shuffled(long seed) {
        Arguments.requireSeed(seed);
        return new KFold(folds, OptionalLong.of(seed));
    }

    /**
     * Divides the rows.
     *
     * @param data the data set, with a row for each fold
     * @return the folds, unmodifiable; the first {@code rows % folds} have one test row more
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if the data set has fewer rows than folds
     */
    @Override
    public List<Fold> split(Dataset data) {
        Arguments.requireRows(folds, data);
        int[] order =
                seed.isPresent()
                        ? new RandomState(seed.getAsLong()).permutation(data.rows())
                        : ascending(data.rows());
        return new AssignedFolds(folds, List.of(foldOfRow(folds, order)));
    }

    private static int[] ascending(int rows) {
        int[] order = new int[rows];
        for (int row = 0; row < rows; row++) {
            order[row] = row;
        }
        return order;
    }

    /** Divides rows in an order into consecutive folds; returns the fold of each row. */
    static int[] foldOfRow(int folds, int[] order) {
        int[] foldOfRow = new int[order.length];
        int size = order.length / folds;
        int larger = order.length % folds;
        int from = 0;
        for (int fold = 0; fold < folds; fold++) {
            int to = from + size + (fold < larger ? 1 : 0);
            for (int i = from; i < to; i++) {
                foldOfRow[order[i]] = fold;
            }
            from = to;
        }
        return foldOfRow;
    }

    /**
     * Describes the splitter.
     *
     * @return such as {@code KFold[5 folds, shuffled with seed 4]}
     */
    @Override
    public String toString() {
        return "KFold[" + folds + " folds" + Arguments.shuffling(seed) + "]";
    }
}
