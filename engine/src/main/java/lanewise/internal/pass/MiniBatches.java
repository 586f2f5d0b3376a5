package lanewise.internal.pass;

import lanewise.internal.checkpoint.RowOrder;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.RowKernels;
import lanewise.internal.kernel.SampleRows;
import lanewise.internal.kernel.Targets;
import lanewise.random.RandomState;

import java.util.Arrays;
import java.util.Optional;

/**
 * Splits rows into batches, epoch by epoch. The last batch of an epoch has the remaining rows.
 * Batches have copies of their rows or, if rows keep their order, are windows of all rows where
 * that is possible. A batch is valid until the next call of {@link #next}.
 */
public final class MiniBatches {
    private final Batch all;
    private final EpochOrder order;

    /** The rows to gather from; null if batches are ranges of rows, all rows, or only counted. */
    private final SampleRows features;

    private final SampleRows targets;

    /** Working memory of {@link RowKernels#gather}. */
    private final float[] scratch;

    private final Batch full;
    private final Batch last;

    /**
     * Allocates the batches.
     *
     * @param source the rows
     * @param chosen the rows to take, in order; null for all
     * @param size rows of a batch; capped at the number of rows
     * @param shuffle shuffles the rows before each epoch; null keeps their order
     */
    public MiniBatches(RowSource source, int[] chosen, int size, RandomState shuffle) {
        all = source.all();
        order = new EpochOrder(chosen, chosen == null ? all.rows : chosen.length, size, shuffle);
        if (order.perEpoch() == 1 && chosen == null) {
            features = null;
            targets = null;
            scratch = null;
            full = all.weighed();
            last = full;
            return;
        }
        boolean ranges = chosen == null && shuffle == null;
        features = ranges ? null : source.features();
        targets = ranges ? null : source.targets();
        scratch = ranges ? null : new float[RowKernels.SCRATCH];
        // Windows begin at a vector of samples, and end with one or with the padding of all rows.
        boolean windows = ranges && order.largest() % Lanes.COUNT == 0 && all.sliceable();
        full = windows ? all.window(order.largest()) : copy(source.inputs(), order.largest());
        int rest = order.lastRows();
        if (rest == order.largest()) {
            last = full;
        } else {
            // A copy of its own, whose padding stays as it is here.
            last = windows ? all.window(rest) : copy(source.inputs(), rest);
        }
        if (order.perEpoch() == 1) {
            gather(full, null);
        }
    }

    private MiniBatches(int count, int size) {
        all = null;
        order = EpochOrder.counting(count, size);
        features = null;
        targets = null;
        scratch = null;
        full = counted(order.largest());
        last = counted(order.lastRows());
    }

    /**
     * Batches that only have a number of rows, for a run whose gradients are computed elsewhere.
     *
     * @param count number of rows of an epoch, at least 1
     * @param size rows of a batch; capped at {@code count}
     */
    public static MiniBatches counting(int count, int size) {
        return new MiniBatches(count, size);
    }

    private static Batch counted(int rows) {
        return new Batch(new float[0], 0, rows, null, rows);
    }

    /** A batch that receives copies of rows. */
    private Batch copy(int inputs, int rows) {
        int ld = Lanes.pad(rows);
        int outputs = all.targets.outputs();
        float[] classes = new float[ld];
        Arrays.fill(classes, -1f);
        Targets window = new Targets(outputs, new float[outputs * ld], ld, new float[ld], classes);
        return new Batch(new float[inputs * ld], ld, rows, window, rows);
    }

    /** Continues an epoch; the constructor got its random numbers. */
    public void restore(RowOrder begun) {
        order.restore(begun);
    }

    /** The order of the rows, for a checkpoint; empty if they are not shuffled. */
    public Optional<RowOrder> toState() {
        return order.toState();
    }

    /** Number of batches in an epoch. */
    public int perEpoch() {
        return order.perEpoch();
    }

    /** Number of rows of the largest batch. */
    public int largest() {
        return order.largest();
    }

    /**
     * The rows of an iteration. Must be called for consecutive iterations unless they are counted
     * only.
     *
     * @param iteration index of the iteration, from 0
     * @param kernels the kernels to gather rows with
     */
    public Batch next(int iteration, Kernels kernels) {
        if (order.perEpoch() == 1) {
            return full;
        }
        if (all == null) {
            return iteration % order.perEpoch() == order.perEpoch() - 1 ? last : full;
        }
        order.next(iteration);
        Batch batch = order.rows() == full.rows ? full : last;
        gather(batch, kernels.rows());
        return batch;
    }

    private void gather(Batch batch, RowKernels kernels) {
        if (batch.x == all.x) { // a window
            batch.moveTo(order.from());
            return;
        }
        Targets window = batch.targets;
        int[] rows = order.order();
        int from = order.from();
        if (features == null) {
            Batch.copyRange(all.x, all.ld, from, batch.rows, batch.x, batch.ld);
            Batch.copyRange(
                    all.targets.y(), all.targets.ld(), from, batch.rows, window.y(), batch.ld);
        } else {
            features.gather(kernels, rows, from, batch.rows, batch.x, batch.ld, scratch);
            targets.gather(kernels, rows, from, batch.rows, window.y(), batch.ld, scratch);
        }
        for (int s = 0; s < batch.rows; s++) {
            int row = rows[from + s];
            window.mask()[s] = all.targets.mask()[row];
            window.classes()[s] = all.targets.classes()[row];
        }
        batch.weigh();
    }
}
