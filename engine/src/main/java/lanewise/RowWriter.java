package lanewise;

import lanewise.internal.plan.Outputs;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.FloatBuffer;

/**
 * Copies outputs of a network to the buffers of callers, which are passed as {@code Object}: {@code
 * float[][]}, row-major {@code float[]}, {@code FloatBuffer} or {@code MemorySegment}, or {@code
 * int[]} for the predicted classes.
 */
final class RowWriter {
    private RowWriter() {}

    /**
     * Checks a buffer for the outputs of some rows.
     *
     * @param results the buffer
     * @param rows number of rows
     * @param outputs number of outputs of a row
     */
    static void require(Object results, int rows, int outputs) {
        if (results instanceof int[]) {
            requireLength("classes", results, rows, 1);
            return;
        }
        if (!(results instanceof float[][] arrays)) {
            requireLength("outputs", results, rows, outputs);
            return;
        }
        requireLength("outputs", results, rows, 1);
        for (int row = 0; row < rows; row++) {
            if (arrays[row] == null) {
                throw new NullPointerException(
                        "row " + row + " of outputs is null: expected a buffer for the outputs");
            }
            if (arrays[row].length != outputs) { // builds a message only then
                requireRow("row " + row + " of outputs", arrays[row].length, outputs);
            }
        }
    }

    /** Checks the length of the buffer of a row. */
    static void requireRow(String what, int length, int outputs) {
        if (length != outputs) {
            throw new IllegalArgumentException(
                    what
                            + " has length "
                            + length
                            + ": expected "
                            + outputs
                            + ", the number of outputs of the network");
        }
    }

    /** Checks that a buffer has room for a number of rows, and that results can be written. */
    static void requireLength(String name, Object buffer, int rows, int columns) {
        long length;
        boolean readOnly = false;
        if (buffer instanceof float[] array) {
            length = array.length;
        } else if (buffer instanceof int[] array) {
            length = array.length;
        } else if (buffer instanceof float[][] arrays) {
            length = arrays.length;
        } else if (buffer instanceof FloatBuffer floats) {
            length = floats.remaining();
            readOnly = floats.isReadOnly();
        } else {
            MemorySegment segment = (MemorySegment) buffer;
            length = segment.byteSize() / Float.BYTES;
            readOnly = segment.isReadOnly();
        }
        if (length < (long) rows * columns) {
            throw new IllegalArgumentException(
                    name
                            + " has length "
                            + length
                            + ": expected at least "
                            + (long) rows * columns
                            + (columns == 1 ? "" : ", " + columns + " for each row"));
        }
        if (readOnly && name.equals("outputs")) {
            throw new IllegalArgumentException(
                    "outputs is read-only: expected a buffer that can be written");
        }
    }

    /**
     * Copies outputs, or the classes that they predict.
     *
     * @param computed the outputs, row-major
     * @param outputs number of outputs of a row
     * @param results the buffer, which has been checked
     * @param from first row
     * @param rows number of rows
     */
    static void write(float[] computed, int outputs, Object results, int from, int rows) {
        int count = rows * outputs;
        if (results instanceof float[] array) {
            System.arraycopy(computed, 0, array, from * outputs, count);
        } else if (results instanceof int[] classes) {
            for (int row = 0; row < rows; row++) {
                classes[from + row] = Outputs.predictedClass(computed, outputs, 1, row * outputs);
            }
        } else if (results instanceof float[][] arrays) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(computed, row * outputs, arrays[from + row], 0, outputs);
            }
        } else if (results instanceof FloatBuffer buffer) {
            buffer.put(buffer.position() + from * outputs, computed, 0, count);
        } else {
            MemorySegment.copy(
                    computed,
                    0,
                    (MemorySegment) results,
                    ValueLayout.JAVA_FLOAT_UNALIGNED,
                    (long) Float.BYTES * from * outputs,
                    count);
        }
    }
}
