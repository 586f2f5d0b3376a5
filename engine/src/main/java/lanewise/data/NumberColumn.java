package lanewise.data;

import java.util.ArrayList;
import java.util.List;

/**
 * A growable column of numbers. It consists of pieces, so growing copies nothing and wastes little
 * memory. Until a number is added that float rounds, the column takes 4 bytes for each number, then
 * 12.
 */
final class NumberColumn {
    private static final int FIRST_PIECE = 16;
    private static final int LARGEST_PIECE = 1 << 14;

    private final List<float[]> floats = new ArrayList<>();
    private final List<double[]> doubles = new ArrayList<>();
    private boolean exact = true;

    /** The last pieces; that of doubles is empty as long as the column is exact. */
    private float[] lastFloats = new float[FIRST_PIECE];

    private double[] lastDoubles = {};
    private int used;

    NumberColumn() {
        floats.add(lastFloats);
    }

    void add(double value) {
        if (used == lastFloats.length) {
            grow();
        }
        float rounded = (float) value;
        lastFloats[used] = rounded;
        if (exact && rounded != value) {
            widen();
        }
        if (!exact) {
            lastDoubles[used] = value;
        }
        used++;
    }

    /** Adds {@code count} numbers: the one at {@code from} and each {@code step} after it. */
    void add(double[] values, int from, int step, int count) {
        int next = from;
        int left = count;
        while (left > 0) {
            if (used == lastFloats.length) {
                grow();
            }
            int end = used + Math.min(left, lastFloats.length - used);
            left -= end - used;
            next = exact ? addExact(values, next, step, end) : next;
            next = exact ? next : addRounded(values, next, step, end);
        }
    }

    /** Adds numbers up to a place in the last piece, or to the first that float rounds. */
    private int addExact(double[] values, int from, int step, int end) {
        float[] piece = lastFloats;
        int next = from;
        for (int k = used; k < end; k++, next += step) {
            piece[k] = (float) values[next];
            if (piece[k] != values[next]) {
                used = k;
                widen();
                return next;
            }
        }
        used = end;
        return next;
    }

    private int addRounded(double[] values, int from, int step, int end) {
        float[] piece = lastFloats;
        double[] exactPiece = lastDoubles;
        int next = from;
        for (int k = used; k < end; k++, next += step) {
            piece[k] = (float) values[next];
            exactPiece[k] = values[next];
        }
        used = end;
        return next;
    }

    private void grow() {
        int length = Math.min(2 * used, LARGEST_PIECE);
        lastFloats = new float[length];
        floats.add(lastFloats);
        if (!exact) {
            lastDoubles = new double[length];
            doubles.add(lastDoubles);
        }
        used = 0;
    }

    private void widen() {
        exact = false;
        for (float[] piece : floats) {
            double[] wide = new double[piece.length];
            for (int k = 0; k < piece.length; k++) {
                wide[k] = piece[k];
            }
            doubles.add(wide);
            lastDoubles = wide;
        }
    }

    /** Copies all numbers, rounded to float, in insertion order. */
    void copyTo(float[] target, int offset) {
        int next = offset;
        for (float[] piece : floats) {
            int count = piece == floats.getLast() ? used : piece.length;
            System.arraycopy(piece, 0, target, next, count);
            next += count;
        }
    }

    /**
     * Returns all numbers in insertion order.
     *
     * @return as many numbers as were added; empty if float rounds none of them
     */
    double[] roundedNumbers(int rows) {
        if (exact) {
            return DoubleColumns.EXACT;
        }
        double[] numbers = new double[rows];
        int next = 0;
        for (double[] piece : doubles) {
            int count = piece == doubles.getLast() ? used : piece.length;
            System.arraycopy(piece, 0, numbers, next, count);
            next += count;
        }
        return numbers;
    }
}
