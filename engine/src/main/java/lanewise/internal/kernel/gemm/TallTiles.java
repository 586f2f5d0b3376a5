package lanewise.internal.kernel.gemm;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;

import lanewise.internal.kernel.GemmWorkspace;

/**
 * Micro-kernels of {@link VectorGemm} like those of {@link GemmTiles} and {@link TransposedTiles},
 * but of eight rows. Tiles of one or two vectors of columns leave enough of the 32 registers of
 * AVX-512 for them. Together with tiles of six rows, they cover any even number of rows from 12 on
 * without a row to spare: 32 rows take four tiles instead of six, the last with two rows.
 */
final class TallTiles {

    /** Number of rows of a tile. */
    static final int ROWS = GemmWorkspace.TALL;

    private TallTiles() {}

    /**
     * Returns how many tiles of eight rows to take, so that tiles of six cover the rest with the
     * fewest rows to spare.
     *
     * @param rows number of rows, at least 1
     * @return the number of tiles
     */
    static int count(int rows) {
        int even = rows + rows % 2;
        int tiles = even / ROWS;
        while (tiles > 0 && (even - tiles * ROWS) % GemmWorkspace.MR != 0) {
            tiles--;
        }
        return tiles;
    }

    /**
     * Computes a tile.
     *
     * @param columns number of columns: one or two vectors
     * @param transposed whether {@code A} is stored as (terms × rows); otherwise its rows are
     *     contiguous
     * @param lda distance between terms or rows
     */
    static void tile(
            int columns,
            int rows,
            int kc,
            boolean transposed,
            float[] a,
            int a0,
            int lda,
            float[] b,
            int b0,
            float[] s,
            int s0,
            int lds,
            float[] c,
            int c0,
            int ldc) {
        if (columns == 2 * WIDTH) {
            if (transposed) {
                transposed2(rows, kc, a, a0, lda, b, b0, s, s0, lds, c, c0, ldc);
            } else {
                tile2(rows, kc, a, a0, lda, b, b0, s, s0, lds, c, c0, ldc);
            }
        } else if (transposed) {
            transposed1(rows, kc, a, a0, lda, b, b0, s, s0, lds, c, c0, ldc);
        } else {
            tile1(rows, kc, a, a0, lda, b, b0, s, s0, lds, c, c0, ldc);
        }
    }

