package lanewise.internal.recurrent;

import lanewise.internal.kernel.Lanes;

import java.util.Arrays;

/**
 * The columns of working matrices, one for each sample of a block that still takes part. Finished
 * samples are removed; when a quarter of the columns is free, the others are compacted. So few more
 * columns are computed than needed, and all compactions together read the matrices at most four
 * times.
 */
final class ActiveColumns {

    /** Sample of a free column. */
    private static final int NONE = -1;

    private final int rows;
    private final int[] sample;

    /** Columns to remove, or to keep. */
    private final int[] chosen;

    private int chosenCount;
    private int count;
    private int left;

    /**
     * Allocates the arrays.
     *
     * @param rows number of rows of each matrix
     * @param samples largest number of samples of a block
     */
    ActiveColumns(int rows, int samples) {
        this.rows = rows;
        sample = new int[samples];
        chosen = new int[samples];
    }

    /** Begins with {@code n} columns, of which the first {@code samples} take part. */
    void begin(int n, int samples) {
        count = n;
        left = samples;
        chosenCount = 0;
        for (int c = 0; c < n; c++) {
            sample[c] = c < samples ? c : NONE;
        }
    }

    /** The number of columns: the distance between rows of each matrix. */
    int count() {
        return count;
    }

    /** Number of samples that take part. */
    int left() {
        return left;
    }

    boolean takesPart(int column) {
        return sample[column] != NONE;
    }

    /** The sample of a column that takes part. */
    int sample(int column) {
        return sample[column];
    }

    /** Chooses a column, in ascending order. */
    void choose(int column) {
        chosen[chosenCount++] = column;
    }

    /**
     * Copies the chosen columns of a matrix to the columns of their samples in a matrix of n
     * columns, each multiplied by its sample's factor.
     */
    void copyChosen(float[] matrix, float[] factor, float[] to, int n) {
        for (int k = 0; k < chosenCount; k++) {
            int s = sample[chosen[k]];
            float times = factor[s];
            int from = chosen[k];
            for (int row = 0; row < rows; row++) {
                to[s] = times * matrix[from];
                s += n;
                from += count;
            }
        }
    }

    /** Copies a column from one matrix to the same place in another. */
    void copyColumn(float[] matrix, float[] to, int column) {
        for (int k = column; k < rows * count; k += count) {
            to[k] = matrix[k];
        }
    }

    /** Removes the chosen columns. */
    void takeOutChosen() {
        for (int k = 0; k < chosenCount; k++) {
            sample[chosen[k]] = NONE;
        }
        left -= chosenCount;
        chosenCount = 0;
    }

    /** Whether enough columns are free to compact the others. */
    boolean sparse() {
        return Lanes.pad(left) <= count / 4 * 3;
    }

    /** Begins compaction: call {@link #move} for each matrix, then {@link #moved}. */
    void chooseToKeep() {
        for (int c = 0; c < count; c++) {
            if (takesPart(c)) {
                choose(c);
            }
        }
    }

    /** Compacts the columns of a matrix; padding becomes 0. */
    void move(float[] matrix) {
        int fewer = Lanes.pad(left);
        // In place: in this order, no element overwrites one that has yet to move.
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < chosenCount; k++) {
                matrix[row * fewer + k] = matrix[row * count + chosen[k]];
            }
            Arrays.fill(matrix, row * fewer + chosenCount, (row + 1) * fewer, 0f);
        }
    }

    /** Ends compaction. */
    void moved() {
        for (int k = 0; k < chosenCount; k++) {
            sample[k] = sample[chosen[k]];
        }
        count = Lanes.pad(left);
        Arrays.fill(sample, chosenCount, count, NONE);
        chosenCount = 0;
    }
}
