package lanewise.internal.pass;

import lanewise.data.Dataset;
import lanewise.internal.kernel.SampleRows;
import lanewise.internal.kernel.Targets;
import lanewise.internal.plan.NetworkPlan;

/**
 * The rows from which runs take their batches, in the form that kernels read. Runs that train on
 * the same rows, or on parts of them, share one source. Immutable and thread-safe.
 */
public final class RowSource {
    private final Batch all;
    private final int inputs;

    // Copies with the numbers of each row contiguous, made for the first mini-batches.
    private SampleRows features;
    private SampleRows targets;

    private RowSource(Batch all, int inputs) {
        this.all = all;
        this.inputs = inputs;
    }

    /**
     * Prepares the rows of a data set.
     *
     * @param network the network
     * @param data the rows, which fit the network's inputs and outputs
     * @param weights a weight for each row, or null for 1
     * @throws IllegalArgumentException if the targets do not suit the loss
     */
    public static RowSource of(NetworkPlan network, Dataset data, float[] weights) {
        return new RowSource(TrainingRows.of(network, data, weights), network.inputs());
    }

    /** All rows as one batch. */
    public Batch all() {
        return all;
    }

    /** Number of features. */
    int inputs() {
        return inputs;
    }

    /** The features, row by row. */
    public synchronized SampleRows features() {
        if (features == null) {
            features = new SampleRows(all.x, inputs, all.rows, all.ld);
        }
        return features;
    }

    /** The targets, row by row. */
    public synchronized SampleRows targets() {
        if (targets == null) {
            Targets columns = all.targets;
            targets = new SampleRows(columns.y(), columns.outputs(), all.rows, all.ld);
        }
        return targets;
    }
}