    /**
     * {@code C[r][j] = S[r][j] + Σ_p A[r][p] · B[p][j]} for two vectors of columns {@code j}.
     *
     * @param rows number of rows, up to eight
     * @param kc number of terms
     * @param a holds {@code A}, each row without gaps
     * @param a0 index of its first element
     * @param aRow distance between rows
     * @param b holds {@code B}, term by term without gaps
     * @param b0 index of its first element
     * @param s holds {@code S}; may be {@code c} itself
     * @param s0 index of its first element
     * @param lds distance between rows
     * @param c receives {@code C}
     * @param c0 index of its first element
     * @param ldc distance between rows
     */
    private static void tile2(
            int rows,
            int kc,
            float[] a,
            int a0,
            int aRow,
            float[] b,
            int b0,
            float[] s,
            int s0,
            int lds,
            float[] c,
            int c0,
            int ldc) {
        int a1 = a0 + Math.min(1, rows - 1) * aRow;
        int a2 = a0 + Math.min(2, rows - 1) * aRow;
        int a3 = a0 + Math.min(3, rows - 1) * aRow;
        int a4 = a0 + Math.min(4, rows - 1) * aRow;
        int a5 = a0 + Math.min(5, rows - 1) * aRow;
        int a6 = a0 + Math.min(6, rows - 1) * aRow;
        int a7 = a0 + Math.min(7, rows - 1) * aRow;
        int s1 = s0 + Math.min(1, rows - 1) * lds;
        int s2 = s0 + Math.min(2, rows - 1) * lds;
        int s3 = s0 + Math.min(3, rows - 1) * lds;
        int s4 = s0 + Math.min(4, rows - 1) * lds;
        int s5 = s0 + Math.min(5, rows - 1) * lds;
        int s6 = s0 + Math.min(6, rows - 1) * lds;
        int s7 = s0 + Math.min(7, rows - 1) * lds;
        int c1 = c0 + Math.min(1, rows - 1) * ldc;
        int c2 = c0 + Math.min(2, rows - 1) * ldc;
        int c3 = c0 + Math.min(3, rows - 1) * ldc;
        int c4 = c0 + Math.min(4, rows - 1) * ldc;
        int c5 = c0 + Math.min(5, rows - 1) * ldc;
        int c6 = c0 + Math.min(6, rows - 1) * ldc;
        int c7 = c0 + Math.min(7, rows - 1) * ldc;
        FloatVector acc00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector acc01 = FloatVector.fromArray(SPECIES, s, s0 + WIDTH);
        FloatVector acc10 = FloatVector.fromArray(SPECIES, s, s1);
        FloatVector acc11 = FloatVector.fromArray(SPECIES, s, s1 + WIDTH);
        FloatVector acc20 = FloatVector.fromArray(SPECIES, s, s2);
        FloatVector acc21 = FloatVector.fromArray(SPECIES, s, s2 + WIDTH);
        FloatVector acc30 = FloatVector.fromArray(SPECIES, s, s3);
        FloatVector acc31 = FloatVector.fromArray(SPECIES, s, s3 + WIDTH);
        FloatVector acc40 = FloatVector.fromArray(SPECIES, s, s4);
        FloatVector acc41 = FloatVector.fromArray(SPECIES, s, s4 + WIDTH);
        FloatVector acc50 = FloatVector.fromArray(SPECIES, s, s5);
        FloatVector acc51 = FloatVector.fromArray(SPECIES, s, s5 + WIDTH);
        FloatVector acc60 = FloatVector.fromArray(SPECIES, s, s6);
        FloatVector acc61 = FloatVector.fromArray(SPECIES, s, s6 + WIDTH);
        FloatVector acc70 = FloatVector.fromArray(SPECIES, s, s7);
        FloatVector acc71 = FloatVector.fromArray(SPECIES, s, s7 + WIDTH);
        for (int p = 0; p < kc; p++) {
            int bp = b0 + p * (2 * WIDTH);
            FloatVector vb0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector vb1 = FloatVector.fromArray(SPECIES, b, bp + WIDTH);
            FloatVector va0 = FloatVector.broadcast(SPECIES, a[a0 + p]);
            acc00 = va0.fma(vb0, acc00);
            acc01 = va0.fma(vb1, acc01);
            FloatVector va1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
            acc10 = va1.fma(vb0, acc10);
            acc11 = va1.fma(vb1, acc11);
            FloatVector va2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
            acc20 = va2.fma(vb0, acc20);
            acc21 = va2.fma(vb1, acc21);
            FloatVector va3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
            acc30 = va3.fma(vb0, acc30);
            acc31 = va3.fma(vb1, acc31);
            FloatVector va4 = FloatVector.broadcast(SPECIES, a[a4 + p]);
            acc40 = va4.fma(vb0, acc40);
            acc41 = va4.fma(vb1, acc41);
            FloatVector va5 = FloatVector.broadcast(SPECIES, a[a5 + p]);
            acc50 = va5.fma(vb0, acc50);
            acc51 = va5.fma(vb1, acc51);
            FloatVector va6 = FloatVector.broadcast(SPECIES, a[a6 + p]);
            acc60 = va6.fma(vb0, acc60);
            acc61 = va6.fma(vb1, acc61);
            FloatVector va7 = FloatVector.broadcast(SPECIES, a[a7 + p]);
            acc70 = va7.fma(vb0, acc70);
            acc71 = va7.fma(vb1, acc71);
        }
        ((FloatVector) acc70.check(SPECIES)).intoArray(c, c7);
        ((FloatVector) acc71.check(SPECIES)).intoArray(c, c7 + WIDTH);
        ((FloatVector) acc60.check(SPECIES)).intoArray(c, c6);
        ((FloatVector) acc61.check(SPECIES)).intoArray(c, c6 + WIDTH);
        ((FloatVector) acc50.check(SPECIES)).intoArray(c, c5);
        ((FloatVector) acc51.check(SPECIES)).intoArray(c, c5 + WIDTH);
        ((FloatVector) acc40.check(SPECIES)).intoArray(c, c4);
        ((FloatVector) acc41.check(SPECIES)).intoArray(c, c4 + WIDTH);
        ((FloatVector) acc30.check(SPECIES)).intoArray(c, c3);
        ((FloatVector) acc31.check(SPECIES)).intoArray(c, c3 + WIDTH);
        ((FloatVector) acc20.check(SPECIES)).intoArray(c, c2);
        ((FloatVector) acc21.check(SPECIES)).intoArray(c, c2 + WIDTH);
        ((FloatVector) acc10.check(SPECIES)).intoArray(c, c1);
        ((FloatVector) acc11.check(SPECIES)).intoArray(c, c1 + WIDTH);
        ((FloatVector) acc00.check(SPECIES)).intoArray(c, c0);
        ((FloatVector) acc01.check(SPECIES)).intoArray(c, c0 + WIDTH);
    }

