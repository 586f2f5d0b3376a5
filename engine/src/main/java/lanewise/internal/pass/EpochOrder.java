package lanewise.internal.pass;

import lanewise.internal.checkpoint.RowOrder;
import lanewise.random.RandomState;

import java.util.Optional;

/**
 * The order in which a run takes its rows: the ranges of batches, and a shuffle before each epoch.
 */
public final class EpochOrder {
    private final int[] chosen;
    private final int count;
    private final int size;
    private final int perEpoch;

    /** Null if there is nothing to shuffle. */
    private final RandomState shuffle;

    /** Positions among the chosen rows; null if an epoch has a single batch, which has no order. */
    private final int[] positions;

    /** The rows of the epoch in order; {@link #positions} if all rows are chosen. */
    private final int[] order;

    /** Index of the batch in its epoch; negative before the first. */
    private int index = -1;

    private int from;
    private int rows;

    /**
     * Starts in the order of the rows.
     *
     * @param chosen the rows to take, in order; null for all
     * @param count number of rows to take, at least 1
     * @param size rows of a batch; capped at {@code count}
     * @param shuffle shuffles the rows before each epoch; null keeps their order
     */
    public EpochOrder(int[] chosen, int count, int size, RandomState shuffle) {
        this(chosen, count, size, shuffle, true);
    }

    /** Ranges of batches only: there is no {@link #order}. */
    static EpochOrder counting(int count, int size) {
        return new EpochOrder(null, count, size, null, false);
    }

    private EpochOrder(int[] chosen, int count, int size, RandomState shuffle, boolean ordered) {
        this.chosen = chosen;
        this.count = count;
        this.size = Math.min(size, count);
        this.shuffle = shuffle;
        perEpoch = Math.ceilDiv(count, this.size);
        rows = this.size;
        if (perEpoch == 1 || !ordered) {
            positions = null;
            order = chosen;
            return;
        }
        positions = new int[count];
        for (int k = 0; k < count; k++) {
            positions[k] = k;
        }
        order = chosen == null ? positions : chosen.clone();
    }

    /** Continues an epoch; the constructor got its random numbers. */
    void restore(RowOrder begun) {
        System.arraycopy(begun.rows(), 0, positions, 0, count);
        translate();
    }

    /** The positions, for a checkpoint; empty if they are not shuffled. */
    Optional<RowOrder> toState() {
        return shuffle == null || positions == null
                ? Optional.empty()
                : Optional.of(new RowOrder(shuffle.state(), positions.clone()));
    }

    /** Number of batches in an epoch. */
    public int perEpoch() {
        return perEpoch;
    }

    /** Number of rows of the largest batch. */
    public int largest() {
        return size;
    }

    /** Number of rows of an epoch's last batch. */
    public int lastRows() {
        return count - (perEpoch - 1) * size;
    }

    /**
     * Moves to the batch of an iteration. Must be called for consecutive iterations.
     *
     * @param iteration index of the iteration, from 0
     */
    public void next(int iteration) {
        if (index < 0) {
            index = iteration % perEpoch;
        } else {
            index = index + 1 == perEpoch ? 0 : index + 1;
        }
        if (index == 0 && shuffle != null && positions != null) {
            shuffle.shuffle(positions);
            translate();
        }
        from = index * size;
        rows = index == perEpoch - 1 ? lastRows() : size;
    }

    private void translate() {
        if (order != positions) {
            for (int k = 0; k < count; k++) {
                order[k] = chosen[positions[k]];
            }
        }
    }

    /**
     * The rows of the epoch in order; null if an epoch has a single batch of all rows. Not to be
     * changed.
     */
    public int[] order() {
        return order;
    }

    /** Index in {@link #order} of the batch's first row. */
    public int from() {
        return from;
    }

    /** Number of rows of the batch. */
    public int rows() {
        return rows;
    }
}
