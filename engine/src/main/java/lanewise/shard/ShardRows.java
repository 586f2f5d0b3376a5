package lanewise.shard;

import lanewise.internal.pass.Batch;
import lanewise.internal.pass.RowBatches;
import lanewise.random.RandomState;

/**
 * The rows of a shard in the order of an epoch, and those of a batch. Made by {@link
 * Gradients#shard} and used with those gradients. The order at an iteration does not depend on the
 * iterations asked for before: going on to the next epoch costs one shuffle, going back replays
 * those of all epochs.
 *
 * <pre>{@code
 * ShardRows third = gradients.shard(2, plan.begin(2));
 * GradientSum sum = GradientSum.of(start.network());
 * gradients.sum(start.parameters(), third, 0, true, sum);
 * System.out.println(sum.rows() == plan.rowsOf(2)); // prints true
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class ShardRows {
    private final ShardPlan plan;
    private final int shard;
    private final int firstRow;
    private final RowBatches owner;
    private final int perEpoch;

    /** The rows of the epoch in order; null if an epoch has a single batch. */
    private final int[] order;

    /** All rows of the shard, if an epoch has a single batch; null until they are used. */
    private Batch all;

    /** Exponent of the scale of their weights. */
    private int ofAll;

    private RandomState random;

    /** Number of shuffles of {@link #order}. */
    private int shuffles;

    private int from;
    private int count;

    ShardRows(ShardPlan plan, int shard, int firstRow, RowBatches owner) {
        this.plan = plan;
        this.shard = shard;
        this.firstRow = firstRow;
        this.owner = owner;
        perEpoch = plan.batchesPerEpoch();
        order = perEpoch == 1 ? null : new int[plan.rowsOf(shard)];
        restart();
    }

    private void restart() {
        if (order == null) {
            return;
        }
        for (int k = 0; k < order.length; k++) {
            order[k] = firstRow + k;
        }
        random = plan.shuffle() ? new RandomState(plan.seed(shard)) : null;
        shuffles = 0;
    }

    /** Moves to the batch of an iteration. */
    void moveTo(int iteration) {
        if (order == null) {
            count = plan.rowsOf(shard);
            return;
        }
        int epoch = iteration / perEpoch;
        if (random != null) {
            if (shuffles > epoch + 1) {
                restart();
            }
            while (shuffles <= epoch) {
                random.shuffle(order);
                shuffles++;
            }
        }
        long begin = (long) (iteration % perEpoch) * plan.batchRows();
        from = plan.rowsBefore(shard, begin);
        count = plan.rowsBefore(shard, Math.min(begin + plan.batchRows(), plan.rows())) - from;
    }

    /** The batch; {@link #count} is at least 1. */
    Batch batch(RowBatches batches) {
        if (order != null) {
            return batches.gather(order, from, count);
        }
        if (all == null) {
            all = batches.range(firstRow, firstRow + count);
            ofAll = batches.exponent(firstRow, firstRow + count);
        }
        return all;
    }

    /** Exponent of the scale of the latest batch's weights. */
    int exponent(RowBatches batches) {
        return order != null ? batches.exponent(order, from, count) : ofAll;
    }

    /** Number of rows in the batch. */
    int count() {
        return count;
    }

    /** The iteration as dropout sees it: each shard has masks of its own. */
    long stream(int iteration) {
        return (long) shard << 32 | iteration;
    }

    boolean belongsTo(RowBatches batches) {
        return owner == batches;
    }

    /**
     * The index of the shard.
     *
     * @return at least 0
     */
    public int shard() {
        return shard;
    }

    /**
     * Names the shard and its rows.
     *
     * @return such as {@code ShardRows[shard 1, 75 rows from 75]}
     */
    @Override
    public String toString() {
        return "ShardRows[shard "
                + shard
                + ", "
                + plan.rowsOf(shard)
                + " rows from "
                + firstRow
                + "]";
    }
}
