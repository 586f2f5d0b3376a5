package lanewise.table;

/**
 * What replaces a missing number, computed from the rows that a {@link Preparation} is fitted to,
 * as by scikit-learn's {@code SimpleImputer}.
 *
 * <pre>{@code
 * PreparationOptions options = PreparationOptions.standard().withImputation(Imputation.MEDIAN);
 * Preparation robust = Preparation.fit(table, schema, options);
 * }</pre>
 */
public enum Imputation {
    /** The mean. */
    MEAN("mean"),
    /** The median; of an even number of numbers, the mean of the two in the middle. */
    MEDIAN("median"),
    /** The most frequent number, the smallest if several are equally frequent. */
    MOST_FREQUENT("most-frequent");

    private final String text;

    Imputation(String text) {
        this.text = text;
    }

    /** Returns the name in options, such as {@code most-frequent}. */
    @Override
    public String toString() {
        return text;
    }
}
