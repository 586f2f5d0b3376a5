package lanewise.table;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.TestSize;
import lanewise.data.TrainTestSplit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A table divided at random into training and test rows, before a {@link Preparation} is fitted to
 * the training rows: the rows of {@link TrainTestSplit}, and so of scikit-learn's {@code
 * train_test_split}.
 *
 * <pre>{@code
 * TableSplit split = TableSplit.stratified(table, "segment", TestSize.fraction(0.2), 4);
 * Preparation preparation = Preparation.fit(split.train(), schema);
 * }</pre>
 *
 * @param train the training rows
 * @param test the test rows
 */
public record TableSplit(Table train, Table test) {
    /**
     * Validates the parts.
     *
     * @throws NullPointerException if an argument is null
     */
    public TableSplit {
        Objects.requireNonNull(train, "train must not be null");
        Objects.requireNonNull(test, "test must not be null");
    }

    /**
     * Splits a table.
     *
     * @param table the table, at least 2 rows
     * @param testSize the number or fraction of test rows
     * @param seed the seed, 0 to 4294967295
     * @return the split
     * @throws NullPointerException if {@code table} or {@code testSize} is null
     * @throws IllegalArgumentException as for {@link TrainTestSplit#of}
     */
    public static TableSplit of(Table table, TestSize testSize, long seed) {
        Objects.requireNonNull(table, "table must not be null");
        List<String> labels = Collections.nCopies(table.rows(), "row");
        return of(table, TrainTestSplit.of(rows(table, labels), testSize, seed));
    }

    /**
     * Splits a table so that each value of a column has the same share of both parts.
     *
     * @param table the table, at least 2 rows of each value
     * @param column name of the column, without missing values
     * @param testSize the number or fraction of test rows
     * @param seed the seed, 0 to 4294967295
     * @return the split
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if there is no such column, a value of it is missing, or as
     *     for {@link TrainTestSplit#stratified}
     */
    public static TableSplit stratified(Table table, String column, TestSize testSize, long seed) {
        Objects.requireNonNull(table, "table must not be null");
        Objects.requireNonNull(column, "column must not be null");
        TableColumn values = Preparation.complete(table, column);
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            labels.add(values.text(row));
        }
        return of(table, TrainTestSplit.stratified(rows(table, labels), testSize, seed));
    }

    /** A data set whose labels alone matter. */
    private static Dataset rows(Table table, List<String> labels) {
        return Dataset.labelled(new FeatureMatrix(table.rows(), 1), labels);
    }

    private static TableSplit of(Table table, TrainTestSplit split) {
        return new TableSplit(table.select(split.trainRows()), table.select(split.testRows()));
    }
}
