package lanewise.kernel;

import java.util.Arrays;

/** What the sums of a {@link Gemm} begin with. */
public sealed interface GemmStart {

    /** Sums begin with zero. */
    GemmStart ZERO = new Zero();

    /** Sums continue from what is in {@code C}. */
    GemmStart ACCUMULATE = new Accumulate();

    /**
     * Writes the start into rows of {@code C}, to be continued from there.
     *
     * @param firstRow the first row
     * @param rows how many
     * @param n number of columns
     * @param c holds the elements
     * @param c0 index of the first element of the first row
     * @param ldc distance between rows
     */
    void fill(int firstRow, int rows, int n, float[] c, int c0, int ldc);

    /** Zero everywhere. */
    record Zero() implements GemmStart {
        @Override
        public void fill(int firstRow, int rows, int n, float[] c, int c0, int ldc) {
            for (int i = 0; i < rows; i++) {
                Arrays.fill(c, c0 + i * ldc, c0 + i * ldc + n, 0f);
            }
        }
    }

    /** What is there already. */
    record Accumulate() implements GemmStart {
        @Override
        public void fill(int firstRow, int rows, int n, float[] c, int c0, int ldc) {}
    }

    /**
     * One number for each row: row {@code i} begins with {@code values[offset + i]}.
     *
     * @param values holds the numbers; not copied
     * @param offset index of the number for row 0
     */
    record RowBias(float[] values, int offset) implements GemmStart {
        @Override
        public void fill(int firstRow, int rows, int n, float[] c, int c0, int ldc) {
            for (int i = 0; i < rows; i++) {
                float bias = values[offset + firstRow + i];
                Arrays.fill(c, c0 + i * ldc, c0 + i * ldc + n, bias);
            }
        }
    }
}
