package lanewise.split;

import lanewise.data.Dataset;
import lanewise.data.TestSize;
import lanewise.internal.sampling.RowSplit;
import lanewise.internal.sampling.Strata;
import lanewise.internal.sampling.StratifiedDraws;
import lanewise.random.RandomState;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Random splits in which each class has the same share of the training and of the test rows,
 * rounded. A row may be a test row of several splits or of none. The same splits as scikit-learn
 * 1.2's {@code StratifiedShuffleSplit(n_splits, test_size=…, random_state=…)}; the first is that of
 * {@link lanewise.data.TrainTestSplit#stratified}.
 *
 * <p>They depend on the order of {@link Dataset#classNames()}, which is that of scikit-learn if the
 * labels are text, or whole numbers.
 *
 * <pre>{@code
 * Splitter splitter = StratifiedShuffleSplit.of(10, TestSize.count(30), 4);
 * Dataset tested = splitter.split(data).getFirst().test(data); // 10 rows of each species
 * }</pre>
 *
 * <p>Immutable and thread-safe. The list of splits needs memory for splits × rows numbers.
 */
public final class StratifiedShuffleSplit implements Splitter {
    private final int splits;
    private final TestSize testSize;
    private final long seed;

    private StratifiedShuffleSplit(int splits, TestSize testSize, long seed) {
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
    public static StratifiedShuffleSplit of(int splits, TestSize testSize, long seed) {
        Arguments.requirePositive("splits", splits);
        Objects.requireNonNull(testSize, "testSize must not be null");
        Arguments.requireSeed(seed);
        return new StratifiedShuffleSplit(splits, testSize, seed);
    }

    /**
     * Divides the rows.
     *
     * @param data the data set, with classes, at least 2 rows of each class that has any
     * @return the splits, unmodifiable; rows are in random order
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if the targets are numbers, a class has only one row, or the
     *     training or the test rows are fewer than the classes
     */
    @Override
    public List<Fold> split(Dataset data) {
        Objects.requireNonNull(data, "data must not be null");
        Strata strata = Strata.of(data.classNames(), data.rows(), data::label);
        int tests = testSize.testRows(data.rows());
        StratifiedDraws draws =
                new StratifiedDraws(strata, data.rows(), tests, new RandomState(seed));
        List<Fold> folds = new ArrayList<>();
        for (int split = 0; split < splits; split++) {
            RowSplit rows = draws.next();
            folds.add(Fold.adopt(rows.trainRows(), rows.testRows()));
        }
        return List.copyOf(folds);
    }

    /**
     * Describes the splitter.
     *
     * @return such as {@code StratifiedShuffleSplit[10 splits, test size 30, seed 4]}
     */
    @Override
    public String toString() {
        return "StratifiedShuffleSplit[" + Arguments.sampling(splits, testSize, seed) + "]";
    }
}
