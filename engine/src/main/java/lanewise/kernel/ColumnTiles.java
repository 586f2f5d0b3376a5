package lanewise.kernel;

import static lanewise.kernel.VectorKernels.SPECIES;
import static lanewise.kernel.VectorKernels.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of {@code C} that grow by the products of columns of {@code A} stored as rows: the numbers
 * for a term are neighbours.
 *
 * <p>A tile has six rows. Where fewer are left, the rows beyond take the place of the last one in
 * {@code C}; they are computed from whatever follows in {@code A}, and stored first, so that the
 * last row overwrites them.
 */
final class ColumnTiles {

    private ColumnTiles() {}

    /**
     * {@code C[r][j] += Σ_p A[p][r] · B[p][j]} for four vectors of columns {@code j}.
     *
     * @param rows number of rows, up to six
     * @param kc number of terms
     * @param a holds {@code A}
     * @param a0 index of its first element
     * @param lda distance between terms
     * @param b holds {@code B}
     * @param b0 index of its first element
     * @param ldb distance between terms
     * @param c holds {@code C}
     * @param c0 index of its first element
     * @param ldc distance between rows
     */
    static void tile4(
            int rows,
            int kc,
            float[] a,
            int a0,
            int lda,
            float[] b,
            int b0,
            int ldb,
            float[] c,
            int c0,
            int ldc) {
        int c1 = c0 + Math.min(1, rows - 1) * ldc;
        int c2 = c0 + Math.min(2, rows - 1) * ldc;
        int c3 = c0 + Math.min(3, rows - 1) * ldc;
        int c4 = c0 + Math.min(4, rows - 1) * ldc;
        int c5 = c0 + Math.min(5, rows - 1) * ldc;
        FloatVector acc00 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector acc01 = FloatVector.fromArray(SPECIES, c, c0 + WIDTH);
        FloatVector acc02 = FloatVector.fromArray(SPECIES, c, c0 + 2 * WIDTH);
        FloatVector acc03 = FloatVector.fromArray(SPECIES, c, c0 + 3 * WIDTH);
        FloatVector acc10 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector acc11 = FloatVector.fromArray(SPECIES, c, c1 + WIDTH);
        FloatVector acc12 = FloatVector.fromArray(SPECIES, c, c1 + 2 * WIDTH);
        FloatVector acc13 = FloatVector.fromArray(SPECIES, c, c1 + 3 * WIDTH);
        FloatVector acc20 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector acc21 = FloatVector.fromArray(SPECIES, c, c2 + WIDTH);
        FloatVector acc22 = FloatVector.fromArray(SPECIES, c, c2 + 2 * WIDTH);
        FloatVector acc23 = FloatVector.fromArray(SPECIES, c, c2 + 3 * WIDTH);
        FloatVector acc30 = FloatVector.fromArray(SPECIES, c, c3);
        FloatVector acc31 = FloatVector.fromArray(SPECIES, c, c3 + WIDTH);
        FloatVector acc32 = FloatVector.fromArray(SPECIES, c, c3 + 2 * WIDTH);
        FloatVector acc33 = FloatVector.fromArray(SPECIES, c, c3 + 3 * WIDTH);
        FloatVector acc40 = FloatVector.fromArray(SPECIES, c, c4);
        FloatVector acc41 = FloatVector.fromArray(SPECIES, c, c4 + WIDTH);
        FloatVector acc42 = FloatVector.fromArray(SPECIES, c, c4 + 2 * WIDTH);
        FloatVector acc43 = FloatVector.fromArray(SPECIES, c, c4 + 3 * WIDTH);
        FloatVector acc50 = FloatVector.fromArray(SPECIES, c, c5);
        FloatVector acc51 = FloatVector.fromArray(SPECIES, c, c5 + WIDTH);
        FloatVector acc52 = FloatVector.fromArray(SPECIES, c, c5 + 2 * WIDTH);
        FloatVector acc53 = FloatVector.fromArray(SPECIES, c, c5 + 3 * WIDTH);
        int ap = a0;
        int bp = b0;
        for (int p = 0; p < kc; p++) {
            FloatVector vb0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector vb1 = FloatVector.fromArray(SPECIES, b, bp + WIDTH);
            FloatVector vb2 = FloatVector.fromArray(SPECIES, b, bp + 2 * WIDTH);
            FloatVector vb3 = FloatVector.fromArray(SPECIES, b, bp + 3 * WIDTH);
            FloatVector va0 = FloatVector.broadcast(SPECIES, a[ap]);
            acc00 = va0.fma(vb0, acc00);
            acc01 = va0.fma(vb1, acc01);
            acc02 = va0.fma(vb2, acc02);
            acc03 = va0.fma(vb3, acc03);
            FloatVector va1 = FloatVector.broadcast(SPECIES, a[ap + 1]);
            acc10 = va1.fma(vb0, acc10);
            acc11 = va1.fma(vb1, acc11);
            acc12 = va1.fma(vb2, acc12);
            acc13 = va1.fma(vb3, acc13);
            FloatVector va2 = FloatVector.broadcast(SPECIES, a[ap + 2]);
            acc20 = va2.fma(vb0, acc20);
            acc21 = va2.fma(vb1, acc21);
            acc22 = va2.fma(vb2, acc22);
            acc23 = va2.fma(vb3, acc23);
            FloatVector va3 = FloatVector.broadcast(SPECIES, a[ap + 3]);
            acc30 = va3.fma(vb0, acc30);
            acc31 = va3.fma(vb1, acc31);
            acc32 = va3.fma(vb2, acc32);
            acc33 = va3.fma(vb3, acc33);
            FloatVector va4 = FloatVector.broadcast(SPECIES, a[ap + 4]);
            acc40 = va4.fma(vb0, acc40);
            acc41 = va4.fma(vb1, acc41);
            acc42 = va4.fma(vb2, acc42);
            acc43 = va4.fma(vb3, acc43);
            FloatVector va5 = FloatVector.broadcast(SPECIES, a[ap + 5]);
            acc50 = va5.fma(vb0, acc50);
            acc51 = va5.fma(vb1, acc51);
            acc52 = va5.fma(vb2, acc52);
            acc53 = va5.fma(vb3, acc53);
            ap += lda;
            bp += ldb;
        }
        acc50.intoArray(c, c5);
        acc51.intoArray(c, c5 + WIDTH);
        acc52.intoArray(c, c5 + 2 * WIDTH);
        acc53.intoArray(c, c5 + 3 * WIDTH);
        acc40.intoArray(c, c4);
        acc41.intoArray(c, c4 + WIDTH);
        acc42.intoArray(c, c4 + 2 * WIDTH);
        acc43.intoArray(c, c4 + 3 * WIDTH);
        acc30.intoArray(c, c3);
        acc31.intoArray(c, c3 + WIDTH);
        acc32.intoArray(c, c3 + 2 * WIDTH);
        acc33.intoArray(c, c3 + 3 * WIDTH);
        acc20.intoArray(c, c2);
        acc21.intoArray(c, c2 + WIDTH);
        acc22.intoArray(c, c2 + 2 * WIDTH);
        acc23.intoArray(c, c2 + 3 * WIDTH);
        acc10.intoArray(c, c1);
        acc11.intoArray(c, c1 + WIDTH);
        acc12.intoArray(c, c1 + 2 * WIDTH);
        acc13.intoArray(c, c1 + 3 * WIDTH);
        acc00.intoArray(c, c0);
        acc01.intoArray(c, c0 + WIDTH);
        acc02.intoArray(c, c0 + 2 * WIDTH);
        acc03.intoArray(c, c0 + 3 * WIDTH);
    }

