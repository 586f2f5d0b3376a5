package lanewise.data;

import lanewise.internal.csv.NumberColumn;
import lanewise.internal.kernel.Lanes;

import java.util.Objects;

/**
 * A matrix of samples × features, stored feature-major: all samples of a feature are contiguous, so
 * that the engine can compute with samples as vector lanes.
 *
 * <p>The cell of sample s and feature f is {@code array()[f * stride() + s]}. The stride is the
 * number of samples rounded up to a multiple of {@link #LANES}; padding cells are 0. All cells are
 * finite unless a caller writes other values into {@link #array()}.
 *
 * <p>The engine computes in float, which has 24 bits. A matrix that was made from double numbers
 * also keeps them in double ({@link #getDouble}) for each feature that float rounds, so that {@link
 * Scaling} subtracts before it rounds: the seconds 1764313200 and 1764313201 are one float, but
 * differ once they are scaled. Such a feature takes 12 bytes for each sample instead of 4.
 *
 * <pre>{@code
 * FeatureMatrix matrix = FeatureMatrix.ofRows(new float[][] {{1, 2}, {3, 4}, {5, 6}});
 * System.out.println(matrix); // prints FeatureMatrix[3 samples × 2 features]
 * System.out.println(matrix.get(2, 0)); // prints 5.0
 * System.out.println(matrix.array()[1 * matrix.stride() + 2]); // prints 6.0
 * }</pre>
 *
 * <p>Several threads may read a matrix after safe publication, as long as none writes to it.
 * Matrices of a {@link Dataset} reject {@link #set}.
 */
public final class FeatureMatrix {
    /** The stride is a multiple of this: the number of float lanes in a 512-bit vector. */
    public static final int LANES = Lanes.COUNT;

    private final int samples;
    private final int features;
    private final int stride;
    private final float[] array;
    private final DoubleColumns doubles;
    private final boolean readOnly;

    /**
     * Creates a matrix of zeros.
     *
     * @param samples the number of samples, at least 1
     * @param features the number of features, at least 1
     * @throws IllegalArgumentException if a size is less than 1, or {@code stride(samples) *
     *     features} exceeds the maximum array length
     */
    public FeatureMatrix(int samples, int features) {
        this(samples, features, zeros(samples, features), DoubleColumns.NONE, false);
    }

    private FeatureMatrix(
            int samples, int features, float[] array, DoubleColumns doubles, boolean readOnly) {
        this.samples = samples;
        this.features = features;
        this.stride = stride(samples);
        this.array = array;
        this.doubles = doubles;
        this.readOnly = readOnly;
    }

    /**
     * Copies an array of rows.
     *
     * @param rows one array for each sample, all of the same length: {@code rows[sample][feature]}
     * @return the matrix
     * @throws NullPointerException if {@code rows} or an element is null
     * @throws IllegalArgumentException if {@code rows} is empty, rows are empty or differ in
     *     length, a number is NaN or infinite, or the matrix is too large for an array
     */
    public static FeatureMatrix ofRows(float[][] rows) {
        Objects.requireNonNull(rows, "rows must not be null");
        int[] lengths = new int[rows.length];
        for (int sample = 0; sample < rows.length; sample++) {
            lengths[sample] = requireRow(rows[sample], sample).length;
        }
        int features = requireEqual(lengths);
        FeatureMatrix matrix = new FeatureMatrix(rows.length, features);
        for (int sample = 0; sample < rows.length; sample++) {
            for (int feature = 0; feature < features; feature++) {
                matrix.set(sample, feature, rows[sample][feature]);
            }
        }
        return matrix;
    }

    /**
     * Copies an array of rows of double numbers, which {@link #getDouble} returns.
     *
     * @param rows one array for each sample, all of the same length: {@code rows[sample][feature]}
     * @return the matrix; its cells are the numbers rounded to float
     * @throws NullPointerException if {@code rows} or an element is null
     * @throws IllegalArgumentException if {@code rows} is empty, rows are empty or differ in
     *     length, a number is NaN, infinite or too large for a float, or the matrix is too large
     *     for an array
     */
    public static FeatureMatrix ofRows(double[][] rows) {
        Objects.requireNonNull(rows, "rows must not be null");
        int[] lengths = new int[rows.length];
        for (int sample = 0; sample < rows.length; sample++) {
            lengths[sample] = requireRow(rows[sample], sample).length;
        }
        int features = requireEqual(lengths);
        float[] cells = zeros(rows.length, features);
        int stride = stride(rows.length);
        double[][] columns = new double[features][];
        for (int feature = 0; feature < features; feature++) {
            NumberColumn column = new NumberColumn();
            for (int sample = 0; sample < rows.length; sample++) {
                checkFinite((float) rows[sample][feature], sample, feature);
                column.add(rows[sample][feature]);
            }
            column.copyTo(cells, feature * stride);
            columns[feature] = DoubleColumns.column(column, rows.length);
        }
        return adopt(rows.length, features, cells, columns);
    }