    /**
     * {@code C[r][j] = S[r][j] + Σ_p A[r][p] · B[p][j]} for one vector of columns {@code j}.
     *
     * @param rows number of rows, up to eight
     * @param kc number of terms
     * @param a holds {@code A}, each row without gaps
     * @param a0 index of its first element
     * @param aRow distance between rows
     * @param b holds {@code B}, term by term without gaps
     * @param b0 index of its first element
     * @param s holds {@code S}; may be {@code c} itself
     * @param s0 index of its first element
     * @param lds distance between rows
     * @param c receives {@code C}
     * @param c0 index of its first element
     * @param ldc distance between rows
     */
    private static void tile1(
            int rows,
            int kc,
            float[] a,
            int a0,
            int aRow,
            float[] b,
            int b0,
            float[] s,
            int s0,
            int lds,
            float[] c,
            int c0,
            int ldc) {
        int a1 = a0 + Math.min(1, rows - 1) * aRow;
        int a2 = a0 + Math.min(2, rows - 1) * aRow;
        int a3 = a0 + Math.min(3, rows - 1) * aRow;
        int a4 = a0 + Math.min(4, rows - 1) * aRow;
        int a5 = a0 + Math.min(5, rows - 1) * aRow;
        int a6 = a0 + Math.min(6, rows - 1) * aRow;
        int a7 = a0 + Math.min(7, rows - 1) * aRow;
        int s1 = s0 + Math.min(1, rows - 1) * lds;
        int s2 = s0 + Math.min(2, rows - 1) * lds;
        int s3 = s0 + Math.min(3, rows - 1) * lds;
        int s4 = s0 + Math.min(4, rows - 1) * lds;
        int s5 = s0 + Math.min(5, rows - 1) * lds;
        int s6 = s0 + Math.min(6, rows - 1) * lds;
        int s7 = s0 + Math.min(7, rows - 1) * lds;
        int c1 = c0 + Math.min(1, rows - 1) * ldc;
        int c2 = c0 + Math.min(2, rows - 1) * ldc;
        int c3 = c0 + Math.min(3, rows - 1) * ldc;
        int c4 = c0 + Math.min(4, rows - 1) * ldc;
        int c5 = c0 + Math.min(5, rows - 1) * ldc;
        int c6 = c0 + Math.min(6, rows - 1) * ldc;
        int c7 = c0 + Math.min(7, rows - 1) * ldc;
        FloatVector acc00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector acc10 = FloatVector.fromArray(SPECIES, s, s1);
        FloatVector acc20 = FloatVector.fromArray(SPECIES, s, s2);
        FloatVector acc30 = FloatVector.fromArray(SPECIES, s, s3);
        FloatVector acc40 = FloatVector.fromArray(SPECIES, s, s4);
        FloatVector acc50 = FloatVector.fromArray(SPECIES, s, s5);
        FloatVector acc60 = FloatVector.fromArray(SPECIES, s, s6);
        FloatVector acc70 = FloatVector.fromArray(SPECIES, s, s7);
        for (int p = 0; p < kc; p++) {
            int bp = b0 + p * WIDTH;
            FloatVector vb0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector va0 = FloatVector.broadcast(SPECIES, a[a0 + p]);
            acc00 = va0.fma(vb0, acc00);
            FloatVector va1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
            acc10 = va1.fma(vb0, acc10);
            FloatVector va2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
            acc20 = va2.fma(vb0, acc20);
            FloatVector va3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
            acc30 = va3.fma(vb0, acc30);
            FloatVector va4 = FloatVector.broadcast(SPECIES, a[a4 + p]);
            acc40 = va4.fma(vb0, acc40);
            FloatVector va5 = FloatVector.broadcast(SPECIES, a[a5 + p]);
            acc50 = va5.fma(vb0, acc50);
            FloatVector va6 = FloatVector.broadcast(SPECIES, a[a6 + p]);
            acc60 = va6.fma(vb0, acc60);
            FloatVector va7 = FloatVector.broadcast(SPECIES, a[a7 + p]);
            acc70 = va7.fma(vb0, acc70);
        }
        ((FloatVector) acc70.check(SPECIES)).intoArray(c, c7);
        ((FloatVector) acc60.check(SPECIES)).intoArray(c, c6);
        ((FloatVector) acc50.check(SPECIES)).intoArray(c, c5);
        ((FloatVector) acc40.check(SPECIES)).intoArray(c, c4);
        ((FloatVector) acc30.check(SPECIES)).intoArray(c, c3);
        ((FloatVector) acc20.check(SPECIES)).intoArray(c, c2);
        ((FloatVector) acc10.check(SPECIES)).intoArray(c, c1);
        ((FloatVector) acc00.check(SPECIES)).intoArray(c, c0);
    }

