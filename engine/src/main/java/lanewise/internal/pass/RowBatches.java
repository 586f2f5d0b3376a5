package lanewise.internal.pass;

import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.Targets;

import java.util.Arrays;

/**
 * Makes batches of any rows of a source. Unlike {@link MiniBatches} it takes each batch's rows from
 * the caller. Gathering allocates nothing once it has seen the sizes of batches, if there are at
 * most {@value #SIZES}.
 */
public final class RowBatches {

    /** Number of sizes kept: shards of two sizes, in full batches and in the last of an epoch. */
    private static final int SIZES = 8;

    private final RowSource source;
    private final int largest;

    /** One batch for each of the latest sizes. They share the arrays of the largest. */
    private final Batch[] bySize = new Batch[SIZES];

    private int oldest;

    // Arrays of gathered batches; null before the first.
    private float[] x;
    private float[] y;
    private float[] mask;
    private float[] classes;

    /**
     * Allocates nothing yet.
     *
     * @param source the rows
     * @param largest number of rows of the largest batch to {@link #gather}
     */
    public RowBatches(RowSource source, int largest) {
        this.source = source;
        this.largest = largest;
    }

    /** The exponent of the power of two by which the weights of a batch's rows are divided. */
    public int exponent(int[] rows, int from, int count) {
        float[] weights = source.all().targets.mask();
        float heaviest = 0;
        for (int k = from; k < from + count; k++) {
            heaviest = Math.max(heaviest, weights[rows[k]]);
        }
        return Batch.exponent(heaviest);
    }

    /** The same exponent for a range of rows. */
    public int exponent(int begin, int end) {
        float[] weights = source.all().targets.mask();
        float heaviest = 0;
        for (int row = begin; row < end; row++) {
            heaviest = Math.max(heaviest, weights[row]);
        }
        return Batch.exponent(heaviest);
    }

    /**
     * A batch of some rows, valid until the next call.
     *
     * @param rows indices of rows
     * @param from index in {@code rows} of the batch's first row
     * @param count number of rows, 1 to the largest
     */
    public Batch gather(int[] rows, int from, int count) {
        Batch batch = sized(count);
        Targets window = batch.targets;
        Targets all = source.all().targets;
        source.features().gather(rows, from, count, x, batch.ld);
        source.targets().gather(rows, from, count, y, batch.ld);
        for (int s = 0; s < count; s++) {
            mask[s] = all.mask()[rows[from + s]];
            classes[s] = all.classes()[rows[from + s]];
        }
        clearPadding(x, source.inputs(), count, batch.ld);
        clearPadding(y, window.outputs(), count, batch.ld);
        Arrays.fill(mask, count, batch.ld, 0f);
        Arrays.fill(classes, count, batch.ld, -1f);
        batch.weigh();
        return batch;
    }

    private static void clearPadding(float[] matrix, int rows, int count, int ld) {
        for (int row = 0; row < rows; row++) {
            for (int k = row * ld + count; k < (row + 1) * ld; k++) {
                matrix[k] = 0f;
            }
        }
    }

    private Batch sized(int count) {
        for (Batch batch : bySize) {
            if (batch != null && batch.rows == count) {
                return batch;
            }
        }
        Targets all = source.all().targets;
        if (x == null) {
            int ld = Lanes.pad(largest);
            x = new float[Math.multiplyExact(source.inputs(), ld)];
            y = new float[Math.multiplyExact(all.outputs(), ld)];
            mask = new float[ld];
            classes = new float[ld];
        }
        int ld = Lanes.pad(count);
        Targets window = new Targets(all.outputs(), y, ld, mask, classes);
        Batch batch = new Batch(x, ld, count, window, count);
        bySize[oldest] = batch;
        oldest = (oldest + 1) % SIZES;
        return batch;
    }

    /**
     * A batch of a range of rows, which stays valid. All rows share the arrays of the source.
     *
     * @param begin the first row
     * @param end the row after the last, above {@code begin}
     */
    public Batch range(int begin, int end) {
        Batch all = source.all();
        if (begin == 0 && end == all.rows) {
            return all.weighed();
        }
        int count = end - begin;
        int ld = Lanes.pad(count);
        Targets targets = all.targets;
        float[] ownClasses = new float[ld];
        Arrays.fill(ownClasses, -1f);
        System.arraycopy(targets.classes(), begin, ownClasses, 0, count);
        float[] ownMask = new float[ld];
        System.arraycopy(targets.mask(), begin, ownMask, 0, count);
        float[] ownY = columns(targets.y(), targets.outputs(), targets.ld(), begin, count);
        Targets window = new Targets(targets.outputs(), ownY, ld, ownMask, ownClasses);
        float[] ownX = columns(all.x, source.inputs(), all.ld, begin, count);
        Batch batch = new Batch(ownX, ld, count, window, count);
        batch.weigh();
        return batch;
    }

    private static float[] columns(float[] matrix, int rows, int ld, int begin, int count) {
        int padded = Lanes.pad(count);
        float[] part = new float[Math.multiplyExact(rows, padded)];
        Batch.copyRange(matrix, ld, begin, count, part, padded);
        return part;
    }
}