    /**
     * {@code C[r][j] += Σ_p A[p][r] · B[p][j]} for two vectors of columns {@code j}.
     *
     * @param rows number of rows, up to six
     * @param kc number of terms
     * @param a holds {@code A}
     * @param a0 index of its first element
     * @param lda distance between terms
     * @param b holds {@code B}
     * @param b0 index of its first element
     * @param ldb distance between terms
     * @param c holds {@code C}
     * @param c0 index of its first element
     * @param ldc distance between rows
     */
    static void tile2(
            int rows,
            int kc,
            float[] a,
            int a0,
            int lda,
            float[] b,
            int b0,
            int ldb,
            float[] c,
            int c0,
            int ldc) {
        int c1 = c0 + Math.min(1, rows - 1) * ldc;
        int c2 = c0 + Math.min(2, rows - 1) * ldc;
        int c3 = c0 + Math.min(3, rows - 1) * ldc;
        int c4 = c0 + Math.min(4, rows - 1) * ldc;
        int c5 = c0 + Math.min(5, rows - 1) * ldc;
        FloatVector acc00 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector acc01 = FloatVector.fromArray(SPECIES, c, c0 + WIDTH);
        FloatVector acc10 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector acc11 = FloatVector.fromArray(SPECIES, c, c1 + WIDTH);
        FloatVector acc20 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector acc21 = FloatVector.fromArray(SPECIES, c, c2 + WIDTH);
        FloatVector acc30 = FloatVector.fromArray(SPECIES, c, c3);
        FloatVector acc31 = FloatVector.fromArray(SPECIES, c, c3 + WIDTH);
        FloatVector acc40 = FloatVector.fromArray(SPECIES, c, c4);
        FloatVector acc41 = FloatVector.fromArray(SPECIES, c, c4 + WIDTH);
        FloatVector acc50 = FloatVector.fromArray(SPECIES, c, c5);
        FloatVector acc51 = FloatVector.fromArray(SPECIES, c, c5 + WIDTH);
        int ap = a0;
        int bp = b0;
        for (int p = 0; p < kc; p++) {
            FloatVector vb0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector vb1 = FloatVector.fromArray(SPECIES, b, bp + WIDTH);
            FloatVector va0 = FloatVector.broadcast(SPECIES, a[ap]);
            acc00 = va0.fma(vb0, acc00);
            acc01 = va0.fma(vb1, acc01);
            FloatVector va1 = FloatVector.broadcast(SPECIES, a[ap + 1]);
            acc10 = va1.fma(vb0, acc10);
            acc11 = va1.fma(vb1, acc11);
            FloatVector va2 = FloatVector.broadcast(SPECIES, a[ap + 2]);
            acc20 = va2.fma(vb0, acc20);
            acc21 = va2.fma(vb1, acc21);
            FloatVector va3 = FloatVector.broadcast(SPECIES, a[ap + 3]);
            acc30 = va3.fma(vb0, acc30);
            acc31 = va3.fma(vb1, acc31);
            FloatVector va4 = FloatVector.broadcast(SPECIES, a[ap + 4]);
            acc40 = va4.fma(vb0, acc40);
            acc41 = va4.fma(vb1, acc41);
            FloatVector va5 = FloatVector.broadcast(SPECIES, a[ap + 5]);
            acc50 = va5.fma(vb0, acc50);
            acc51 = va5.fma(vb1, acc51);
            ap += lda;
            bp += ldb;
        }
        acc50.intoArray(c, c5);
        acc51.intoArray(c, c5 + WIDTH);
        acc40.intoArray(c, c4);
        acc41.intoArray(c, c4 + WIDTH);
        acc30.intoArray(c, c3);
        acc31.intoArray(c, c3 + WIDTH);
        acc20.intoArray(c, c2);
        acc21.intoArray(c, c2 + WIDTH);
        acc10.intoArray(c, c1);
        acc11.intoArray(c, c1 + WIDTH);
        acc00.intoArray(c, c0);
        acc01.intoArray(c, c0 + WIDTH);
    }

