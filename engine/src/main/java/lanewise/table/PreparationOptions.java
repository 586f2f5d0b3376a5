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
            new PreparationOptions(
                    new Missing(Imputation.MEAN, true, false),
                    new Limits(0, 1),
                    Scaler.STANDARD,
                    true);

    private final Missing missing;
    private final Limits limits;
    private final Scaler scaler;
    private final boolean scaledTargets;

    /**
     * How missing values are treated.
     *
     * @param imputation what replaces a number
     * @param indicators whether columns with missing values get an input for them
     * @param filledCategories whether the most frequent category replaces a missing one
     */
    private record Missing(Imputation imputation, boolean indicators, boolean filledCategories) {}

    /**
     * Which categories have an input.
     *
     * @param maxCategories maximum number of inputs of a column; 0 for no limit
     * @param minFrequency minimum number of rows of a category
     */
    private record Limits(int maxCategories, int minFrequency) {}

    private PreparationOptions(
            Missing missing, Limits limits, Scaler scaler, boolean scaledTargets) {
        this.missing = missing;
        this.limits = limits;
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
        return with(new Missing(value, missing.indicators, missing.filledCategories));
    }

    /**
     * Adds no inputs that indicate missing values.
     *
     * @return new options
     */
    public PreparationOptions withoutIndicators() {
        return with(new Missing(missing.imputation, false, missing.filledCategories));
    }

    /**
     * Replaces missing texts of categorical columns by the most frequent category. By default a row
     * without text has no category: only the indicator, if there is one, is 1.
     *
     * @return new options
     */
    public PreparationOptions withMostFrequentCategory() {
        return with(new Missing(missing.imputation, missing.indicators, true));
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
        return with(new Limits(count, limits.minFrequency));
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
        return with(new Limits(limits.maxCategories, rows));
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
        return new PreparationOptions(missing, limits, value, scaledTargets);
    }

    /**
     * Leaves numeric targets as they are, for outputs that cannot be negative or have large units.
     *
     * @return new options
     */
    public PreparationOptions withoutScaledTargets() {
        return new PreparationOptions(missing, limits, scaler, false);
    }

    private PreparationOptions with(Missing changed) {
        return new PreparationOptions(changed, limits, scaler, scaledTargets);
    }

    private PreparationOptions with(Limits changed) {
        return new PreparationOptions(missing, changed, scaler, scaledTargets);
    }

    Imputation imputation() {
        return missing.imputation;
    }

    boolean indicators() {
        return missing.indicators;
    }

    boolean filledCategories() {
        return missing.filledCategories;
    }

    /** 0 if there is no limit. */
    int maxCategories() {
        return limits.maxCategories;
    }

    int minFrequency() {
        return limits.minFrequency;
    }

    Scaler scaler() {
        return scaler;
    }

    boolean scaledTargets() {
        return scaledTargets;
    }

    /** Options are equal if they have the same effect. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PreparationOptions that
                && missing.equals(that.missing)
                && limits.equals(that.limits)
                && scaler == that.scaler
                && scaledTargets == that.scaledTargets;
    }

    @Override
    public int hashCode() {
        return Objects.hash(missing, limits, scaler, scaledTargets);
    }

    /**
     * Describes the options.
     *
     * @return such as {@code PreparationOptions[imputation mean, indicators, scaler STANDARD,
     *     scaled targets]}
     */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("PreparationOptions[imputation " + missing.imputation);
        text.append(missing.indicators ? ", indicators" : "");
        text.append(missing.filledCategories ? ", most frequent category" : "");
        if (limits.maxCategories > 0) {
            text.append(", at most ").append(limits.maxCategories).append(" categories");
        }
        if (limits.minFrequency > 1) {
            text.append(", categories of ").append(limits.minFrequency).append(" rows or more");
        }
        text.append(", scaler ").append(scaler).append(scaledTargets ? ", scaled targets" : "");
        return text.append(']').toString();
    }
}
