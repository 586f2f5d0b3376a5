package lanewise.internal.kernel;

/**
 * A copy of a feature-major matrix with the features of each sample contiguous. Gathering random
 * samples from it costs no more than reading them; in the original matrix, each cell of a sample is
 * in a different cache line. Immutable and thread-safe.
 */
public final class SampleRows {
    /**
     * Number of samples copied per group of features: each feature is in a different memory page,
     * and a page lookup costs more than reading a few cache lines.
     */
    private static final int TILE = 256;

    private final int features;
    private final float[] rows;

    /**
     * Copies a matrix.
     *
     * @param matrix holds the matrix, row {@code f} from index {@code f * ld}
     * @param features number of features
     * @param samples number of samples
     * @param ld distance between rows, at least {@code samples}
     */
    public SampleRows(float[] matrix, int features, int samples, int ld) {
        this.features = features;
        rows = new float[Math.multiplyExact(features, samples)];
        for (int s = 0; s < samples; s += TILE) {
            for (int f = 0; f < features; f += Lanes.COUNT) {
                copyTile(
                        matrix,
                        ld,
                        f,
                        Math.min(f + Lanes.COUNT, features),
                        s,
                        Math.min(s + TILE, samples));
            }
        }
    }

    private void copyTile(float[] matrix, int ld, int f0, int f1, int s0, int s1) {
        for (int s = s0; s < s1; s++) {
            for (int f = f0; f < f1; f++) {
                rows[s * features + f] = matrix[f * ld + s];
            }
        }
    }

    /**
     * Gathers samples into the first columns of a feature-major batch. Other columns keep their
     * values.
     *
     * @param samples indices of samples in the matrix
     * @param from index in {@code samples} of the batch's first sample
     * @param count number of samples in the batch
     * @param batch receives the samples (features × n)
     * @param n distance between rows of the batch, at least {@code count}
     */
    public void gather(int[] samples, int from, int count, float[] batch, int n) {
        gather(null, samples, from, count, batch, n, null);
    }

    /**
     * Gathers samples into the first columns of a feature-major batch. Other columns keep their
     * values.
     *
     * @param kernels vector kernels, or null if there are none
     * @param samples indices of samples in the matrix
     * @param from index in {@code samples} of the batch's first sample
     * @param count number of samples in the batch
     * @param batch receives the samples (features × n)
     * @param n distance between rows of the batch, at least {@code count}
     * @param scratch working memory of {@link RowKernels#SCRATCH} floats for the kernels
     */
    public void gather(
            RowKernels kernels,
            int[] samples,
            int from,
            int count,
            float[] batch,
            int n,
            float[] scratch) {
        if (kernels != null && features >= Lanes.COUNT && count >= Lanes.COUNT) {
            kernels.gather(rows, features, samples, from, count, batch, n, scratch);
            return;
        }
        int column = 0;
        for (; column + Lanes.COUNT <= count; column += Lanes.COUNT) {
            gather16(samples, from + column, batch, n, column);
        }
        for (; column < count; column++) {
            gather1(samples[from + column], batch, n, column);
        }
    }

    /** Gathers sixteen samples: reads from sixteen streams and writes full cache lines. */
    private void gather16(int[] samples, int at, float[] batch, int n, int column) {
        int b0 = samples[at] * features;
        int b1 = samples[at + 1] * features;
        int b2 = samples[at + 2] * features;
        int b3 = samples[at + 3] * features;
        int b4 = samples[at + 4] * features;
        int b5 = samples[at + 5] * features;
        int b6 = samples[at + 6] * features;
        int b7 = samples[at + 7] * features;
        int b8 = samples[at + 8] * features;
        int b9 = samples[at + 9] * features;
        int b10 = samples[at + 10] * features;
        int b11 = samples[at + 11] * features;
        int b12 = samples[at + 12] * features;
        int b13 = samples[at + 13] * features;
        int b14 = samples[at + 14] * features;
        int b15 = samples[at + 15] * features;
        for (int f = 0; f < features; f++) {
            int to = f * n + column;
            batch[to] = rows[b0 + f];
            batch[to + 1] = rows[b1 + f];
            batch[to + 2] = rows[b2 + f];
            batch[to + 3] = rows[b3 + f];
            batch[to + 4] = rows[b4 + f];
            batch[to + 5] = rows[b5 + f];
            batch[to + 6] = rows[b6 + f];
            batch[to + 7] = rows[b7 + f];
            batch[to + 8] = rows[b8 + f];
            batch[to + 9] = rows[b9 + f];
            batch[to + 10] = rows[b10 + f];
            batch[to + 11] = rows[b11 + f];
            batch[to + 12] = rows[b12 + f];
            batch[to + 13] = rows[b13 + f];
            batch[to + 14] = rows[b14 + f];
            batch[to + 15] = rows[b15 + f];
        }
    }

    private void gather1(int sample, float[] batch, int n, int column) {
        int row = sample * features;
        for (int f = 0; f < features; f++) {
            batch[f * n + column] = rows[row + f];
        }
    }
}