    /**
     * {@code C[r][j] += Σ_p A[p][r] · B[p][j]} for one vector of columns {@code j}.
     *
     * @param rows number of rows, up to six
     * @param kc number of terms
     * @param a holds {@code A}
     * @param a0 index of its first element
     * @param lda distance between terms
     * @param b holds {@code B}
     * @param b0 index of its first element
     * @param ldb distance between terms
     * @param c holds {@code C}
     * @param c0 index of its first element
     * @param ldc distance between rows
     */
    static void tile1(
            int rows,
            int kc,
            float[] a,
            int a0,
            int lda,
            float[] b,
            int b0,
            int ldb,
            float[] c,
            int c0,
            int ldc) {
        int c1 = c0 + Math.min(1, rows - 1) * ldc;
        int c2 = c0 + Math.min(2, rows - 1) * ldc;
        int c3 = c0 + Math.min(3, rows - 1) * ldc;
        int c4 = c0 + Math.min(4, rows - 1) * ldc;
        int c5 = c0 + Math.min(5, rows - 1) * ldc;
        FloatVector acc00 = FloatVector.fromArray(SPECIES, c, c0);
        FloatVector acc10 = FloatVector.fromArray(SPECIES, c, c1);
        FloatVector acc20 = FloatVector.fromArray(SPECIES, c, c2);
        FloatVector acc30 = FloatVector.fromArray(SPECIES, c, c3);
        FloatVector acc40 = FloatVector.fromArray(SPECIES, c, c4);
        FloatVector acc50 = FloatVector.fromArray(SPECIES, c, c5);
        int ap = a0;
        int bp = b0;
        for (int p = 0; p < kc; p++) {
            FloatVector vb0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector va0 = FloatVector.broadcast(SPECIES, a[ap]);
            acc00 = va0.fma(vb0, acc00);
            FloatVector va1 = FloatVector.broadcast(SPECIES, a[ap + 1]);
            acc10 = va1.fma(vb0, acc10);
            FloatVector va2 = FloatVector.broadcast(SPECIES, a[ap + 2]);
            acc20 = va2.fma(vb0, acc20);
            FloatVector va3 = FloatVector.broadcast(SPECIES, a[ap + 3]);
            acc30 = va3.fma(vb0, acc30);
            FloatVector va4 = FloatVector.broadcast(SPECIES, a[ap + 4]);
            acc40 = va4.fma(vb0, acc40);
            FloatVector va5 = FloatVector.broadcast(SPECIES, a[ap + 5]);
            acc50 = va5.fma(vb0, acc50);
            ap += lda;
            bp += ldb;
        }
        acc50.intoArray(c, c5);
        acc40.intoArray(c, c4);
        acc30.intoArray(c, c3);
        acc20.intoArray(c, c2);
        acc10.intoArray(c, c1);
        acc00.intoArray(c, c0);
    }
}
