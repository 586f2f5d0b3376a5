package lanewise.table;

import lanewise.data.Scaler;

import java.util.Objects;

/**
 * How a {@link Preparation} is fitted.
 *
 * <pre>{@code
 * PreparationOptions options =
 *         PreparationOptions.standard().withImputation(Imputation.MEDIAN).withMaxCategories(3);
 * System.out.println(Preparation.fit(table, schema, options).inputs()); // prints 14
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class PreparationOptions {
    /** More categories of one column are refused unless a maximum is set. */
    static final int MOST_CATEGORIES = 1000;

    private static final PreparationOptions STANDARD =
            new PreparationOptions(Imputation.MEAN, true, false, 0, 1, Scaler.STANDARD, true);

    private final Imputation imputation;
    private final boolean indicators;
    private final boolean filledCategories;
    private final int maxCategories;
    private final int minFrequency;
    private final Scaler scaler;
    private final boolean scaledTargets;

    private PreparationOptions(
            Imputation imputation,
            boolean indicators,
            boolean filledCategories,
            int maxCategories,
            int minFrequency,
            Scaler scaler,
            boolean scaledTargets) {
        this.imputation = imputation;
        this.indicators = indicators;
        this.filledCategories = filledCategories;
        this.maxCategories = maxCategories;
        this.minFrequency = minFrequency;
        this.scaler = scaler;
        this.scaledTargets = scaledTargets;
    }

    /**
     * Returns the default options.
     *
     * @return numbers and numeric targets scaled to mean 0 and deviation 1, missing numbers
     *     replaced by the mean, an input that indicates missing values of each column that has
     *     some, and all categories
     */
    public static PreparationOptions standard() {
        return STANDARD;
    }

    /**
     * Sets what replaces missing numbers, dates and positions of ordinal columns. In boolean
     * columns it is always the most frequent value.
     *
     * @param value the replacement
     * @return new options
     * @throws NullPointerException if {@code value} is null
     */
    public PreparationOptions withImputation(Imputation value) {
        Objects.requireNonNull(value, "value must not be null");
        return new PreparationOptions(
                value,
                indicators,
                filledCategories,
                maxCategories,
                minFrequency,
                scaler,
                scaledTargets);
    }

    /**
     * Adds no inputs that indicate missing values.
     *
     * @return new options
     */
    public PreparationOptions withoutIndicators() {
        return new PreparationOptions(
                imputation,
                false,
                filledCategories,
                maxCategories,
                minFrequency,
                scaler,
                scaledTargets);
    }

    /**
     * Replaces missing texts of categorical columns by the most frequent category. By default a row
     * without text has no category: only the indicator, if there is one, is 1.
     *
     * @return new options
     */
    public PreparationOptions withMostFrequentCategory() {
        return new PreparationOptions(
                imputation, indicators, true, maxCategories, minFrequency, scaler, scaledTargets);
    }

    /**
     * Limits the inputs of each categorical column. Rarer categories share one input, the last of
     * these, as do categories that are met later; which ones is decided as by scikit-learn's {@code
     * OneHotEncoder(max_categories=...)}.
     *
     * @param count maximum number of inputs of a column, without that for missing values; at least
     *     2
     * @return new options
     * @throws IllegalArgumentException if {@code count} is less than 2
     */
    public PreparationOptions withMaxCategories(int count) {
        if (count < 2) {
            throw new IllegalArgumentException(
                    "at most " + count + " categories: expected 2 or more");
        }
        return new PreparationOptions(
                imputation,
                indicators,
                filledCategories,
                count,
                minFrequency,
                scaler,
                scaledTargets);
    }

    /**
     * Sets the number of rows from which a category has an input of its own; rarer ones share one,
     * as in scikit-learn's {@code OneHotEncoder(min_frequency=...)}.
     *
     * @param rows minimum number of rows, at least 1
     * @return new options
     * @throws IllegalArgumentException if {@code rows} is less than 1
     */
    public PreparationOptions withMinFrequency(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException(
                    "minimum frequency " + rows + ": expected 1 row or more");
        }
        return new PreparationOptions(
                imputation,
                indicators,
                filledCategories,
                maxCategories,
                rows,
                scaler,
                scaledTargets);
    }

    /**
     * Sets how numbers, dates and positions of ordinal columns are scaled.
     *
     * @param value the scaling
     * @return new options
     * @throws NullPointerException if {@code value} is null
     */
    public PreparationOptions withScaler(Scaler value) {
        Objects.requireNonNull(value, "value must not be null");
        return new PreparationOptions(
                imputation,
                indicators,
                filledCategories,
                maxCategories,
                minFrequency,
                value,
                scaledTargets);
    }

    /**
     * Leaves numeric targets as they are, for outputs that cannot be negative or have large units.
     *
     * @return new options
     */
    public PreparationOptions withoutScaledTargets() {
        return new PreparationOptions(
                imputation,
                indicators,
                filledCategories,
                maxCategories,
                minFrequency,
                scaler,
                false);
    }

    Imputation imputation() {
        return imputation;
    }

    boolean indicators() {
        return indicators;
    }

    boolean filledCategories() {
        return filledCategories;
    }

    /** 0 if there is no limit. */
    int maxCategories() {
        return maxCategories;
    }

    int minFrequency() {
        return minFrequency;
    }

    Scaler scaler() {
        return scaler;
    }

    boolean scaledTargets() {
        return scaledTargets;
    }
}
