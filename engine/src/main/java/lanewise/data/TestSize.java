package lanewise.data;

import java.util.Objects;

/**
 * How much of a data set is kept for testing: a number of rows or a share of them, as
 * scikit-learn's {@code test_size}.
 *
 * <pre>{@code
 * System.out.println(TestSize.count(20).testRows(150)); // prints 20
 * System.out.println(TestSize.fraction(0.25).testRows(150)); // prints 38
 * String text = switch (TestSize.parse("0.25")) {
 *     case TestSize.Count count -> count.rows() + " rows";
 *     case TestSize.Fraction fraction -> "a share of " + fraction.share();
 * };
 * System.out.println(text); // prints a share of 0.25
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface TestSize {
    /**
     * A number of rows.
     *
     * @param rows at least 1
     */
    record Count(int rows) implements TestSize {
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Count {
            if (rows < 1) {
                throw new IllegalArgumentException(
                        "test size of " + rows + " rows: expected at least 1");
            }
        }

        @Override
        public int testRows(int rows) {
            checkSplittable(rows);
            if (this.rows >= rows) {
                throw new IllegalArgumentException(
                        "test size of "
                                + this.rows
                                + " rows leaves none of "
                                + rows
                                + " for training: expected 1 to "
                                + (rows - 1));
            }
            return this.rows;
        }
    }

    /**
     * A share of the rows.
     *
     * @param share more than 0 and less than 1
     */
    record Fraction(double share) implements TestSize {
        /**
         * Checks the share.
         *
         * @throws IllegalArgumentException if it is not between 0 and 1
         */
        public Fraction {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException(
                        "test size of "
                                + share
                                + ": a fraction must be more than 0 and less than 1; for a number"
                                + " of rows give a whole number");
            }
        }

        @Override
        public int testRows(int rows) {
            checkSplittable(rows);
            int testRows = (int) Math.ceil(share * rows);
            if (testRows >= rows) {
                throw new IllegalArgumentException(
                        "test size of "
                                + share
                                + " leaves none of "
                                + rows
                                + " rows for training: expected a smaller fraction or more rows");
            }
            return testRows;
        }
    }

    /**
     * A number of rows.
     *
     * @param rows at least 1
     * @return the test size
     * @throws IllegalArgumentException if the number is less than 1
     */
    static TestSize count(int rows) {
        return new Count(rows);
    }

    /**
     * A share of the rows.
     *
     * @param share more than 0 and less than 1
     * @return the test size
     * @throws IllegalArgumentException if the share is not between 0 and 1
     */
    static TestSize fraction(double share) {
        return new Fraction(share);
    }

    /**
     * Reads a test size as people type it: a whole number such as {@code 20} is a number of rows,
     * any other decimal number such as {@code 0.2} a fraction.
     *
     * @param text the text; blanks around it do not matter
     * @return the test size
     * @throws NullPointerException if {@code text} is null
     * @throws IllegalArgumentException if the text is neither, or its number out of range
     */
    static TestSize parse(String text) {
        Objects.requireNonNull(text, "text is null: expected a number of rows or a fraction");
        String number = text.strip();
        String problem =
                "test size "
                        + QuotedText.of(text)
                        + " is neither a number of rows such as 20 "
                        + "nor a fraction such as 0.2";
        try {
            if (number.matches("[+-]?[0-9]+")) {
                return count(Integer.parseInt(number));
            }
            // Nothing that has been matched is given back: to try all splits of a long text takes
            // the square of its length.
            if (number.matches("[+-]?(?:[0-9]++[.]?[0-9]*+|[.][0-9]++)(?:[eE][+-]?[0-9]++)?")) {
                return fraction(Double.parseDouble(number));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "test size "
                            + QuotedText.of(text)
                            + " is too large: expected at most "
                            + Integer.MAX_VALUE,
                    e);
        }
        throw new IllegalArgumentException(problem);
    }

    /**
     * Computes the number of test rows: the count itself, or ⌈share · rows⌉; the other rows are for
     * training.
     *
     * @param rows the rows of the data set, at least 2
     * @return 1 to {@code rows - 1}
     * @throws IllegalArgumentException if there are fewer than 2 rows, or none would be left for
     *     training
     */
    int testRows(int rows);

    private static void checkSplittable(int rows) {
        if (rows < 2) {
            throw new IllegalArgumentException(
                    rows
                            + " rows cannot be split: expected at least 2, one for training and one"
                            + " for testing");
        }
    }
}
