package lanewise.data;

import java.util.Objects;

/**
 * The part of a data set held out for testing: a number of rows or a fraction of them, as
 * scikit-learn's {@code test_size}.
 *
 * <pre>{@code
 * System.out.println(TestSize.count(20).testRows(150)); // prints 20
 * System.out.println(TestSize.fraction(0.25).testRows(150)); // prints 38
 * String text = switch (TestSize.parse("0.25")) {
 *     case TestSize.Count count -> count.rows() + " rows";
 *     case TestSize.Fraction fraction -> "a fraction of " + fraction.share();
 * };
 * System.out.println(text); // prints a fraction of 0.25
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
         * Validates the number.
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
                                + " rows for training: expected 1 to "
                                + (rows - 1));
            }
            return this.rows;
        }
    }

    /**
     * A fraction of the rows.
     *
     * @param share the fraction, above 0 and below 1
     */
    record Fraction(double share) implements TestSize {
        /**
         * Validates the fraction.
         *
         * @throws IllegalArgumentException if it is not between 0 and 1
         */
        public Fraction {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException(
                        "test size of "
                                + share
                                + ": expected a fraction above 0 and below 1; for a number of rows"
                                + " use a whole number");
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
     * A fraction of the rows.
     *
     * @param share the fraction, above 0 and below 1
     * @return the test size
     * @throws IllegalArgumentException if the fraction is not between 0 and 1
     */
    static TestSize fraction(double share) {
        return new Fraction(share);
    }

    /**
     * Parses a test size: a whole number such as {@code 20} is a number of rows, any other decimal
     * number such as {@code 0.2} is a fraction.
     *
     * @param text the text; surrounding blanks are ignored
     * @return the test size
     * @throws NullPointerException if {@code text} is null
     * @throws IllegalArgumentException if the text is neither, or its number is out of range
     */
    static TestSize parse(String text) {
        Objects.requireNonNull(text, "text must not be null");
        String number = text.strip();
        String problem =
                "test size "
                        + QuotedText.of(text)
                        + " is invalid: expected a number of rows such as 20 or a fraction such as"
                        + " 0.2";
        try {
            if (number.matches("[+-]?[0-9]+")) {
                return count(Integer.parseInt(number));
            }
            // Possessive quantifiers: backtracking over a long text takes quadratic time.
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
     * Computes the number of test rows: the count itself, or ⌈share · rows⌉. The other rows are for
     * training.
     *
     * @param rows the number of rows in the data set, at least 2
     * @return 1 to {@code rows - 1}
     * @throws IllegalArgumentException if {@code rows} is less than 2, or no row would be left for
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
