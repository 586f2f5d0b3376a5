package lanewise.internal.kernel;

/**
 * General matrix multiplication of row-major matrices that are windows of flat arrays.
 *
 * <pre>{@code
 * C[i][j] = S[i][j] + Σ_p op(A)[i][p] · op(B)[p][j]      i < m, j < n, p < k
 * }</pre>
 *
 * <p>Element (row, column) of a stored matrix is at {@code offset + row * ld + column}, where the
 * leading dimension {@code ld} is at least the number of stored columns. A window of rows or
 * columns of {@code C} is a product of its own, which is how threads share the work. {@code C} must
 * not overlap {@code A}, {@code B} or a bias.
 *
 * <p>Numerics contract: each element is one chain of fused multiply-adds in ascending order of
 * {@code p}, begun with {@code S}. Neither blocking nor packing shows in the bits. NaN and infinity
 * pass through as IEEE 754 has it.
 *
 * <p>Implementations have no state, so that threads may share them; a {@link GemmWorkspace} belongs
 * to one thread. They check their arguments by {@code assert} only.
 */
public interface Gemm {

    /** Which operand is stored transposed, in the words of BLAS. */
    enum Form {
        /** {@code A} is stored (m × k), {@code B} (k × n). */
        NN,
        /** {@code A} is stored (m × k), {@code B} (n × k). */
        NT,
        /** {@code A} is stored (k × m), {@code B} (k × n). */
        TN
    }

    /** What is done to finished elements while they are still in a cache. */
    @FunctionalInterface
    interface Epilogue {
        /** Leaves the sums as they are. */
        Epilogue NONE = (z, a, from, count) -> {};

        /**
         * Maps a part of a row, element by element. Where {@code n} is a multiple of {@link
         * Lanes#COUNT}, so are {@code count} and the distance from the row's begin.
         *
         * @param z holds the sums
         * @param a receives the results, at the same indices; may be {@code z}
         * @param from index of the first
         * @param count how many
         */
        void apply(float[] z, float[] a, int from, int count);
    }

    /**
     * Multiplies. All sizes are at least 1.
     *
     * @param form which operand is stored transposed
     * @param m number of rows of {@code C}
     * @param n number of columns of {@code C}
     * @param k number of terms of a sum
     * @param a holds {@code A}
     * @param aOffset index of its first element
     * @param lda distance between its stored rows
     * @param b holds {@code B}
     * @param bOffset index of its first element
     * @param ldb distance between its stored rows
     * @param c receives {@code C}; nothing beside its elements is touched
     * @param cOffset index of its first element
     * @param ldc distance between its rows
     * @param start what the sums begin with
     * @param bias holds a bias for each row of {@code C}; read by {@link GemmStart#BIAS} only
     * @param biasOffset index of the first
     * @param epilogue what is done to the sums, each of them once
     * @param workspace working memory for a product of this size
     */
    void multiply(
            Form form,
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int lda,
            float[] b,
            int bOffset,
            int ldb,
            float[] c,
            int cOffset,
            int ldc,
            GemmStart start,
            float[] bias,
            int biasOffset,
            Epilogue epilogue,
            GemmWorkspace workspace);
}
