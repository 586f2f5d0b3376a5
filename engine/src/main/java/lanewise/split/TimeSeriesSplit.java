package lanewise.split;

import lanewise.data.Dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Folds of rows in order of time: each fold trains earlier rows than it tests, as in the use of a
 * forecast. The test rows of the folds follow one another up to the last row. The same folds as
 * scikit-learn 1.2's {@code TimeSeriesSplit(n_splits, gap=…, test_size=…, max_train_size=…)}.
 *
 * <pre>{@code
 * TimeSeriesSplit splitter = TimeSeriesSplit.of(3).withTestRows(10).withGap(5);
 * System.out.println(splitter); // prints TimeSeriesSplit[3 folds, 10 test rows, gap 5]
 * Fold last = splitter.split(data).getLast(); // trains rows 0 to 134, tests 140 to 149
 * System.out.println(last.testRows()[0]); // prints 140
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class TimeSeriesSplit implements Splitter {
    private final int folds;
    private final int gap;
    private final OptionalInt testRows;
    private final OptionalInt maxTrainRows;

    private TimeSeriesSplit(int folds, int gap, OptionalInt testRows, OptionalInt maxTrainRows) {
        this.folds = folds;
        this.gap = gap;
        this.testRows = testRows;
        this.maxTrainRows = maxTrainRows;
    }

    /**
     * Creates a splitter without gap that tests ⌊rows / (folds + 1)⌋ rows in each fold and trains
     * all rows before them.
     *
     * @param folds number of folds, at least 2
     * @return the splitter
     * @throws IllegalArgumentException if {@code folds} is less than 2
     */
    public static TimeSeriesSplit of(int folds) {
        Arguments.requireFolds(folds);
        return new TimeSeriesSplit(folds, 0, OptionalInt.empty(), OptionalInt.empty());
    }

    /**
     * Returns a splitter that leaves out rows between the training and the test rows of each fold,
     * because they are too close in time to be known when the test rows are predicted.
     *
     * @param rows number of rows left out, at least 0
     * @return the splitter
     * @throws IllegalArgumentException if {@code rows} is negative
     */
    public TimeSeriesSplit withGap(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("gap " + rows + ": expected at least 0 rows");
        }
        return new TimeSeriesSplit(folds, rows, testRows, maxTrainRows);
    }

    /**
     * Returns a splitter with another number of test rows.
     *
     * @param rows number of test rows of each fold, at least 1
     * @return the splitter
     * @throws IllegalArgumentException if {@code rows} is less than 1
     */
    public TimeSeriesSplit withTestRows(int rows) {
        Arguments.requirePositive("test rows", rows);
        return new TimeSeriesSplit(folds, gap, OptionalInt.of(rows), maxTrainRows);
    }

    /**
     * Returns a splitter that trains only the last rows before the gap.
     *
     * @param rows largest number of training rows of each fold, at least 1
     * @return the splitter
     * @throws IllegalArgumentException if {@code rows} is less than 1
     */
    public TimeSeriesSplit withMaxTrainRows(int rows) {
        Arguments.requirePositive("max train rows", rows);
        return new TimeSeriesSplit(folds, gap, testRows, OptionalInt.of(rows));
    }

    /**
     * Divides the rows.
     *
     * @param data the data set, in order of time, with more rows than the gap and the test rows of
     *     all folds
     * @return the folds in order of time, unmodifiable; rows are ascending
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if the data set has too few rows
     */
    @Override
    public List<Fold> split(Dataset data) {
        Objects.requireNonNull(data, "data must not be null");
        int rows = data.rows();
        int tests = testRows.orElse(Math.max(1, rows / (folds + 1)));
        long needed = (long) folds * tests + gap + 1;
        if (rows < needed) {
            throw new IllegalArgumentException(
                    rows
                            + (rows == 1 ? " row is" : " rows are")
                            + " too few for "
                            + this
                            + ": expected at least "
                            + needed
                            + " for "
                            + tests
                            + (tests == 1 ? " test row" : " test rows")
                            + " in each fold; use fewer folds, fewer test rows or a smaller gap");
        }
        List<Fold> list = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int testFrom = rows - (folds - fold) * tests;
            int trainTo = testFrom - gap;
            int trainFrom = Math.max(0, trainTo - maxTrainRows.orElse(trainTo));
            list.add(Fold.adopt(range(trainFrom, trainTo), range(testFrom, testFrom + tests)));
        }
        return List.copyOf(list);
    }

    private static int[] range(int from, int to) {
        int[] rows = new int[to - from];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = from + i;
        }
        return rows;
    }

    /**
     * Describes the splitter.
     *
     * @return such as {@code TimeSeriesSplit[5 folds, 10 test rows, gap 2, at most 50 training
     *     rows]}
     */
    @Override
    public String toString() {
        return "TimeSeriesSplit["
                + folds
                + " folds"
                + (testRows.isPresent() ? ", " + testRows.getAsInt() + " test rows" : "")
                + (gap > 0 ? ", gap " + gap : "")
                + (maxTrainRows.isPresent()
                        ? ", at most " + maxTrainRows.getAsInt() + " training rows"
                        : "")
                + "]";
    }
}
