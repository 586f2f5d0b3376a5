package lanewise.internal.csv;

import java.util.ArrayList;
import java.util.List;

/**
 * A growable column of numbers. It consists of pieces, so growing copies nothing and wastes little
 * memory. Until a number is added that float rounds, the column takes 4 bytes for each number, then
 * 8. Not thread-safe.
 */
public final class NumberColumn {
    private static final int FIRST_PIECE = 16;
    private static final int LARGEST_PIECE = 1 << 14;

    /** The pieces as long as float rounds no number; then empty. */
    private final List<float[]> floats = new ArrayList<>();

    /** The pieces from then on. */
    private final List<double[]> doubles = new ArrayList<>();

    private boolean exact = true;

    /** The last piece of either kind; the other one is empty. */
    private float[] lastFloats = new float[FIRST_PIECE];

    private double[] lastDoubles = {};

    /** Number of numbers in the last piece, and its length. */
    private int used;

    private int length = FIRST_PIECE;

    /** Creates an empty column. */
    public NumberColumn() {
        floats.add(lastFloats);
    }

    /** Adds a number; NaN stands for a missing one. */
    public void add(double value) {
        if (used == length) {
            grow();
        }
        if (exact && rounds((float) value, value)) {
            widen();
        }
        if (exact) {
            lastFloats[used] = (float) value;
        } else {
            lastDoubles[used] = value;
        }
        used++;
    }

    /** Adds {@code count} numbers: the one at {@code from} and each {@code step} after it. */
    public void add(double[] values, int from, int step, int count) {
        int next = from;
        int left = count;
        while (left > 0) {
            if (used == length) {
                grow();
            }
            int end = used + Math.min(left, length - used);
            left -= end - used;
            next = exact ? addFloats(values, next, step, end) : next;
            next = exact ? next : addDoubles(values, next, step, end);
        }
    }

    /** Adds numbers up to a place in the last piece, or to the first that float rounds. */
    private int addFloats(double[] values, int from, int step, int end) {
        float[] piece = lastFloats;
        int next = from;
        for (int k = used; k < end; k++, next += step) {
            piece[k] = (float) values[next];
            if (rounds(piece[k], values[next])) {
                used = k;
                widen();
                return next;
            }
        }
        used = end;
        return next;
    }

    private static boolean rounds(float rounded, double value) {
        return rounded != value && value == value; // NaN is a float
    }

    private int addDoubles(double[] values, int from, int step, int end) {
        double[] piece = lastDoubles;
        int next = from;
        for (int k = used; k < end; k++, next += step) {
            piece[k] = values[next];
        }
        used = end;
        return next;
    }

    private void grow() {
        length = Math.min(2 * used, LARGEST_PIECE);
        if (exact) {
            lastFloats = new float[length];
            floats.add(lastFloats);
        } else {
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
        floats.clear();
        lastFloats = new float[0];
    }

    /** Copies all numbers, rounded to float, in insertion order. */
    public void copyTo(float[] target, int offset) {
        int next = offset;
        for (float[] piece : floats) {
            int count = piece == lastFloats ? used : piece.length;
            System.arraycopy(piece, 0, target, next, count);
            next += count;
        }
        for (double[] piece : doubles) {
            int count = piece == lastDoubles ? used : piece.length;
            for (int k = 0; k < count; k++) {
                target[next + k] = (float) piece[k];
            }
            next += count;
        }
    }

    /** Returns whether float rounds none of the numbers. */
    public boolean isExact() {
        return exact;
    }

    /**
     * Returns all numbers in insertion order.
     *
     * @param count how many were added
     */
    public double[] toArray(int count) {
        double[] numbers = new double[count];
        int next = 0;
        for (float[] piece : floats) {
            int filled = piece == lastFloats ? used : piece.length;
            for (int k = 0; k < filled; k++) {
                numbers[next + k] = piece[k];
            }
            next += filled;
        }
        for (double[] piece : doubles) {
            int filled = piece == lastDoubles ? used : piece.length;
            System.arraycopy(piece, 0, numbers, next, filled);
            next += filled;
        }
        return numbers;
    }
}
