package lanewise.internal.sampling;

import lanewise.random.RandomState;

/**
 * Successive random splits of all rows that keep the proportions of classes: the same rows in the
 * same order as scikit-learn 1.2's {@code StratifiedShuffleSplit}. Not thread-safe.
 */
public final class StratifiedDraws {
    private final Strata strata;
    private final int trainRows;
    private final int testRows;
    private final RandomState random;

    /**
     * Checks that the rows can be split.
     *
     * @param strata the rows of each class
     * @param rows number of rows of all classes
     * @param testRows number of test rows, 1 to {@code rows - 1}; the others are training rows
     * @param random draws the rows
     * @throws IllegalArgumentException if a class has only one row, or either part has fewer rows
     *     than there are classes
     */
    public StratifiedDraws(Strata strata, int rows, int testRows, RandomState random) {
        this.strata = strata;
        this.trainRows = rows - testRows;
        this.testRows = testRows;
        this.random = random;
        for (int k = 0; k < strata.classes(); k++) {
            if (strata.count(k) < 2) {
                throw new IllegalArgumentException(
                        strata.describe(k)
                                + ", which cannot be both trained and tested: expected at least 2"
                                + " rows of each class; add rows, remove this one, or split without"
                                + " classes");
            }
        }
        requireRowForEachClass(testRows, "test");
        requireRowForEachClass(trainRows, "training");
    }

    private void requireRowForEachClass(int count, String part) {
        if (count < strata.classes()) {
            throw new IllegalArgumentException(
                    count
                            + " "
                            + part
                            + " rows are too few for "
                            + strata.classes()
                            + " classes: expected at least one for each; change the test size");
        }
    }

    /** Draws a split. */
    public RowSplit next() {
        int[] counts = new int[strata.classes()];
        for (int k = 0; k < counts.length; k++) {
            counts[k] = strata.count(k);
        }
        int[] trainShares = Apportionment.of(counts, trainRows, random);
        int[] others = new int[counts.length];
        for (int k = 0; k < counts.length; k++) {
            others[k] = counts[k] - trainShares[k];
        }
        // All other rows are test rows. Rounding may leave ties, though, which draw numbers.
        int[] testShares = Apportionment.of(others, testRows, random);

        int[] train = new int[trainRows];
        int[] test = new int[testRows];
        int trains = 0;
        int tests = 0;
        for (int k = 0; k < counts.length; k++) {
            int[] order = random.permutation(counts[k]);
            for (int i = 0; i < trainShares[k]; i++) {
                train[trains++] = strata.rows(k)[order[i]];
            }
            for (int i = 0; i < testShares[k]; i++) {
                test[tests++] = strata.rows(k)[order[trainShares[k] + i]];
            }
        }
        random.shuffle(train);
        random.shuffle(test);
        return new RowSplit(train, test);
    }
}
