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
    private final Copies copies;

    /** Copies with the numbers of each row contiguous, made for the first batches of any rows. */
    private static final class Copies {
        SampleRows features;
        SampleRows targets;
    }

    private RowSource(Batch all, int inputs, Copies copies) {
        this.all = all;
        this.inputs = inputs;
        this.copies = copies;
    }

    /**
     * Prepares the rows of a data set.
     *
     * @param network the network
     * @param data the rows, which fit the network's inputs and outputs
     * @param weights a weight for each row, or null for 1
     * @param other a source whose copies are shared if it has the same rows; may be null
     * @throws IllegalArgumentException if the targets do not suit the loss
     */
    public static RowSource of(
            NetworkPlan network, Dataset data, float[] weights, RowSource other) {
        Batch all = TrainingRows.of(network, data, weights);
        boolean same =
                other != null && other.all.x == all.x && other.all.targets.y() == all.targets.y();
        return new RowSource(all, network.inputs(), same ? other.copies : new Copies());
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
    public SampleRows features() {
        synchronized (copies) {
            if (copies.features == null) {
                copies.features = new SampleRows(all.x, inputs, all.rows, all.ld);
            }
            return copies.features;
        }
    }

    /** The targets, row by row. */
    public SampleRows targets() {
        synchronized (copies) {
            if (copies.targets == null) {
                Targets columns = all.targets;
                copies.targets = new SampleRows(columns.y(), columns.outputs(), all.rows, all.ld);
            }
            return copies.targets;
        }
    }

    /** The largest magnitude of the features of some rows; of all if {@code chosen} is null. */
    public float largestFeature(int[] chosen) {
        return largest(all.x, inputs, all.ld, chosen);
    }

    /** The largest magnitude of the targets of some rows; of all if {@code chosen} is null. */
    public float largestTarget(int[] chosen) {
        return largest(all.targets.y(), all.targets.outputs(), all.targets.ld(), chosen);
    }

    private float largest(float[] matrix, int columns, int ld, int[] chosen) {
        float largest = 0;
        for (int f = 0; f < columns; f++) {
            for (int k = 0; k < (chosen == null ? all.rows : chosen.length); k++) {
                int row = chosen == null ? k : chosen[k];
                largest = Math.max(largest, Math.abs(matrix[f * ld + row]));
            }
        }
        return largest;
    }
}
