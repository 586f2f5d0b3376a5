package lanewise.data;

import lanewise.internal.sampling.RowSplit;
import lanewise.internal.sampling.Strata;
import lanewise.internal.sampling.StratifiedDraws;
import lanewise.random.RandomState;

import java.util.Arrays;
import java.util.Objects;

/**
 * A random split of a data set into training and test rows: the same rows in the same order as
 * scikit-learn's {@code train_test_split(data, test_size=…, random_state=…)}.
 *
 * <p>{@link #of} draws one permutation of all rows. Its first {@link TestSize#testRows} entries are
 * the test rows, the rest the training rows. {@link #stratified} keeps the proportions of classes
 * in both parts. Both parts keep all class names.
 *
 * <pre>{@code
 * TrainTestSplit split = TrainTestSplit.of(data, TestSize.count(20), 4); // random_state=4
 * Model model = trainer.fit(start, split.train()).model();
 * System.out.println(ConfusionMatrix.of(model, split.test()).accuracy());
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class TrainTestSplit {
    private final int[] trainRows;
    private final int[] testRows;
    private final Dataset train;
    private final Dataset test;

    private TrainTestSplit(Dataset data, int[] trainRows, int[] testRows) {
        this.trainRows = trainRows;
        this.testRows = testRows;
        this.train = data.select(trainRows);
        this.test = data.select(testRows);
    }

    /**
     * Splits a data set.
     *
     * @param data the data set, at least 2 rows
     * @param testSize the number or fraction of test rows
     * @param randomState the seed, 0 to 4294967295
     * @return the split
     * @throws NullPointerException if {@code data} or {@code testSize} is null
     * @throws IllegalArgumentException if the data set has fewer than 2 rows, the test size leaves
     *     none for training, or the seed is out of range
     */
    public static TrainTestSplit of(Dataset data, TestSize testSize, long randomState) {
        Objects.requireNonNull(data, "data must not be null");
        Objects.requireNonNull(testSize, "testSize must not be null");
        int tests = testSize.testRows(data.rows());
        int[] order = new RandomState(randomState).permutation(data.rows());
        return new TrainTestSplit(
                data,
                Arrays.copyOfRange(order, tests, order.length),
                Arrays.copyOfRange(order, 0, tests));
    }

    /**
     * Splits a data set so that each class has the same share of the training and of the test rows,
     * rounded: the same rows in the same order as scikit-learn 1.2's {@code train_test_split(data,
     * test_size=…, random_state=…, stratify=y)}.
     *
     * <pre>{@code
     * TrainTestSplit split = TrainTestSplit.stratified(data, TestSize.count(30), 4);
     * System.out.println(split.test().rows()); // prints 30
     * }</pre>
     *
     * <p>The result depends on the order of {@link Dataset#classNames()}, which is that of
     * scikit-learn if the labels are text, or whole numbers.
     *
     * @param data the data set, with classes, at least 2 rows of each class that has any
     * @param testSize the number or fraction of test rows
     * @param randomState the seed, 0 to 4294967295
     * @return the split
     * @throws NullPointerException if {@code data} or {@code testSize} is null
     * @throws IllegalArgumentException if the targets are numbers, a class has only one row, the
     *     training or the test rows are fewer than the classes, or the seed is out of range
     */
    public static TrainTestSplit stratified(Dataset data, TestSize testSize, long randomState) {
        Objects.requireNonNull(data, "data must not be null");
        Objects.requireNonNull(testSize, "testSize must not be null");
        Strata strata = Strata.of(data.classNames(), data.rows(), data::label);
        int tests = testSize.testRows(data.rows());
        RandomState random = new RandomState(randomState);
        RowSplit drawn = new StratifiedDraws(strata, data.rows(), tests, random).next();
        return new TrainTestSplit(data, drawn.trainRows(), drawn.testRows());
    }

    /**
     * Returns the training rows.
     *
     * @return the data set of {@link #trainRows()}, in that order
     */
    public Dataset train() {
        return train;
    }

    /**
     * Returns the test rows.
     *
     * @return the data set of {@link #testRows()}, in that order
     */
    public Dataset test() {
        return test;
    }

    /**
     * Returns the row numbers of the training rows in the original data set.
     *
     * @return a new array of row numbers
     */
    public int[] trainRows() {
        return trainRows.clone();
    }

    /**
     * Returns the row numbers of the test rows in the original data set.
     *
     * @return a new array of row numbers
     */
    public int[] testRows() {
        return testRows.clone();
    }
}
