package lanewise.internal.pass;

import lanewise.internal.checkpoint.RowOrder;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.SampleRows;
import lanewise.internal.kernel.Targets;
import lanewise.random.RandomState;

import java.util.Arrays;
import java.util.Optional;

/**
 * Splits the rows of a data set into batches, epoch by epoch. The last batch of an epoch has the
 * remaining rows. A batch is valid until the next call of {@link #next}.
 */
public final class MiniBatches {
    private final Batch all;
    private final int size;
    private final int perEpoch;
    private final RandomState shuffle;
    private final int[] order;
    private final SampleRows features;
    private final SampleRows targets;
    private final Batch full;
    private final Batch last;

    /**
     * Allocates the batches.
     *
     * @param all all rows
     * @param inputs number of features
     * @param size rows of a batch; capped at the number of rows
     * @param shuffle shuffles the rows before each epoch; null keeps their order
     */
    public MiniBatches(Batch all, int inputs, int size, RandomState shuffle) {
        this.all = all;
        this.size = Math.min(size, all.rows);
        this.shuffle = shuffle;
        perEpoch = Math.ceilDiv(all.rows, this.size);
        if (perEpoch == 1) {
            order = null;
            features = null;
            targets = null;
            full = all.weighed();
            last = full;
            return;
        }
        order = new int[all.rows];
        for (int row = 0; row < order.length; row++) {
            order[row] = row;
        }
        features = new SampleRows(all.x, inputs, all.rows, all.ld);
        targets = new SampleRows(all.targets.y(), all.targets.outputs(), all.rows, all.ld);
        int rest = all.rows - (perEpoch - 1) * this.size;
        full = batch(inputs, this.size);
        last = rest == this.size ? full : batch(inputs, rest); // its padding stays as it is here
    }

    private Batch batch(int inputs, int rows) {
        int ld = Lanes.pad(rows);
        int outputs = all.targets.outputs();
        float[] classes = new float[ld];
        Arrays.fill(classes, -1f);
        Targets window = new Targets(outputs, new float[outputs * ld], ld, new float[ld], classes);
        return new Batch(new float[inputs * ld], ld, rows, window, rows);
    }

    /** Continues an epoch; the constructor got its random numbers. */
    public void restore(RowOrder begun) {
        System.arraycopy(begun.rows(), 0, order, 0, order.length);
    }

    /** The order of the rows, for a checkpoint; empty if they are not shuffled. */
    public Optional<RowOrder> toState() {
        return shuffle == null || order == null
                ? Optional.empty()
                : Optional.of(new RowOrder(shuffle.state(), order.clone()));
    }

    /** Number of batches in an epoch. */
    public int perEpoch() {
        return perEpoch;
    }

    /** Number of rows of the largest batch. */
    public int largest() {
        return size;
    }

    /**
     * The rows of an iteration. Must be called for consecutive iterations.
     *
     * @param iteration index of the iteration, from 0
     */
    public Batch next(int iteration) {
        if (perEpoch == 1) {
            return full;
        }
        int index = iteration % perEpoch;
        if (index == 0 && shuffle != null) {
            shuffle.shuffle(order);
        }
        Batch batch = index == perEpoch - 1 ? last : full;
        int from = index * size;
        Targets window = batch.targets;
        features.gather(order, from, batch.rows, batch.x, batch.ld);
        targets.gather(order, from, batch.rows, window.y(), batch.ld);
        for (int s = 0; s < batch.rows; s++) {
            int row = order[from + s];
            window.mask()[s] = all.targets.mask()[row];
            window.classes()[s] = all.targets.classes()[row];
        }
        batch.weigh();
        return batch;
    }
}
