package lanewise.internal.kernel;

/**
 * General matrix multiplication of row-major matrices stored as windows of flat arrays.
 *
 * <pre>{@code
 * C[i][j] = S[i][j] + Σ_p op(A)[i][p] · op(B)[p][j]      i < m, j < n, p < k
 * }</pre>
 *
 * <p>Element (row, column) of a stored matrix is at {@code offset + row * ld + column}, where the
 * leading dimension {@code ld} is at least the number of stored columns. A window of rows or
 * columns of {@code C} is a separate product, so threads can share the work. {@code C} must not
 * overlap {@code A}, {@code B} or a bias.
 *
 * <p>Numerics contract: each element is one chain of fused multiply-adds in ascending order of
 * {@code p} that starts with {@code S}. Blocking and packing do not change the bits. NaN and
 * infinity propagate as in IEEE 754.
 *
 * <p>Implementations are stateless and thread-safe; a {@link GemmWorkspace} is confined to one
 * thread. Arguments are checked by {@code assert} only.
 */
public interface Gemm {

    /** Storage of the operands, in BLAS notation. */
    enum Form {
        /** {@code A} is stored (m × k), {@code B} (k × n). */
        NN,
        /** {@code A} is stored (m × k), {@code B} (n × k). */
        NT,
        /** {@code A} is stored (k × m), {@code B} (k × n). */
        TN
    }

    /** Element-wise function applied to finished sums while they are still in the cache. */
    @FunctionalInterface
    interface Epilogue {
        /**
         * Maps part of a row, or several whole rows without gaps, element by element. If {@code n}
         * is a multiple of {@link Lanes#COUNT}, so are {@code count} and the distance from the
         * start of the first row.
         *
         * @param z holds the sums
         * @param a receives the results, at the same indices; may be {@code z}
         * @param from index of the first element
         * @param count number of elements
         */
        void apply(float[] z, float[] a, int from, int count);
    }

    /**
     * Multiplies two matrices. All sizes are at least 1.
     *
     * @param form storage of the operands
     * @param m number of rows of {@code C}
     * @param n number of columns of {@code C}
     * @param k number of terms of a sum
     * @param a holds {@code A}
     * @param aOffset index of its first element
     * @param lda distance between its stored rows
     * @param b holds {@code B}
     * @param bOffset index of its first element
     * @param ldb distance between its stored rows
     * @param c receives {@code C}; no other elements are modified
     * @param cOffset index of its first element
     * @param ldc distance between its rows
     * @param start initial value of the sums
     * @param bias holds a bias for each row of {@code C}; read by {@link GemmStart#BIAS} only
     * @param biasOffset index of the first
     * @param epilogue applied to each finished sum exactly once; null for none
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