    /**
     * {@code C[r][j] = S[r][j] + Σ_p A[p][r] · B[p][j]} for two vectors of columns {@code j}.
     *
     * @param rows number of rows {@code r}, up to eight
     * @param kc number of terms
     * @param a holds {@code A}
     * @param a0 index of its first element
     * @param lda distance between terms
     * @param b holds {@code B}, term by term without gaps
     * @param b0 index of its first element
     * @param s holds {@code S}; may be {@code c} itself
     * @param s0 index of its first element
     * @param lds distance between rows
     * @param c receives {@code C}
     * @param c0 index of its first element
     * @param ldc distance between rows
     */
    private static void transposed2(
            int rows,
            int kc,
            float[] a,
            int a0,
            int lda,
            float[] b,
            int b0,
            float[] s,
            int s0,
            int lds,
            float[] c,
            int c0,
            int ldc) {
        int a1 = a0 + Math.min(1, rows - 1);
        int a2 = a0 + Math.min(2, rows - 1);
        int a3 = a0 + Math.min(3, rows - 1);
        int a4 = a0 + Math.min(4, rows - 1);
        int a5 = a0 + Math.min(5, rows - 1);
        int a6 = a0 + Math.min(6, rows - 1);
        int a7 = a0 + Math.min(7, rows - 1);
        int s1 = s0 + Math.min(1, rows - 1) * lds;
        int s2 = s0 + Math.min(2, rows - 1) * lds;
        int s3 = s0 + Math.min(3, rows - 1) * lds;
        int s4 = s0 + Math.min(4, rows - 1) * lds;
        int s5 = s0 + Math.min(5, rows - 1) * lds;
        int s6 = s0 + Math.min(6, rows - 1) * lds;
        int s7 = s0 + Math.min(7, rows - 1) * lds;
        int c1 = c0 + Math.min(1, rows - 1) * ldc;
        int c2 = c0 + Math.min(2, rows - 1) * ldc;
        int c3 = c0 + Math.min(3, rows - 1) * ldc;
        int c4 = c0 + Math.min(4, rows - 1) * ldc;
        int c5 = c0 + Math.min(5, rows - 1) * ldc;
        int c6 = c0 + Math.min(6, rows - 1) * ldc;
        int c7 = c0 + Math.min(7, rows - 1) * ldc;
        FloatVector acc00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector acc01 = FloatVector.fromArray(SPECIES, s, s0 + WIDTH);
        FloatVector acc10 = FloatVector.fromArray(SPECIES, s, s1);
        FloatVector acc11 = FloatVector.fromArray(SPECIES, s, s1 + WIDTH);
        FloatVector acc20 = FloatVector.fromArray(SPECIES, s, s2);
        FloatVector acc21 = FloatVector.fromArray(SPECIES, s, s2 + WIDTH);
        FloatVector acc30 = FloatVector.fromArray(SPECIES, s, s3);
        FloatVector acc31 = FloatVector.fromArray(SPECIES, s, s3 + WIDTH);
        FloatVector acc40 = FloatVector.fromArray(SPECIES, s, s4);
        FloatVector acc41 = FloatVector.fromArray(SPECIES, s, s4 + WIDTH);
        FloatVector acc50 = FloatVector.fromArray(SPECIES, s, s5);
        FloatVector acc51 = FloatVector.fromArray(SPECIES, s, s5 + WIDTH);
        FloatVector acc60 = FloatVector.fromArray(SPECIES, s, s6);
        FloatVector acc61 = FloatVector.fromArray(SPECIES, s, s6 + WIDTH);
        FloatVector acc70 = FloatVector.fromArray(SPECIES, s, s7);
        FloatVector acc71 = FloatVector.fromArray(SPECIES, s, s7 + WIDTH);
        for (int p = 0; p < kc; p++) {
            int ap = p * lda;
            int bp = b0 + p * (2 * WIDTH);
            FloatVector vb0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector vb1 = FloatVector.fromArray(SPECIES, b, bp + WIDTH);
            FloatVector va0 = FloatVector.broadcast(SPECIES, a[a0 + ap]);
            acc00 = va0.fma(vb0, acc00);
            acc01 = va0.fma(vb1, acc01);
            FloatVector va1 = FloatVector.broadcast(SPECIES, a[a1 + ap]);
            acc10 = va1.fma(vb0, acc10);
            acc11 = va1.fma(vb1, acc11);
            FloatVector va2 = FloatVector.broadcast(SPECIES, a[a2 + ap]);
            acc20 = va2.fma(vb0, acc20);
            acc21 = va2.fma(vb1, acc21);
            FloatVector va3 = FloatVector.broadcast(SPECIES, a[a3 + ap]);
            acc30 = va3.fma(vb0, acc30);
            acc31 = va3.fma(vb1, acc31);
            FloatVector va4 = FloatVector.broadcast(SPECIES, a[a4 + ap]);
            acc40 = va4.fma(vb0, acc40);
            acc41 = va4.fma(vb1, acc41);
            FloatVector va5 = FloatVector.broadcast(SPECIES, a[a5 + ap]);
            acc50 = va5.fma(vb0, acc50);
            acc51 = va5.fma(vb1, acc51);
            FloatVector va6 = FloatVector.broadcast(SPECIES, a[a6 + ap]);
            acc60 = va6.fma(vb0, acc60);
            acc61 = va6.fma(vb1, acc61);
            FloatVector va7 = FloatVector.broadcast(SPECIES, a[a7 + ap]);
            acc70 = va7.fma(vb0, acc70);
            acc71 = va7.fma(vb1, acc71);
        }
        ((FloatVector) acc70.check(SPECIES)).intoArray(c, c7);
        ((FloatVector) acc71.check(SPECIES)).intoArray(c, c7 + WIDTH);
        ((FloatVector) acc60.check(SPECIES)).intoArray(c, c6);
        ((FloatVector) acc61.check(SPECIES)).intoArray(c, c6 + WIDTH);
        ((FloatVector) acc50.check(SPECIES)).intoArray(c, c5);
        ((FloatVector) acc51.check(SPECIES)).intoArray(c, c5 + WIDTH);
        ((FloatVector) acc40.check(SPECIES)).intoArray(c, c4);
        ((FloatVector) acc41.check(SPECIES)).intoArray(c, c4 + WIDTH);
        ((FloatVector) acc30.check(SPECIES)).intoArray(c, c3);
        ((FloatVector) acc31.check(SPECIES)).intoArray(c, c3 + WIDTH);
        ((FloatVector) acc20.check(SPECIES)).intoArray(c, c2);
        ((FloatVector) acc21.check(SPECIES)).intoArray(c, c2 + WIDTH);
        ((FloatVector) acc10.check(SPECIES)).intoArray(c, c1);
        ((FloatVector) acc11.check(SPECIES)).intoArray(c, c1 + WIDTH);
        ((FloatVector) acc00.check(SPECIES)).intoArray(c, c0);
        ((FloatVector) acc01.check(SPECIES)).intoArray(c, c0 + WIDTH);
    }

