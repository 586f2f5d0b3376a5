package lanewise.data;

/** Judges from the distinct labels of a table whether they are numbers to predict. */
final class NumericLabels {
    /** Fewer distinct numbers may well be classes, even in a table of few rows. */
    private static final int LEAST = 10;

    /** More distinct numbers, of which one is not whole, are not classes. */
    private static final int MOST_FRACTIONS = 20;

    private final boolean comma;
    private boolean numeric = true;
    private boolean whole = true;

    /**
     * Begins with no labels.
     *
     * @param comma whether numbers have a decimal comma
     */
    NumericLabels(boolean comma) {
        this.comma = comma;
    }

    /** Adds a distinct label. What stands for a missing label does not count. */
    void add(String label) {
        if (CsvNumber.isMissing(label)) {
            return;
        }
        double number = CsvNumber.parse(label, comma);
        numeric &= !Double.isNaN(number);
        whole &= number == Math.rint(number);
    }

    /** Returns whether labels are numbers to predict rather than names of classes. */
    boolean areNumbersToPredict(int distinct, int rows) {
        return numeric
                && distinct >= LEAST
                && (distinct > rows - distinct || !whole && distinct > MOST_FRACTIONS);
    }
}
