package lanewise.kernel;

/**
 * A copy of a feature-major matrix with the features of each sample contiguous, from which random
 * samples can be gathered for the price of reading them: in the matrix itself each cell of a sample
 * lies in a cache line of its own. Immutable and thread-safe.
 */
public final class SampleRows {
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
        for (int s0 = 0; s0 < samples; s0 += Lanes.COUNT) {
            int s1 = Math.min(s0 + Lanes.COUNT, samples);
            for (int f = 0; f < features; f++) {
                for (int s = s0; s < s1; s++) {
                    rows[s * features + f] = matrix[f * ld + s];
                }
            }
        }
    }

    /**
     * Gathers samples into a feature-major batch of {@code n = }{@link Lanes#pad}{@code (count)}
     * columns; those that pad it are 0.
     *
     * @param samples numbers of samples
     * @param from index of the batch's first
     * @param count how many
     * @param batch receives the batch (features × n)
     */
    public void gather(int[] samples, int from, int count, float[] batch) {
        int n = Lanes.pad(count);
        gather(samples, from, count, batch, n, 0, n);
    }

    /**
     * Gathers some of a batch's columns, so that several threads can share the work.
     *
     * @param samples numbers of samples
     * @param from index of the batch's first
     * @param count how many
     * @param batch receives the columns (features × n)
     * @param n distance between rows of the batch, at least {@code count}
     * @param begin first column, a multiple of {@link Lanes#COUNT}
     * @param end column after the last, a multiple of {@link Lanes#COUNT}
     */
    public void gather(
            int[] samples, int from, int count, float[] batch, int n, int begin, int end) {
        for (int column = begin; column < end; column += Lanes.COUNT) {
            for (int k = column; k < column + Lanes.COUNT; k++) {
                for (int f = 0; f < features; f++) {
                    batch[f * n + k] = k < count ? rows[samples[from + k] * features + f] : 0f;
                }
            }
        }
    }
}