    /** Creates a matrix of its array and of columns of {@link NumberColumn}, without copying. */
    static FeatureMatrix adopt(int samples, int features, float[] array, double[][] columns) {
        return new FeatureMatrix(samples, features, array, DoubleColumns.of(columns), false);
    }

    /**
     * Rounds a number of samples up to a multiple of {@link #LANES}.
     *
     * @param samples the number of samples, 1 to 2147483632
     * @return the stride of a matrix with this number of samples
     * @throws IllegalArgumentException if the number of samples is out of range
     */
    public static int stride(int samples) {
        int max = Integer.MAX_VALUE / LANES * LANES;
        if (samples < 1 || samples > max) {
            throw new IllegalArgumentException(
                    "number of samples " + samples + ": expected 1 to " + max);
        }
        return (samples + LANES - 1) / LANES * LANES;
    }

    /**
     * Returns the number of samples.
     *
     * @return at least 1
     */
    public int samples() {
        return samples;
    }

    /**
     * Returns the number of features.
     *
     * @return at least 1
     */
    public int features() {
        return features;
    }

    /**
     * Returns the distance in the array between one feature of a sample and the next.
     *
     * @return {@code stride(samples())}
     */
    public int stride() {
        return stride;
    }

    /**
     * Returns the live array of cells, not a copy, so that the engine can compute on it in place.
     * Callers must not write to it: writes bypass all checks and change this matrix and any {@link
     * Dataset} that shares it.
     *
     * @return {@code stride() * features()} cells
     */
    public float[] array() {
        return array;
    }

    /**
     * Returns whether the matrix belongs to a {@link Dataset}.
     *
     * @return true if {@link #set} is rejected
     */
    public boolean isReadOnly() {
        return readOnly;
    }

    /**
     * Reads a cell.
     *
     * @param sample 0 to {@code samples() - 1}
     * @param feature 0 to {@code features() - 1}
     * @return the cell
     * @throws IllegalArgumentException if an index is out of range
     */
    public float get(int sample, int feature) {
        checkIndex("sample", sample, samples);
        checkIndex("feature", feature, features);
        return array[feature * stride + sample];
    }

    /**
     * Reads a cell in the precision in which it was given.
     *
     * @param sample 0 to {@code samples() - 1}
     * @param feature 0 to {@code features() - 1}
     * @return the number that {@link #ofRows(double[][])} or {@link Csv} rounded to {@link #get},
     *     or {@link #get} itself
     * @throws IllegalArgumentException if an index is out of range
     */
    public double getDouble(int sample, int feature) {
        checkIndex("sample", sample, samples);
        checkIndex("feature", feature, features);
        return number(sample, feature);
    }

    /** As {@link #getDouble} without checks. */
    double number(int sample, int feature) {
        float cell = array[feature * stride + sample];
        if (!doubles.has(feature)) {
            return cell;
        }
        double number = doubles.get(sample, feature);
        return (float) number == cell ? number : cell; // the cell if it was written since
    }

    /** Returns whether float rounds a number of this feature. */
    boolean rounds(int feature) {
        return doubles.has(feature);
    }

    /**
     * Writes a cell.
     *
     * @param sample 0 to {@code samples() - 1}
     * @param feature 0 to {@code features() - 1}
     * @param value a finite number
     * @throws IllegalArgumentException if an index is out of range, or the value is NaN or infinite
     * @throws IllegalStateException if the matrix belongs to a {@link Dataset}
     */
    public void set(int sample, int feature, float value) {
        checkIndex("sample", sample, samples);
        checkIndex("feature", feature, features);
        if (readOnly) {
            throw new IllegalStateException(
                    "the matrix belongs to a data set and is read-only: write to a copy made by"
                            + " select(…)");
        }
        checkFinite(value, sample, feature);
        array[feature * stride + sample] = value;
    }