    /**
     * {@code C[r][j] = S[r][j] + Σ_p A[p][r] · B[p][j]} for one vector of columns {@code j}.
     *
     * @param rows number of rows {@code r}, up to eight
     * @param kc number of terms
     * @param a holds {@code A}
     * @param a0 index of its first element
     * @param lda distance between terms
     * @param b holds {@code B}, term by term without gaps
     * @param b0 index of its first element
     * @param s holds {@code S}; may be {@code c} itself
     * @param s0 index of its first element
     * @param lds distance between rows
     * @param c receives {@code C}
     * @param c0 index of its first element
     * @param ldc distance between rows
     */
    private static void transposed1(
            int rows,
            int kc,
            float[] a,
            int a0,
            int lda,
            float[] b,
            int b0,
            float[] s,
            int s0,
            int lds,
            float[] c,
            int c0,
            int ldc) {
        int a1 = a0 + Math.min(1, rows - 1);
        int a2 = a0 + Math.min(2, rows - 1);
        int a3 = a0 + Math.min(3, rows - 1);
        int a4 = a0 + Math.min(4, rows - 1);
        int a5 = a0 + Math.min(5, rows - 1);
        int a6 = a0 + Math.min(6, rows - 1);
        int a7 = a0 + Math.min(7, rows - 1);
        int s1 = s0 + Math.min(1, rows - 1) * lds;
        int s2 = s0 + Math.min(2, rows - 1) * lds;
        int s3 = s0 + Math.min(3, rows - 1) * lds;
        int s4 = s0 + Math.min(4, rows - 1) * lds;
        int s5 = s0 + Math.min(5, rows - 1) * lds;
        int s6 = s0 + Math.min(6, rows - 1) * lds;
        int s7 = s0 + Math.min(7, rows - 1) * lds;
        int c1 = c0 + Math.min(1, rows - 1) * ldc;
        int c2 = c0 + Math.min(2, rows - 1) * ldc;
        int c3 = c0 + Math.min(3, rows - 1) * ldc;
        int c4 = c0 + Math.min(4, rows - 1) * ldc;
        int c5 = c0 + Math.min(5, rows - 1) * ldc;
        int c6 = c0 + Math.min(6, rows - 1) * ldc;
        int c7 = c0 + Math.min(7, rows - 1) * ldc;
        FloatVector acc00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector acc10 = FloatVector.fromArray(SPECIES, s, s1);
        FloatVector acc20 = FloatVector.fromArray(SPECIES, s, s2);
        FloatVector acc30 = FloatVector.fromArray(SPECIES, s, s3);
        FloatVector acc40 = FloatVector.fromArray(SPECIES, s, s4);
        FloatVector acc50 = FloatVector.fromArray(SPECIES, s, s5);
        FloatVector acc60 = FloatVector.fromArray(SPECIES, s, s6);
        FloatVector acc70 = FloatVector.fromArray(SPECIES, s, s7);
        for (int p = 0; p < kc; p++) {
            int ap = p * lda;
            int bp = b0 + p * WIDTH;
            FloatVector vb0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector va0 = FloatVector.broadcast(SPECIES, a[a0 + ap]);
            acc00 = va0.fma(vb0, acc00);
            FloatVector va1 = FloatVector.broadcast(SPECIES, a[a1 + ap]);
            acc10 = va1.fma(vb0, acc10);
            FloatVector va2 = FloatVector.broadcast(SPECIES, a[a2 + ap]);
            acc20 = va2.fma(vb0, acc20);
            FloatVector va3 = FloatVector.broadcast(SPECIES, a[a3 + ap]);
            acc30 = va3.fma(vb0, acc30);
            FloatVector va4 = FloatVector.broadcast(SPECIES, a[a4 + ap]);
            acc40 = va4.fma(vb0, acc40);
            FloatVector va5 = FloatVector.broadcast(SPECIES, a[a5 + ap]);
            acc50 = va5.fma(vb0, acc50);
            FloatVector va6 = FloatVector.broadcast(SPECIES, a[a6 + ap]);
            acc60 = va6.fma(vb0, acc60);
            FloatVector va7 = FloatVector.broadcast(SPECIES, a[a7 + ap]);
            acc70 = va7.fma(vb0, acc70);
        }
        ((FloatVector) acc70.check(SPECIES)).intoArray(c, c7);
        ((FloatVector) acc60.check(SPECIES)).intoArray(c, c6);
        ((FloatVector) acc50.check(SPECIES)).intoArray(c, c5);
        ((FloatVector) acc40.check(SPECIES)).intoArray(c, c4);
        ((FloatVector) acc30.check(SPECIES)).intoArray(c, c3);
        ((FloatVector) acc20.check(SPECIES)).intoArray(c, c2);
        ((FloatVector) acc10.check(SPECIES)).intoArray(c, c1);
        ((FloatVector) acc00.check(SPECIES)).intoArray(c, c0);
    }
}
