package lanewise.train;

import lanewise.Loss;
import lanewise.internal.checkpoint.HistoryState;
import lanewise.internal.parallel.RunOwner;

import java.util.Arrays;

/**
 * Loss and accuracy of each iteration of a run, measured before the update on the rows of the
 * iteration's batch. Grows as the run advances. While a thread advances the run, reading on other
 * threads throws an IllegalStateException, as it does for the {@link TrainingRun}.
 *
 * <pre>{@code
 * History history = trainer.fit(start, train).history();
 * for (int iteration = 0; iteration < history.size(); iteration += 100) {
 *     System.out.println(history.loss(iteration) + " " + history.accuracy(iteration));
 * }
 * }</pre>
 */
public final class History {
    private final Loss lossFunction;
    private final RunOwner owner;
    private int size;
    private float[] loss = new float[0];
    private int[] hits = new int[0];
    private int[] rows = new int[0];

    History(Loss lossFunction, RunOwner owner) {
        this.lossFunction = lossFunction;
        this.owner = owner;
    }

    /**
     * The number of iterations recorded.
     *
     * @return at least 0
     */
    public int size() {
        owner.require();
        return size;
    }

    /**
     * The network's loss, excluding the L2 penalty.
     *
     * @param iteration 0 to {@code size() - 1}
     * @return at least 0
     * @throws IndexOutOfBoundsException if that iteration is not recorded
     */
    public float loss(int iteration) {
        return loss[checked(iteration)];
    }

    /**
     * The loss of a network whose loss is the mean squared error {@code Σ(a − y)² / (2 · rows ·
     * outputs)}.
     *
     * @param iteration 0 to {@code size() - 1}
     * @return at least 0
     * @throws IndexOutOfBoundsException if that iteration is not recorded
     * @throws IllegalStateException if the network has another loss
     */
    public float mse(int iteration) {
        if (lossFunction != Loss.MEAN_SQUARED_ERROR) {
            throw new IllegalStateException(
                    "the loss of this network is " + lossFunction + ": call loss(…) instead");
        }
        return loss(iteration);
    }

    /**
     * The number of the iteration's rows whose class was predicted correctly.
     *
     * @param iteration 0 to {@code size() - 1}
     * @return 0 to the number of rows
     * @throws IndexOutOfBoundsException if that iteration is not recorded
     */
    public int hits(int iteration) {
        return hits[checked(iteration)];
    }

    /**
     * The share of the iteration's rows whose class was predicted correctly.
     *
     * @param iteration 0 to {@code size() - 1}
     * @return 0 to 1
     * @throws IndexOutOfBoundsException if that iteration is not recorded
     */
    public double accuracy(int iteration) {
        return (double) hits(iteration) / rows[iteration];
    }

    /** Continues from the records of a checkpoint. */
    void restore(HistoryState before) {
        size = before.loss().length;
        loss = before.loss().clone();
        hits = before.hits().clone();
        rows = before.rows().clone();
    }

    /** The content of a checkpoint. */
    HistoryState toState() {
        return new HistoryState(
                Arrays.copyOf(loss, size), Arrays.copyOf(hits, size), Arrays.copyOf(rows, size));
    }

    /** Reserves space for a total number of iterations, so that recording allocates nothing. */
    void reserve(int needed) {
        if (needed > loss.length) {
            // Grow by at least half, for many short runs.
            int capacity = (int) Math.max(needed, Math.min(size * 3L / 2, Integer.MAX_VALUE - 8));
            // All or none: a run can continue if memory is too low for one of them.
            float[] longerLoss = Arrays.copyOf(loss, capacity);
            int[] longerHits = Arrays.copyOf(hits, capacity);
            int[] longerRows = Arrays.copyOf(rows, capacity);
            loss = longerLoss;
            hits = longerHits;
            rows = longerRows;
        }
    }

    /** Reserves space for one more iteration. */
    void reserveNext() {
        reserve(size + 1);
    }

    void record(float lossNow, int hitsNow, int rowsNow) {
        if (size == loss.length) {
            reserveNext();
        }
        loss[size] = lossNow;
        hits[size] = hitsNow;
        rows[size] = rowsNow;
        size++;
    }

    private int checked(int iteration) {
        owner.require();
        if (iteration < 0 || iteration >= size) {
            throw new IndexOutOfBoundsException(
                    size == 0
                            ? "iteration "
                                    + iteration
                                    + ": no iteration is recorded; is history disabled?"
                            : "iteration " + iteration + ": expected 0 to " + (size - 1));
        }
        return iteration;
    }
}