    /**
     * Copies the features of a sample, rounded to float; {@link #getDouble} does not round.
     *
     * @param sample 0 to {@code samples() - 1}
     * @return a new array of {@code features()} numbers
     * @throws IllegalArgumentException if {@code sample} is out of range
     */
    public float[] row(int sample) {
        checkIndex("sample", sample, samples);
        float[] row = new float[features];
        for (int feature = 0; feature < features; feature++) {
            row[feature] = array[feature * stride + sample];
        }
        return row;
    }

    /**
     * Copies samples into a new, writable matrix.
     *
     * @param selected the samples in their new order, at least one; a sample may occur more than
     *     once
     * @return {@code selected.length} × {@code features()}
     * @throws NullPointerException if {@code selected} is null
     * @throws IllegalArgumentException if {@code selected} is empty or contains a sample out of
     *     range
     */
    public FeatureMatrix select(int... selected) {
        Objects.requireNonNull(selected, "selected must not be null");
        if (selected.length == 0) {
            throw new IllegalArgumentException("selected is empty: expected at least one sample");
        }
        for (int sample : selected) {
            checkIndex("sample", sample, samples);
        }
        FeatureMatrix matrix =
                new FeatureMatrix(
                        selected.length,
                        features,
                        zeros(selected.length, features),
                        doubles.select(selected),
                        false);
        for (int feature = 0; feature < features; feature++) {
            int from = feature * stride;
            int to = feature * matrix.stride;
            for (int i = 0; i < selected.length; i++) {
                matrix.array[to + i] = array[from + selected[i]];
            }
        }
        return matrix;
    }

    /**
     * Describes the shape.
     *
     * @return such as {@code FeatureMatrix[150 samples × 4 features]}
     */
    @Override
    public String toString() {
        return "FeatureMatrix[" + samples + " samples × " + features + " features]";
    }

    /** Copies all cells, checking that they are finite. The padding of the copy is always 0. */
    FeatureMatrix finiteCopy() {
        FeatureMatrix copy =
                new FeatureMatrix(samples, features, zeros(samples, features), doubles, false);
        for (int feature = 0; feature < features; feature++) {
            for (int sample = 0; sample < samples; sample++) {
                float value = array[feature * stride + sample];
                checkFinite(value, sample, feature);
                copy.array[feature * stride + sample] = value;
            }
        }
        return copy;
    }

    /** Returns a view of the same cells that rejects {@link #set}. */
    FeatureMatrix readOnly() {
        return readOnly ? this : new FeatureMatrix(samples, features, array, doubles, true);
    }

    private static float[] zeros(int samples, int features) {
        int stride = stride(samples);
        if (features < 1) {
            throw new IllegalArgumentException(
                    "number of features " + features + ": expected at least 1");
        }
        if ((long) stride * features > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    samples
                            + " samples × "
                            + features
                            + " features are too many for one array: expected at most "
                            + Integer.MAX_VALUE
                            + " cells, each feature padded to a multiple of "
                            + LANES
                            + "; split the samples into several matrices or remove features");
        }
        return new float[stride * features];
    }

    private static <T> T requireRow(T row, int sample) {
        return Objects.requireNonNull(row, () -> "row " + sample + " must not be null");
    }

    /** Returns the length of all rows. */
    private static int requireEqual(int... lengths) {
        if (lengths.length == 0) {
            throw new IllegalArgumentException("rows is empty: expected at least one sample");
        }
        if (lengths[0] == 0) {
            throw new IllegalArgumentException("row 0 is empty: expected at least one feature");
        }
        for (int sample = 1; sample < lengths.length; sample++) {
            if (lengths[sample] != lengths[0]) {
                throw new IllegalArgumentException(
                        "row "
                                + sample
                                + " has "
                                + lengths[sample]
                                + " columns, row 0 has "
                                + lengths[0]
                                + ": expected rows of equal length");
            }
        }
        return lengths[0];
    }

    private static void checkFinite(float value, int sample, int feature) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException(
                    "row "
                            + sample
                            + ", column "
                            + feature
                            + " is "
                            + value
                            + ": expected a finite number; replace or remove such samples");
        }
    }

    private static void checkIndex(String what, int index, int size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException(
                    what + " " + index + " is out of range: expected 0 to " + (size - 1));
        }
    }
}
