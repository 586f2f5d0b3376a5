package lanewise.internal.kernel;

import java.util.Arrays;

/** Initial value of the sums of a {@link Gemm}. */
public enum GemmStart {
    /** Zero. */
    ZERO,
    /** The contents of {@code C}. */
    ACCUMULATE,
    /** The bias of the row. */
    BIAS;

    /**
     * Writes the initial values into rows of {@code C}; does nothing for {@link #ACCUMULATE}.
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
