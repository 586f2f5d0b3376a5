package lanewise.split;

import lanewise.data.Dataset;
import lanewise.data.TestSize;
import lanewise.random.RandomState;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Random splits, each independent of the others: a row may be a test row of several splits or of
 * none. The same splits as scikit-learn 1.2's {@code ShuffleSplit(n_splits, test_size=…,
 * random_state=…)}; the first is that of {@link lanewise.data.TrainTestSplit#of}.
 *
 * <pre>{@code
 * Splitter splitter = ShuffleSplit.of(10, TestSize.fraction(0.2), 4);
 * System.out.println(splitter.split(data).getLast()); // prints Fold[120 training rows, 30 test rows]
 * }</pre>
 *
 * <p>Immutable and thread-safe. The list of splits needs memory for splits × rows numbers.
 */
public final class ShuffleSplit implements Splitter {
    private final int splits;
    private final TestSize testSize;
    private final long seed;

    private ShuffleSplit(int splits, TestSize testSize, long seed) {
        this.splits = splits;
        this.testSize = testSize;
        this.seed = seed;
    }

    /**
     * Creates a splitter.
     *
     * @param splits number of splits, at least 1
     * @param testSize the number or fraction of test rows
     * @param seed the seed of all splits, 0 to 4294967295
     * @return the splitter
     * @throws NullPointerException if {@code testSize} is null
     * @throws IllegalArgumentException if a number is out of range
     */
    public static ShuffleSplit of(int splits, TestSize testSize, long seed) {
        Arguments.requirePositive("splits", splits);
        Objects.requireNonNull(testSize, "testSize must not be null");
        Arguments.requireSeed(seed);
        return new ShuffleSplit(splits, testSize, seed);
    }

    /**
     * Divides the rows.
     *
     * @param data the data set, at least 2 rows
     * @return the splits, unmodifiable; rows are in random order
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if the data set has fewer than 2 rows, or the test size
     *     leaves none for training
     */
    @Override
    public List<Fold> split(Dataset data) {
        Objects.requireNonNull(data, "data must not be null");
        int tests = testSize.testRows(data.rows());
        RandomState random = new RandomState(seed); // the splits share it
        List<Fold> folds = new ArrayList<>();
        for (int split = 0; split < splits; split++) {
            int[] order = random.permutation(data.rows());
            int[] trainRows = Arrays.copyOfRange(order, tests, order.length);
            folds.add(Fold.adopt(trainRows, Arrays.copyOf(order, tests)));
        }
        return List.copyOf(folds);
    }

    /**
     * Describes the splitter.
     *
     * @return such as {@code ShuffleSplit[10 splits, test size 0.2, seed 4]}
     */
    @Override
    public String toString() {
        return "ShuffleSplit[" + Arguments.sampling(splits, testSize, seed) + "]";
    }
}
