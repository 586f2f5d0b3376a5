package lanewise.internal.recurrent;

import lanewise.internal.kernel.Lanes;

import java.util.Arrays;

/**
 * Which samples of a block still take part in something, each with a column in matrices of work.
 * Those that are done are taken out; when a quarter of the columns is free the others move
 * together, so that the columns that are computed are in all not many more than needed, and the
 * moves in all read no more than four times the matrices.
 */
final class ActiveColumns {

    /** The sample of a column that takes no part. */
    private static final int NONE = -1;

    private final int rows;
    private final int[] sample;

    /** ActiveColumns that are being taken out, or kept. */
    private final int[] chosen;

    private int chosenCount;
    private int count;
    private int left;

    /**
     * Makes room.
     *
     * @param rows the rows of each matrix
     * @param most the most samples of a block
     */
    ActiveColumns(int rows, int most) {
        this.rows = rows;
        sample = new int[most];
        chosen = new int[most];
    }

    /** Begins with a column for each of {@code n} samples, of which the first take part. */
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

    /** How many samples take part. */
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

    /** Chooses a column to be taken out, in ascending order. */
    void choose(int column) {
        chosen[chosenCount++] = column;
    }

    /**
     * Copies chosen columns of a matrix to where their samples belong in one of n columns, each
     * times its sample's factor.
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

    /** Takes the chosen columns out. */
    void takeOutChosen() {
        for (int k = 0; k < chosenCount; k++) {
            sample[chosen[k]] = NONE;
        }
        left -= chosenCount;
        chosenCount = 0;
    }

    /** Whether it is time for the columns that take part to move together. */
    boolean sparse() {
        return Lanes.pad(left) <= count / 4 * 3;
    }

    /** Chooses the columns to keep. Each matrix is to be moved, then {@link #moved} called. */
    void chooseToKeep() {
        for (int c = 0; c < count; c++) {
            if (takesPart(c)) {
                choose(c);
            }
        }
    }

    /** Moves the chosen columns of a matrix together; padding becomes 0. */
    void move(float[] matrix) {
        int fewer = Lanes.pad(left);
        // In place and in this order no element goes to where one lies that has yet to go.
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < chosenCount; k++) {
                matrix[row * fewer + k] = matrix[row * count + chosen[k]];
            }
            Arrays.fill(matrix, row * fewer + chosenCount, (row + 1) * fewer, 0f);
        }
    }

    /** Says that all matrices have been moved. */
    void moved() {
        for (int k = 0; k < chosenCount; k++) {
            sample[k] = sample[chosen[k]];
        }
        count = Lanes.pad(left);
        Arrays.fill(sample, chosenCount, count, NONE);
        chosenCount = 0;
    }
}
