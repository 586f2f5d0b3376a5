package lanewise.internal.kernel;

import java.util.Arrays;

/** What the sums of a {@link Gemm} begin with. */
public enum GemmStart {
    /** Zero. */
    ZERO,
    /** What is in {@code C}. */
    ACCUMULATE,
    /** The bias of the row. */
    BIAS;

    /**
     * Writes the start into rows of {@code C}, to be continued from there.
     *
     * @param bias holds the biases; not read unless this is {@link #BIAS}
     * @param bias0 index of the first row's bias
     * @param rows number of rows
     * @param n number of columns
     * @param c holds the elements
     * @param c0 index of the first element of the first row
     * @param ldc distance between rows
     */
    public void fill(float[] bias, int bias0, int rows, int n, float[] c, int c0, int ldc) {
        if (this == ACCUMULATE) {
            return;
        }
        for (int i = 0; i < rows; i++) {
            int ci = c0 + i * ldc;
            Arrays.fill(c, ci, ci + n, this == BIAS ? bias[bias0 + i] : 0f);
        }
    }
}
