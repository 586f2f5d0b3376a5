package lanewise.data;

/** Judges from the distinct labels of a table whether they are numbers to predict. */
final class NumericLabels {
    /** Fewer distinct numbers may well be classes, even in a table of few rows. */
    private static final int LEAST = 10;

    /** More distinct numbers, of which one is not whole, are not classes. */
    private static final int MOST_FRACTIONS = 20;

    private boolean numeric = true;
    private boolean whole = true;

    /** Adds a distinct label. What stands for a missing label does not count. */
    void add(String label) {
        if (CsvNumber.isMissing(label)) {
            return;
        }
        numeric = numeric && CsvNumber.is(label);
        if (numeric && whole) {
            double number = CsvNumber.parse(label);
            whole = number == Math.rint(number);
        }
    }

    /** Returns whether labels are numbers to predict rather than names of classes. */
    boolean areNumbersToPredict(int distinct, int rows) {
        return numeric
                && distinct >= LEAST
                && (distinct > rows - distinct || !whole && distinct > MOST_FRACTIONS);
    }
}
