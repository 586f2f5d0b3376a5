package lanewise.data;

import java.util.ArrayList;
import java.util.List;

/**
 * A growable column of numbers. It consists of pieces, so growing copies nothing and wastes little
 * memory.
 */
final class FloatColumn {
    private static final int FIRST_PIECE = 16;
    private static final int LARGEST_PIECE = 1 << 14;

    private final List<float[]> full = new ArrayList<>();
    private float[] piece = new float[FIRST_PIECE];
    private int used;

    void add(float value) {
        if (used == piece.length) {
            full.add(piece);
            piece = new float[Math.min(2 * piece.length, LARGEST_PIECE)];
            used = 0;
        }
        piece[used++] = value;
    }

    /** Copies all numbers in insertion order. */
    void copyTo(float[] target, int offset) {
        int next = offset;
        for (float[] numbers : full) {
            System.arraycopy(numbers, 0, target, next, numbers.length);
            next += numbers.length;
        }
        System.arraycopy(piece, 0, target, next, used);
    }
}
