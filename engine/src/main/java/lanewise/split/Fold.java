package lanewise.split;

import lanewise.data.Dataset;

import java.util.Arrays;
import java.util.Objects;

/**
 * Row numbers of a data set, divided into training and test rows. Rows may be in neither part, such
 * as those in the gap of a {@link TimeSeriesSplit}.
 *
 * <pre>{@code
 * Fold fold = Fold.of(new int[] {0, 2, 2, 3}, new int[] {1, 4}); // row 2 is trained twice
 * System.out.println(fold); // prints Fold[4 training rows, 2 test rows]
 * System.out.println(fold.test(data).rows()); // prints 2
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class Fold {
    private final int[] trainRows;
    private final int[] testRows;

    private Fold(int[] trainRows, int[] testRows) {
        this.trainRows = trainRows;
        this.testRows = testRows;
    }

    /**
     * Creates a fold.
     *
     * @param trainRows the training rows, at least one; a row may occur more than once, such as in
     *     a bootstrap sample
     * @param testRows the test rows, at least one, each only once and none a training row
     * @return the fold, with its rows in this order
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if a part is empty, a row is negative, a test row occurs
     *     twice, or a row is in both parts
     */
    public static Fold of(int[] trainRows, int[] testRows) {
        Objects.requireNonNull(trainRows, "trainRows must not be null");
        Objects.requireNonNull(testRows, "testRows must not be null");
        requireRows("trainRows", trainRows);
        requireRows("testRows", testRows);
        int[] sorted = testRows.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new IllegalArgumentException(
                        "row "
                                + sorted[i]
                                + " is twice in testRows: expected each test row once, or it would"
                                + " count twice");
            }
        }
        for (int row : trainRows) {
            if (Arrays.binarySearch(sorted, row) >= 0) {
                throw new IllegalArgumentException(
                        "row "
                                + row
                                + " is in trainRows and in testRows: expected test rows that are"
                                + " not trained; remove it from one of them");
            }
        }
        return new Fold(trainRows.clone(), testRows.clone());
    }

    /**
     * Creates a fold that trains all rows except the test rows.
     *
     * @param rows number of rows of the data set, at least 2
     * @param testRows the test rows, 1 to {@code rows - 1} of them, each 0 to {@code rows - 1} and
     *     only once
     * @return the fold; its training rows are ascending
     * @throws NullPointerException if {@code testRows} is null
     * @throws IllegalArgumentException if {@code testRows} is empty, leaves no training row, or has
     *     a row that is out of range or occurs twice
     */
    public static Fold leaving(int rows, int... testRows) {
        Objects.requireNonNull(testRows, "testRows must not be null");
        requireRows("testRows", testRows);
        if (testRows.length >= rows) {
            throw new IllegalArgumentException(
                    testRows.length
                            + " test rows leave none of "
                            + rows
                            + " rows for training: expected at most "
                            + Math.max(0, rows - 1));
        }
        boolean[] tested = new boolean[rows];
        for (int row : testRows) {
            if (row >= rows) {
                throw new IllegalArgumentException(
                        "row " + row + " is out of range: expected 0 to " + (rows - 1));
            }
            if (tested[row]) {
                throw new IllegalArgumentException(
                        "row " + row + " is twice in testRows: expected each test row once");
            }
            tested[row] = true;
        }
        int[] trainRows = new int[rows - testRows.length];
        int trains = 0;
        for (int row = 0; row < rows; row++) {
            if (!tested[row]) {
                trainRows[trains++] = row;
            }
        }
        return new Fold(trainRows, testRows.clone());
    }

    /** Creates a fold of valid rows without copying. The arrays must have no other owner. */
    static Fold adopt(int[] trainRows, int[] testRows) {
        return new Fold(trainRows, testRows);
    }

    private static void requireRows(String part, int[] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException(part + " is empty: expected at least one row");
        }
        for (int row : rows) {
            if (row < 0) {
                throw new IllegalArgumentException(
                        "row " + row + " in " + part + " is negative: expected numbers from 0");
            }
        }
    }

    /**
     * Returns the training rows.
     *
     * @return a new array of row numbers, at least one
     */
    public int[] trainRows() {
        return trainRows.clone();
    }

    /**
     * Returns the test rows.
     *
     * @return a new array of row numbers, at least one, each only once
     */
    public int[] testRows() {
        return testRows.clone();
    }

    /**
     * Copies the training rows of a data set.
     *
     * @param data the data set that was split
     * @return a new data set of {@link #trainRows()}, in that order, with all class names
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if the data set has fewer rows than this fold refers to
     */
    public Dataset train(Dataset data) {
        return select(data, trainRows);
    }

    /**
     * Copies the test rows of a data set.
     *
     * @param data the data set that was split
     * @return a new data set of {@link #testRows()}, in that order, with all class names
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if the data set has fewer rows than this fold refers to
     */
    public Dataset test(Dataset data) {
        return select(data, testRows);
    }

    private static Dataset select(Dataset data, int[] rows) {
        Objects.requireNonNull(data, "data must not be null");
        for (int row : rows) {
            if (row >= data.rows()) {
                throw new IllegalArgumentException(
                        "the fold has row "
                                + row
                                + ", but the data set only "
                                + data.rows()
                                + " rows: pass the data set that was split");
            }
        }
        return data.select(rows);
    }

    /**
     * Returns whether another object is an equal fold.
     *
     * @param other any object, or null
     * @return true for a fold with the same training and test rows in the same order
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof Fold that
                && Arrays.equals(trainRows, that.trainRows)
                && Arrays.equals(testRows, that.testRows);
    }

    /**
     * Returns a hash code consistent with {@link #equals}.
     *
     * @return the hash code
     */
    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(trainRows) + Arrays.hashCode(testRows);
    }

    /**
     * Describes the sizes.
     *
     * @return such as {@code Fold[120 training rows, 30 test rows]}
     */
    @Override
    public String toString() {
        return "Fold[" + trainRows.length + " training rows, " + testRows.length + " test rows]";
    }
}
