package lanewise.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * Scales each feature to a common range by {@code z = (x − offset) / scale}. Offsets and scales are
 * fitted to the training rows only, so that no information leaks from other rows into the model.
 *
 * <pre>{@code
 * TrainTestSplit split = TrainTestSplit.of(data, TestSize.count(20), 4);
 * Scaling scaling = Scaling.standard(split.train());
 * Model model = trainer.fit(start, scaling.apply(split.train())).model();
 * Dataset test = scaling.apply(split.test()); // same scaling as the training rows
 * float[] outputs = model.predict(scaling.apply(new double[] {5.1, 3.5, 1.4, 0.2}));
 * }</pre>
 *
 * <p>Numeric targets are scaled in the same way, as a separate matrix; {@link
 * #inverse(FeatureMatrix)} converts predictions back to the units of the targets.
 *
 * <p>Offsets and scales are computed and stored in double, from the numbers that {@link
 * FeatureMatrix#getDouble} returns; each result is computed in double from such a number and
 * rounded to float once. So numbers that float cannot tell apart, such as time stamps in seconds,
 * are distinct once they are scaled; {@link DataWarning#of(Dataset, Scaling)} finds those that are
 * not. A row of such numbers must be scaled as {@code double[]}. Equal data gives equal bits. Two
 * scalings are equal if all their numbers are equal. Immutable and thread-safe.
 */
public final class Scaling {
    private final double[] offsets;
    private final double[] scales;

    Scaling(double[] offsets, double[] scales) {
        this.offsets = offsets;
        this.scales = scales;
    }

    /**
     * Scales to mean 0 and standard deviation 1, as scikit-learn's {@code StandardScaler}: the
     * offset is the mean, the scale the population standard deviation {@code √(Σ(x − mean)² /
     * rows)}, or 1 for a constant feature.
     *
     * @param train the training rows
     * @return the scaling of its features
     * @throws NullPointerException if {@code train} is null
     */
    public static Scaling standard(Dataset train) {
        return standard(requireRows(train).features());
    }

    /**
     * Scales to mean 0 and standard deviation 1, as {@link #standard(Dataset)} does.
     *
     * @param train the training rows
     * @return the scaling of its features
     * @throws NullPointerException if {@code train} is null
     * @throws IllegalArgumentException if a cell is NaN or infinite
     */
    public static Scaling standard(FeatureMatrix train) {
        return ScalingFit.standard(ScalingFit.columns(requireRows(train)));
    }

    /**
     * Scales columns to mean 0 and standard deviation 1, as {@link #standard(Dataset)} does.
     *
     * @param columns {@code columns[feature][row]}, at least one
     * @return the scaling, for as many features as there are columns
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException if there is no column or no row, columns differ in length,
     *     or a number is NaN or infinite
     */
    public static Scaling standardOfColumns(double[]... columns) {
        return ScalingFit.standard(requireColumns(columns));
    }

    /**
     * Scales columns to the range 0 to 1, as {@link #minMax(Dataset)} does.
     *
     * @param columns {@code columns[feature][row]}, at least one
     * @return the scaling, for as many features as there are columns
     * @throws NullPointerException if an array is null
     * @throws IllegalArgumentException as for {@link #standardOfColumns}
     */
    public static Scaling minMaxOfColumns(double[]... columns) {
        return ScalingFit.minMax(requireColumns(columns));
    }

    private static double[][] requireColumns(double[]... columns) {
        Objects.requireNonNull(columns, "columns must not be null");
        for (int feature = 0; feature < columns.length; feature++) {
            Objects.requireNonNull(columns[feature], "a column is null: expected numbers");
            if (columns[feature].length == 0 || columns[feature].length != columns[0].length) {
                throw new IllegalArgumentException(
                        "column "
                                + feature
                                + " has "
                                + columns[feature].length
                                + " rows: expected as many in all columns, at least one");
            }
            for (double number : columns[feature]) {
                if (!Double.isFinite(number)) {
                    throw new IllegalArgumentException(
                            "column " + feature + " has " + number + ": expected finite numbers");
                }
            }
        }
        if (columns.length == 0) {
            throw new IllegalArgumentException("no columns: expected at least one");
        }
        return columns;
    }

    /**
     * Scales the training rows to the range 0 to 1, as scikit-learn's {@code MinMaxScaler}: the
     * offset is the minimum, the scale the maximum minus the minimum, or 1 for a constant feature,
     * which becomes 0. Other rows may fall below 0 or above 1.
     *
     * @param train the training rows
     * @return the scaling of its features
     * @throws NullPointerException if {@code train} is null
     */
    public static Scaling minMax(Dataset train) {
        return minMax(requireRows(train).features());
    }

    /**
     * Scales the training rows to the range 0 to 1, as {@link #minMax(Dataset)} does.
     *
     * @param train the training rows
     * @return the scaling of its features
     * @throws NullPointerException if {@code train} is null
     * @throws IllegalArgumentException if a cell is NaN or infinite
     */
    public static Scaling minMax(FeatureMatrix train) {
        return ScalingFit.minMax(ScalingFit.columns(requireRows(train)));
    }

    /**
     * Creates a scaling from given numbers, such as those of a stored scaling.
     *
     * @param offsets the number subtracted from each feature, finite; copied
     * @param scales the divisor applied to each feature afterwards, finite and above 0; copied
     * @return the scaling
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the arrays are empty or differ in length, or a number is
     *     out of range
     */
    public static Scaling of(double[] offsets, double[] scales) {
        Objects.requireNonNull(offsets, "offsets must not be null");
        Objects.requireNonNull(scales, "scales must not be null");
        if (offsets.length == 0 || offsets.length != scales.length) {
            throw new IllegalArgumentException(
                    offsets.length
                            + " offsets and "
                            + scales.length
                            + " scales: expected one of each for each feature, at least one");
        }
        for (int feature = 0; feature < offsets.length; feature++) {
            if (!Double.isFinite(offsets[feature])) {
                throw new IllegalArgumentException(
                        "offset of feature "
                                + feature
                                + " is "
                                + offsets[feature]
                                + ": expected a finite number");
            }
            if (!(scales[feature] > 0) || !Double.isFinite(scales[feature])) {
                throw new IllegalArgumentException(
                        "scale of feature "
                                + feature
                                + " is "
                                + scales[feature]
                                + ": expected a finite number above 0");
            }
        }
        return new Scaling(offsets.clone(), scales.clone());
    }

    /**
     * Returns the number of features.
     *
     * @return at least 1
     */
    public int features() {
        return offsets.length;
    }

    /**
     * Returns the offset subtracted from a feature.
     *
     * @param feature 0 to {@code features() - 1}
     * @return a finite number
     * @throws IndexOutOfBoundsException if {@code feature} is out of range
     */
    public double offset(int feature) {
        return offsets[Objects.checkIndex(feature, offsets.length)];
    }

    /**
     * Returns the divisor applied to a feature after its offset is subtracted.
     *
     * @param feature 0 to {@code features() - 1}
     * @return a finite number above 0
     * @throws IndexOutOfBoundsException if {@code feature} is out of range
     */
    public double scale(int feature) {
        return scales[Objects.checkIndex(feature, scales.length)];
    }

    /**
     * Scales the features of a data set; names, labels and targets are unchanged.
     *
     * @param data the data set
     * @return a new data set
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if the number of features differs, or a result does not fit
     *     in a float
     */
    public Dataset apply(Dataset data) {
        Objects.requireNonNull(data, "data must not be null");
        return data.withFeatures(apply(data.features()));
    }

    /**
     * Scales a matrix.
     *
     * @param rows rows × {@code features()}
     * @return a new matrix
     * @throws NullPointerException if {@code rows} is null
     * @throws IllegalArgumentException if the number of features differs, a cell is NaN or
     *     infinite, or a result does not fit in a float
     */
    public FeatureMatrix apply(FeatureMatrix rows) {
        Objects.requireNonNull(rows, "rows must not be null");
        return transformed(rows, Direction.FORTH);
    }

    /**
     * Scales one row.
     *
     * @param row a number for each feature
     * @return a new array
     * @throws NullPointerException if {@code row} is null
     * @throws IllegalArgumentException if the number of features differs, a number is NaN or
     *     infinite, or a result does not fit in a float
     */
    public float[] apply(float[] row) {
        return apply(row, new float[offsets.length]);
    }

    /**
     * Scales one row into a given array; allocates nothing.
     *
     * @param row a number for each feature
     * @param out the array for the results, of the same length; may be {@code row} itself
     * @return {@code out}
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the length of an array differs, a number is NaN or
     *     infinite, or a result does not fit in a float; {@code out} may then hold partial results
     */
    public float[] apply(float[] row, float[] out) {
        Objects.requireNonNull(row, "row must not be null");
        return transformed(row, out, Direction.FORTH);
    }

    /**
     * Scales one row of double numbers.
     *
     * @param row a number for each feature
     * @return a new array of results rounded to float
     * @throws NullPointerException if {@code row} is null
     * @throws IllegalArgumentException if the number of features differs, a number is NaN or
     *     infinite, or a result does not fit in a float
     */
    public float[] apply(double[] row) {
        return apply(row, new float[offsets.length]);
    }

    /**
     * Scales one row of double numbers into a given array; allocates nothing.
     *
     * @param row a number for each feature
     * @param out the array for the results, of the same length
     * @return {@code out}
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the length of an array differs, a number is NaN or
     *     infinite, or a result does not fit in a float; {@code out} may then hold partial results
     */
    public float[] apply(double[] row, float[] out) {
        Objects.requireNonNull(row, "row must not be null");
        requireRow(row.length, out);
        for (int feature = 0; feature < row.length; feature++) {
            out[feature] = result(row[feature], feature, Direction.FORTH);
        }
        return out;
    }

    /**
     * Undoes {@link #apply(FeatureMatrix)} up to rounding: {@code x = z · scale + offset}.
     *
     * @param scaled rows × {@code features()}
     * @return a new matrix, with the results in double in {@link FeatureMatrix#getDouble}
     * @throws NullPointerException if {@code scaled} is null
     * @throws IllegalArgumentException if the number of features differs, a cell is NaN or
     *     infinite, or a result does not fit in a float
     */
    public FeatureMatrix inverse(FeatureMatrix scaled) {
        Objects.requireNonNull(scaled, "scaled must not be null");
        FeatureMatrix results = transformed(scaled, Direction.BACK);
        double[][] numbers = new double[offsets.length][scaled.samples()];
        for (int feature = 0; feature < offsets.length; feature++) {
            for (int s = 0; s < scaled.samples(); s++) {
                numbers[feature][s] =
                        transformed(scaled.number(s, feature), feature, Direction.BACK);
            }
        }
        return FeatureMatrix.adopt(scaled.samples(), offsets.length, results.array(), numbers);
    }

    /**
     * Undoes {@link #apply(float[])} up to rounding: {@code x = z · scale + offset}.
     *
     * @param scaled a number for each feature
     * @return a new array
     * @throws NullPointerException if {@code scaled} is null
     * @throws IllegalArgumentException if the number of features differs, a number is NaN or
     *     infinite, or a result does not fit in a float
     */
    public float[] inverse(float[] scaled) {
        return inverse(scaled, new float[offsets.length]);
    }

    /**
     * Undoes {@link #apply(float[], float[])} up to rounding; allocates nothing.
     *
     * @param scaled a number for each feature
     * @param out the array for the results, of the same length; may be {@code scaled} itself
     * @return {@code out}
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the length of an array differs, a number is NaN or
     *     infinite, or a result does not fit in a float; {@code out} may then hold partial results
     */
    public float[] inverse(float[] scaled, float[] out) {
        Objects.requireNonNull(scaled, "scaled must not be null");
        return transformed(scaled, out, Direction.BACK);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scaling that
                && Arrays.equals(offsets, that.offsets)
                && Arrays.equals(scales, that.scales);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(offsets) + Arrays.hashCode(scales);
    }

    /**
     * Describes the shape.
     *
     * @return such as {@code Scaling[4 features]}
     */
    @Override
    public String toString() {
        return "Scaling[" + offsets.length + " features]";
    }

    private enum Direction {
        FORTH,
        BACK
    }

    private FeatureMatrix transformed(FeatureMatrix rows, Direction direction) {
        requireFeatures(rows.features());
        FeatureMatrix results = new FeatureMatrix(rows.samples(), rows.features());
        for (int feature = 0; feature < offsets.length; feature++) {
            int from = feature * rows.stride();
            for (int s = 0; s < rows.samples(); s++) {
                double value = rows.number(s, feature);
                float result = (float) transformed(value, feature, direction);
                if (!Float.isFinite(result)) {
                    throw outOfRange("row " + s + ", column " + feature, value, feature);
                }
                results.array()[from + s] = result;
            }
        }
        return results;
    }

    private float[] transformed(float[] row, float[] out, Direction direction) {
        requireRow(row.length, out);
        for (int feature = 0; feature < row.length; feature++) {
            out[feature] = result(row[feature], feature, direction);
        }
        return out;
    }

    private void requireRow(int features, float[] out) {
        Objects.requireNonNull(out, "out must not be null");
        requireFeatures(features);
        if (out.length != features) {
            throw new IllegalArgumentException(
                    "out has "
                            + out.length
                            + " elements: expected "
                            + features
                            + ", one for each feature");
        }
    }

    private float result(double value, int feature, Direction direction) {
        float result = (float) transformed(value, feature, direction);
        if (!Float.isFinite(result)) {
            throw outOfRange("feature " + feature, value, feature);
        }
        return result;
    }

    private double transformed(double value, int feature, Direction direction) {
        return switch (direction) {
            case FORTH -> (value - offsets[feature]) / scales[feature];
            case BACK -> value * scales[feature] + offsets[feature];
        };
    }

    private IllegalArgumentException outOfRange(String cell, double value, int feature) {
        if (!Double.isFinite(value)) {
            return new IllegalArgumentException(
                    cell + " is " + value + ": expected a finite number");
        }
        return new IllegalArgumentException(
                cell
                        + " is "
                        + ((float) value == value ? "" + (float) value : "" + value)
                        + ", which exceeds the range of a float after scaling with offset "
                        + offsets[feature]
                        + " and scale "
                        + scales[feature]
                        + ": expected numbers like those of the training rows");
    }

    private void requireFeatures(int features) {
        if (features != offsets.length) {
            throw new IllegalArgumentException(
                    features
                            + " features: expected "
                            + offsets.length
                            + ", as in the rows that the scaling was fitted to");
        }
    }

    private static <T> T requireRows(T train) {
        return Objects.requireNonNull(train, "train must not be null");
    }
}
