package lanewise.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * Brings every feature to a common range by {@code z = (x − offset) / scale}, with an offset and a
 * scale for each feature that are taken from the training rows only: what other rows hold must not
 * reach the model.
 *
 * <pre>{@code
 * TrainTestSplit split = TrainTestSplit.of(data, TestSize.count(20), 4);
 * Scaling scaling = Scaling.standard(split.train());
 * Model model = trainer.fit(start, scaling.apply(split.train())).model();
 * Dataset test = scaling.apply(split.test()); // scaled as the training rows are
 * float[] outputs = model.predict(scaling.apply(new float[] {5.1f, 3.5f, 1.4f, 0.2f}));
 * }</pre>
 *
 * <p>Numeric targets are scaled in the same way, as a matrix of their own, and {@link
 * #inverse(FeatureMatrix)} brings predictions back to the units of the targets.
 *
 * <p>Offsets and scales are computed and kept in double; each result is computed in double and
 * rounded to float once. Equal data gives equal bits. Scalings are equal if all their numbers are.
 * Immutable and thread-safe.
 */
public final class Scaling {
    private final double[] offsets;
    private final double[] scales;

    private Scaling(double[] offsets, double[] scales) {
        this.offsets = offsets;
        this.scales = scales;
    }

    /**
     * Scales to mean 0 and standard deviation 1, as scikit-learn's {@code StandardScaler}: the
     * offset is the mean, the scale the population's standard deviation {@code √(Σ(x − mean)² /
     * rows)}, or 1 where all rows hold the same number.
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
        FeatureMatrix rows = finite(train);
        int n = rows.samples();
        double[] means = new double[rows.features()];
        double[] deviations = new double[rows.features()];
        for (int feature = 0; feature < means.length; feature++) {
            int from = feature * rows.stride();
            // Relative to the first number, so that a constant column has exactly that mean.
            double first = rows.array()[from];
            double sum = 0;
            for (int s = from; s < from + n; s++) {
                sum += rows.array()[s] - first;
            }
            double mean = first + sum / n;
            double squares = 0;
            double rest = 0; // 0 but for the rounding of the mean, which it corrects
            for (int s = from; s < from + n; s++) {
                double d = rows.array()[s] - mean;
                squares += d * d;
                rest += d;
            }
            double variance = (squares - rest * rest / n) / n;
            means[feature] = mean;
            deviations[feature] = variance > 0 ? Math.sqrt(variance) : 1;
        }
        return new Scaling(means, deviations);
    }

    /**
     * Scales the training rows to 0 to 1, as scikit-learn's {@code MinMaxScaler}: the offset is the
     * least number, the scale the largest minus the least, or 1 where all rows hold the same
     * number, which becomes 0. Other rows may come to lie below 0 or above 1.
     *
     * @param train the training rows
     * @return the scaling of its features
     * @throws NullPointerException if {@code train} is null
     */
    public static Scaling minMax(Dataset train) {
        return minMax(requireRows(train).features());
    }

    /**
     * Scales the training rows to 0 to 1, as {@link #minMax(Dataset)} does.
     *
     * @param train the training rows
     * @return the scaling of its features
     * @throws NullPointerException if {@code train} is null
     * @throws IllegalArgumentException if a cell is NaN or infinite
     */
    public static Scaling minMax(FeatureMatrix train) {
        FeatureMatrix rows = finite(train);
        double[] least = new double[rows.features()];
        double[] ranges = new double[rows.features()];
        for (int feature = 0; feature < least.length; feature++) {
            int from = feature * rows.stride();
            double min = rows.array()[from];
            double max = min;
            for (int s = 1; s < rows.samples(); s++) {
                min = Math.min(min, rows.array()[from + s]);
                max = Math.max(max, rows.array()[from + s]);
            }
            least[feature] = min;
            ranges[feature] = max > min ? max - min : 1;
        }
        return new Scaling(least, ranges);
    }

    /**
     * Makes a scaling of given numbers, such as those of a scaling that was stored.
     *
     * @param offsets what is subtracted from each feature, finite; copied
     * @param scales what each feature is then divided by, finite and above 0; copied
     * @return the scaling
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if there are none, or not equally many, or a number is out
     *     of range
     */
    public static Scaling of(double[] offsets, double[] scales) {
        Objects.requireNonNull(offsets, "offsets is null: expected an offset for each feature");
        Objects.requireNonNull(scales, "scales is null: expected a scale for each feature");
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
     * Returns what is subtracted from a feature.
     *
     * @param feature 0 to {@code features() - 1}
     * @return a finite number
     * @throws IndexOutOfBoundsException if there is no such feature
     */
    public double offset(int feature) {
        return offsets[Objects.checkIndex(feature, offsets.length)];
    }

    /**
     * Returns what a feature is divided by after its offset has been subtracted.
     *
     * @param feature 0 to {@code features() - 1}
     * @return a finite number above 0
     * @throws IndexOutOfBoundsException if there is no such feature
     */
    public double scale(int feature) {
        return scales[Objects.checkIndex(feature, scales.length)];
    }

    /**
     * Scales the features of a data set; names, labels and targets stay.
     *
     * @param data the data set
     * @return a new data set
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if it has another number of features, or a result does not
     *     fit a float
     */
    public Dataset apply(Dataset data) {
        Objects.requireNonNull(data, "data is null: expected a data set to scale");
        return data.withFeatures(apply(data.features()));
    }

    /**
     * Scales a matrix.
     *
     * @param rows rows × {@code features()}
     * @return a new matrix
     * @throws NullPointerException if {@code rows} is null
     * @throws IllegalArgumentException if it has another number of features, a cell is NaN or
     *     infinite, or a result does not fit a float
     */
    public FeatureMatrix apply(FeatureMatrix rows) {
        Objects.requireNonNull(rows, "rows is null: expected a matrix of rows × features");
        return transformed(rows, Direction.FORTH);
    }

    /**
     * Scales one row.
     *
     * @param row a number for each feature
     * @return a new array
     * @throws NullPointerException if {@code row} is null
     * @throws IllegalArgumentException if it has another number of features, one is NaN or
     *     infinite, or a result does not fit a float
     */
    public float[] apply(float[] row) {
        return apply(row, new float[offsets.length]);
    }

    /**
     * Scales one row into an array of the caller's; allocates nothing.
     *
     * @param row a number for each feature
     * @param out where the results go, of the same length; may be {@code row} itself
     * @return {@code out}
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if an array has another length, a number is NaN or infinite,
     *     or a result does not fit a float; {@code out} may then hold part of the results
     */
    public float[] apply(float[] row, float[] out) {
        Objects.requireNonNull(row, "row is null: expected a number for each feature");
        return transformed(row, out, Direction.FORTH);
    }

    /**
     * Undoes {@link #apply(FeatureMatrix)} up to rounding: {@code x = z · scale + offset}.
     *
     * @param scaled rows × {@code features()}
     * @return a new matrix
     * @throws NullPointerException if {@code scaled} is null
     * @throws IllegalArgumentException if it has another number of features, a cell is NaN or
     *     infinite, or a result does not fit a float
     */
    public FeatureMatrix inverse(FeatureMatrix scaled) {
        Objects.requireNonNull(scaled, "scaled is null: expected a matrix of rows × features");
        return transformed(scaled, Direction.BACK);
    }

    /**
     * Undoes {@link #apply(float[])} up to rounding: {@code x = z · scale + offset}.
     *
     * @param scaled a number for each feature
     * @return a new array
     * @throws NullPointerException if {@code scaled} is null
     * @throws IllegalArgumentException if it has another number of features, one is NaN or
     *     infinite, or a result does not fit a float
     */
    public float[] inverse(float[] scaled) {
        return inverse(scaled, new float[offsets.length]);
    }

    /**
     * Undoes {@link #apply(float[], float[])} up to rounding; allocates nothing.
     *
     * @param scaled a number for each feature
     * @param out where the results go, of the same length; may be {@code scaled} itself
     * @return {@code out}
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if an array has another length, a number is NaN or infinite,
     *     or a result does not fit a float; {@code out} may then hold part of the results
     */
    public float[] inverse(float[] scaled, float[] out) {
        Objects.requireNonNull(scaled, "scaled is null: expected a number for each feature");
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
                float value = rows.array()[from + s];
                float result = transformed(value, feature, direction);
                if (!Float.isFinite(result)) {
                    throw outOfRange("row " + s + ", column " + feature, value, feature);
                }
                results.array()[from + s] = result;
            }
        }
        return results;
    }

    private float[] transformed(float[] row, float[] out, Direction direction) {
        Objects.requireNonNull(out, "out is null: expected an array for the results");
        requireFeatures(row.length);
        if (out.length != row.length) {
            throw new IllegalArgumentException(
                    "out has "
                            + out.length
                            + " elements: expected "
                            + row.length
                            + ", one for each feature");
        }
        for (int feature = 0; feature < row.length; feature++) {
            float result = transformed(row[feature], feature, direction);
            if (!Float.isFinite(result)) {
                throw outOfRange("feature " + feature, row[feature], feature);
            }
            out[feature] = result;
        }
        return out;
    }

    private float transformed(float value, int feature, Direction direction) {
        return (float)
                switch (direction) {
                    case FORTH -> (value - offsets[feature]) / scales[feature];
                    case BACK -> value * scales[feature] + offsets[feature];
                };
    }

    private IllegalArgumentException outOfRange(String cell, float value, int feature) {
        if (!Float.isFinite(value)) {
            return new IllegalArgumentException(
                    cell + " is " + value + ": expected a finite number");
        }
        return new IllegalArgumentException(
                cell
                        + " is "
                        + value
                        + ", which offset "
                        + offsets[feature]
                        + " and scale "
                        + scales[feature]
                        + " take beyond the range of a float: expected numbers like those of the"
                        + " training rows");
    }

    private void requireFeatures(int features) {
        if (features != offsets.length) {
            throw new IllegalArgumentException(
                    features
                            + " features for a scaling of "
                            + offsets.length
                            + ": expected the features of the rows it was made from");
        }
    }

    private static Dataset requireRows(Dataset train) {
        return Objects.requireNonNull(train, "train is null: expected the training rows");
    }

    private static FeatureMatrix finite(FeatureMatrix train) {
        Objects.requireNonNull(train, "train is null: expected the training rows");
        return train.finiteCopy();
    }
}
