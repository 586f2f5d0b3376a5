package lanewise;

import java.util.Arrays;

/**
 * The mean squared error and the accuracy at each iteration of a run, both measured on the training
 * rows before the iteration's update. Grows while the run advances; belongs to the thread that runs
 * it.
 */
public final class History {
    private final int rows;
    private int size;
    private float[] mse = new float[0];
    private int[] hits = new int[0];

    History(int rows) {
        this.rows = rows;
    }

    /**
     * The number of iterations recorded.
     *
     * @return at least 0
     */
    public int size() {
        return size;
    }

    /**
     * The mean squared error {@code Σ(a − y)² / (2 · rows · outputs)}.
     *
     * @param iteration 0 to {@code size() - 1}
     * @return at least 0
     * @throws IndexOutOfBoundsException if that iteration is not recorded
     */
    public float mse(int iteration) {
        return mse[checked(iteration)];
    }

    /**
     * The number of training rows whose class was predicted.
     *
     * @param iteration 0 to {@code size() - 1}
     * @return 0 to the number of rows
     * @throws IndexOutOfBoundsException if that iteration is not recorded
     */
    public int hits(int iteration) {
        return hits[checked(iteration)];
    }

    /**
     * The share of training rows whose class was predicted.
     *
     * @param iteration 0 to {@code size() - 1}
     * @return 0 to 1
     * @throws IndexOutOfBoundsException if that iteration is not recorded
     */
    public double accuracy(int iteration) {
        return (double) hits(iteration) / rows;
    }

    /** Makes room for so many iterations in all, so that recording allocates nothing. */
    void reserve(int needed) {
        if (needed > mse.length) {
            int capacity =
                    (int)
                            Math.max(
                                    needed,
                                    Math.min(
                                            size * 3L / 2,
                                            Integer.MAX_VALUE - 8)); // for many short runs
            mse = Arrays.copyOf(mse, capacity);
            hits = Arrays.copyOf(hits, capacity);
        }
    }

    void record(float mseNow, int hitsNow) {
        mse[size] = mseNow;
        hits[size] = hitsNow;
        size++;
    }

    private int checked(int iteration) {
        if (iteration < 0 || iteration >= size) {
            throw new IndexOutOfBoundsException(
                    size == 0
                            ? "iteration "
                                    + iteration
                                    + ": no iteration is recorded; is recordHistory on?"
                            : "iteration " + iteration + ": expected 0 to " + (size - 1));
        }
        return iteration;
    }
}
