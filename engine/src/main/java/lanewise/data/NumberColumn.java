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
