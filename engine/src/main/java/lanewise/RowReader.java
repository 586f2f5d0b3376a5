package lanewise;

import lanewise.data.FeatureMatrix;
import lanewise.data.Scaling;
import lanewise.internal.pass.PredictionPass;
import lanewise.internal.pass.VectorNetwork;
import lanewise.internal.plan.NetworkPlan;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.FloatBuffer;

/**
 * Copies rows of features out of the buffers of callers, scales them, and rejects numbers that are
 * not finite. Buffers of several rows are passed as {@code Object}: {@code float[][]}, or row-major
 * {@code float[]}, {@code FloatBuffer} or {@code MemorySegment}. Immutable.
 */
final class RowReader {
    /** The row of a call with a single row, which messages leave out. */
    private static final int ONLY = -1;

    private final NetworkPlan plan;
    private final int inputs;

    /** The number subtracted from each feature; empty without scaling. */
    private final double[] offsets;

    /** The divisor of each feature. */
    private final double[] scales;

    /** Reads rows as they are. */
    RowReader(NetworkPlan plan) {
        this.plan = plan;
        inputs = plan.inputs();
        offsets = new double[0];
        scales = offsets;
    }

    /**
     * Reads rows and scales them.
     *
     * @throws IllegalArgumentException if the scaling's number of features is not the network's
     *     number of inputs
     */
    RowReader(NetworkPlan plan, Scaling scaling) {
        if (scaling.features() != plan.inputs()) {
            throw new IllegalArgumentException(
                    "scaling of "
                            + scaling.features()
                            + " features for the network "
                            + plan
                            + ": expected "
                            + plan.inputs());
        }
        this.plan = plan;
        inputs = plan.inputs();
        offsets = new double[inputs];
        scales = new double[inputs];
        for (int feature = 0; feature < inputs; feature++) {
            offsets[feature] = scaling.offset(feature);
            scales[feature] = scaling.scale(feature);
        }
    }

    boolean scales() {
        return scales.length > 0;
    }

    /** Checks the length of a buffer of rows. */
    void require(Object features, int rows) {
        if (features instanceof float[][] arrays) {
            for (int row = 0; row < rows; row++) {
                float[] array = arrays[row];
                if (array == null) {
                    throw new NullPointerException(
                            "row " + row + " of features is null: expected a value per input");
                }
                if (array.length != inputs) {
                    throw new IllegalArgumentException(
                            "row "
                                    + row
                                    + " has "
                                    + array.length
                                    + " features for a network "
                                    + plan
                                    + ": expected "
                                    + inputs);
                }
            }
            return;
        }
        RowWriter.requireLength("features", features, rows, inputs);
    }

    /** Copies a row, and scales it. */
    void read(float[] row, float[] to) {
        plan.requireInputs(row.length);
        for (int feature = 0; feature < inputs; feature++) {
            to[feature] = scaled(row[feature], feature, ONLY);
        }
    }

    /** Copies a row; scales it before it is rounded. */
    void read(double[] row, float[] to) {
        plan.requireInputs(row.length);
        for (int feature = 0; feature < inputs; feature++) {
            to[feature] = scaled(row[feature], feature, ONLY);
        }
    }

    /** Copies rows of a matrix; scales them before they are rounded. */
    void read(FeatureMatrix matrix, int from, int rows, float[] to) {
        int next = 0;
        for (int row = from; row < from + rows; row++) {
            for (int feature = 0; feature < inputs; feature++) {
                to[next++] = scaled(matrix.getDouble(row, feature), feature, row);
            }
        }
    }

    /**
     * Copies rows, and scales them.
     *
     * @param vector the vector kernels; null for plain Java
     * @param features the buffer, whose length has been checked
     * @param from first row
     * @param rows number of rows
     * @param to receives the scaled rows, row-major
     */
    void read(VectorNetwork vector, Object features, int from, int rows, float[] to) {
        copy(features, from, rows, to);
        if (scales()) {
            scale(to, rows);
        }
        if (!PredictionPass.areFinite(vector, to, 0, rows * inputs)) {
            copy(features, from, rows, to);
            for (int k = 0; k < rows * inputs; k++) {
                to[k] = scaled(to[k], k % inputs, from + k / inputs); // throws
            }
        }
    }

    private void copy(Object features, int from, int rows, float[] to) {
        int count = rows * inputs;
        if (features instanceof float[] array) {
            System.arraycopy(array, from * inputs, to, 0, count);
        } else if (features instanceof float[][] arrays) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(arrays[from + row], 0, to, row * inputs, inputs);
            }
        } else if (features instanceof FloatBuffer buffer) {
            buffer.get(buffer.position() + from * inputs, to, 0, count);
        } else {
            MemorySegment.copy(
                    (MemorySegment) features,
                    ValueLayout.JAVA_FLOAT_UNALIGNED,
                    (long) Float.BYTES * from * inputs,
                    to,
                    0,
                    count);
        }
    }

    private void scale(float[] to, int rows) {
        for (int row = 0; row < rows; row++) {
            int first = row * inputs;
            for (int feature = 0; feature < inputs; feature++) {
                double value = to[first + feature];
                to[first + feature] = (float) ((value - offsets[feature]) / scales[feature]);
            }
        }
    }

    /** The same arithmetic as that of {@link Scaling#apply(double[])}. */
    private float scaled(double value, int feature, int row) {
        float result = (float) (scales() ? (value - offsets[feature]) / scales[feature] : value);
        if (!Float.isFinite(result)) {
            throw outOfRange(value, feature, row);
        }
        return result;
    }

    private IllegalArgumentException outOfRange(double value, int feature, int row) {
        String cell =
                (row == ONLY ? "" : "row " + row + ", ")
                        + "feature "
                        + feature
                        + " is "
                        + ((float) value == value ? "" + (float) value : "" + value);
        if (!Double.isFinite(value)) {
            return new IllegalArgumentException(cell + ": expected a finite number");
        }
        return new IllegalArgumentException(
                cell
                        + ", which exceeds the range of a float"
                        + (scales()
                                ? " after scaling with offset "
                                        + offsets[feature]
                                        + " and scale "
                                        + scales[feature]
                                        + ": expected numbers like those of the training rows"
                                : ": expected at most " + Float.MAX_VALUE));
    }
}
