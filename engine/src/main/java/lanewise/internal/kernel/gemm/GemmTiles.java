package lanewise.internal.kernel.gemm;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * The micro-kernels of {@link VectorGemm} for an {@code A} whose rows are contiguous; {@link
 * TransposedTiles} and {@link PackedTiles} have those for a transposed one, {@link TallTiles} those
 * of eight rows. Each accumulates a tile of {@code C} in registers: one outer product of a column
 * of {@code A} and a row of {@code B} per term.
 *
 * <p>A tile has six rows. If fewer are left, the remaining accumulators repeat the last row.
 *
 * <p>The distances between terms are constants, so C2 hoists the index checks out of the loop. If
 * one method served both layouts of {@code A}, C2 would find neither distance in its profile, and
 * the checks would take a fifth of the time, even if the method tested for both.
 */
final class GemmTiles {

    private GemmTiles() {}

    /**
     * {@code C[r][j] = S[r][j] + Σ_p A[r][p] · B[p][j]} for four vectors of columns {@code j}.
     *
     * @param rows number of rows, up to six
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
    static void tile4(
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
        int s1 = s0 + Math.min(1, rows - 1) * lds;
        int s2 = s0 + Math.min(2, rows - 1) * lds;
        int s3 = s0 + Math.min(3, rows - 1) * lds;
        int s4 = s0 + Math.min(4, rows - 1) * lds;
        int s5 = s0 + Math.min(5, rows - 1) * lds;
        int c1 = c0 + Math.min(1, rows - 1) * ldc;
        int c2 = c0 + Math.min(2, rows - 1) * ldc;
        int c3 = c0 + Math.min(3, rows - 1) * ldc;
        int c4 = c0 + Math.min(4, rows - 1) * ldc;
        int c5 = c0 + Math.min(5, rows - 1) * ldc;
        FloatVector acc00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector acc01 = FloatVector.fromArray(SPECIES, s, s0 + WIDTH);
        FloatVector acc02 = FloatVector.fromArray(SPECIES, s, s0 + 2 * WIDTH);
        FloatVector acc03 = FloatVector.fromArray(SPECIES, s, s0 + 3 * WIDTH);
        FloatVector acc10 = FloatVector.fromArray(SPECIES, s, s1);
        FloatVector acc11 = FloatVector.fromArray(SPECIES, s, s1 + WIDTH);
        FloatVector acc12 = FloatVector.fromArray(SPECIES, s, s1 + 2 * WIDTH);
        FloatVector acc13 = FloatVector.fromArray(SPECIES, s, s1 + 3 * WIDTH);
        FloatVector acc20 = FloatVector.fromArray(SPECIES, s, s2);
        FloatVector acc21 = FloatVector.fromArray(SPECIES, s, s2 + WIDTH);
        FloatVector acc22 = FloatVector.fromArray(SPECIES, s, s2 + 2 * WIDTH);
        FloatVector acc23 = FloatVector.fromArray(SPECIES, s, s2 + 3 * WIDTH);
        FloatVector acc30 = FloatVector.fromArray(SPECIES, s, s3);
        FloatVector acc31 = FloatVector.fromArray(SPECIES, s, s3 + WIDTH);
        FloatVector acc32 = FloatVector.fromArray(SPECIES, s, s3 + 2 * WIDTH);
        FloatVector acc33 = FloatVector.fromArray(SPECIES, s, s3 + 3 * WIDTH);
        FloatVector acc40 = FloatVector.fromArray(SPECIES, s, s4);
        FloatVector acc41 = FloatVector.fromArray(SPECIES, s, s4 + WIDTH);
        FloatVector acc42 = FloatVector.fromArray(SPECIES, s, s4 + 2 * WIDTH);
        FloatVector acc43 = FloatVector.fromArray(SPECIES, s, s4 + 3 * WIDTH);
        FloatVector acc50 = FloatVector.fromArray(SPECIES, s, s5);
        FloatVector acc51 = FloatVector.fromArray(SPECIES, s, s5 + WIDTH);
        FloatVector acc52 = FloatVector.fromArray(SPECIES, s, s5 + 2 * WIDTH);
        FloatVector acc53 = FloatVector.fromArray(SPECIES, s, s5 + 3 * WIDTH);
        for (int p = 0; p < kc; p++) {
            int bp = b0 + p * (4 * WIDTH);
            FloatVector vb0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector vb1 = FloatVector.fromArray(SPECIES, b, bp + WIDTH);
            FloatVector vb2 = FloatVector.fromArray(SPECIES, b, bp + 2 * WIDTH);
            FloatVector vb3 = FloatVector.fromArray(SPECIES, b, bp + 3 * WIDTH);
            FloatVector va0 = FloatVector.broadcast(SPECIES, a[a0 + p]);
            acc00 = va0.fma(vb0, acc00);
            acc01 = va0.fma(vb1, acc01);
            acc02 = va0.fma(vb2, acc02);
            acc03 = va0.fma(vb3, acc03);
            FloatVector va1 = FloatVector.broadcast(SPECIES, a[a1 + p]);
            acc10 = va1.fma(vb0, acc10);
            acc11 = va1.fma(vb1, acc11);
            acc12 = va1.fma(vb2, acc12);
            acc13 = va1.fma(vb3, acc13);
            FloatVector va2 = FloatVector.broadcast(SPECIES, a[a2 + p]);
            acc20 = va2.fma(vb0, acc20);
            acc21 = va2.fma(vb1, acc21);
            acc22 = va2.fma(vb2, acc22);
            acc23 = va2.fma(vb3, acc23);
            FloatVector va3 = FloatVector.broadcast(SPECIES, a[a3 + p]);
            acc30 = va3.fma(vb0, acc30);
            acc31 = va3.fma(vb1, acc31);
            acc32 = va3.fma(vb2, acc32);
            acc33 = va3.fma(vb3, acc33);
            FloatVector va4 = FloatVector.broadcast(SPECIES, a[a4 + p]);
            acc40 = va4.fma(vb0, acc40);
            acc41 = va4.fma(vb1, acc41);
            acc42 = va4.fma(vb2, acc42);
            acc43 = va4.fma(vb3, acc43);
            FloatVector va5 = FloatVector.broadcast(SPECIES, a[a5 + p]);
            acc50 = va5.fma(vb0, acc50);
            acc51 = va5.fma(vb1, acc51);
            acc52 = va5.fma(vb2, acc52);
            acc53 = va5.fma(vb3, acc53);
        }
        ((FloatVector) acc50.check(SPECIES)).intoArray(c, c5);
        ((FloatVector) acc51.check(SPECIES)).intoArray(c, c5 + WIDTH);
        ((FloatVector) acc52.check(SPECIES)).intoArray(c, c5 + 2 * WIDTH);
        ((FloatVector) acc53.check(SPECIES)).intoArray(c, c5 + 3 * WIDTH);
        ((FloatVector) acc40.check(SPECIES)).intoArray(c, c4);
        ((FloatVector) acc41.check(SPECIES)).intoArray(c, c4 + WIDTH);
        ((FloatVector) acc42.check(SPECIES)).intoArray(c, c4 + 2 * WIDTH);
        ((FloatVector) acc43.check(SPECIES)).intoArray(c, c4 + 3 * WIDTH);
        ((FloatVector) acc30.check(SPECIES)).intoArray(c, c3);
        ((FloatVector) acc31.check(SPECIES)).intoArray(c, c3 + WIDTH);
        ((FloatVector) acc32.check(SPECIES)).intoArray(c, c3 + 2 * WIDTH);
        ((FloatVector) acc33.check(SPECIES)).intoArray(c, c3 + 3 * WIDTH);
        ((FloatVector) acc20.check(SPECIES)).intoArray(c, c2);
        ((FloatVector) acc21.check(SPECIES)).intoArray(c, c2 + WIDTH);
        ((FloatVector) acc22.check(SPECIES)).intoArray(c, c2 + 2 * WIDTH);
        ((FloatVector) acc23.check(SPECIES)).intoArray(c, c2 + 3 * WIDTH);
        ((FloatVector) acc10.check(SPECIES)).intoArray(c, c1);
        ((FloatVector) acc11.check(SPECIES)).intoArray(c, c1 + WIDTH);
        ((FloatVector) acc12.check(SPECIES)).intoArray(c, c1 + 2 * WIDTH);
        ((FloatVector) acc13.check(SPECIES)).intoArray(c, c1 + 3 * WIDTH);
        ((FloatVector) acc00.check(SPECIES)).intoArray(c, c0);
        ((FloatVector) acc01.check(SPECIES)).intoArray(c, c0 + WIDTH);
        ((FloatVector) acc02.check(SPECIES)).intoArray(c, c0 + 2 * WIDTH);
        ((FloatVector) acc03.check(SPECIES)).intoArray(c, c0 + 3 * WIDTH);
    }

    /**
     * {@code C[r][j] = S[r][j] + Σ_p A[r][p] · B[p][j]} for two vectors of columns {@code j}.
     *
     * @param rows number of rows, up to six
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
    static void tile2(
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
        int s1 = s0 + Math.min(1, rows - 1) * lds;
        int s2 = s0 + Math.min(2, rows - 1) * lds;
        int s3 = s0 + Math.min(3, rows - 1) * lds;
        int s4 = s0 + Math.min(4, rows - 1) * lds;
        int s5 = s0 + Math.min(5, rows - 1) * lds;
        int c1 = c0 + Math.min(1, rows - 1) * ldc;
        int c2 = c0 + Math.min(2, rows - 1) * ldc;
        int c3 = c0 + Math.min(3, rows - 1) * ldc;
        int c4 = c0 + Math.min(4, rows - 1) * ldc;
        int c5 = c0 + Math.min(5, rows - 1) * ldc;
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
        }
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
     * @param rows number of rows, up to six
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
    static void tile1(
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
        int s1 = s0 + Math.min(1, rows - 1) * lds;
        int s2 = s0 + Math.min(2, rows - 1) * lds;
        int s3 = s0 + Math.min(3, rows - 1) * lds;
        int s4 = s0 + Math.min(4, rows - 1) * lds;
        int s5 = s0 + Math.min(5, rows - 1) * lds;
        int c1 = c0 + Math.min(1, rows - 1) * ldc;
        int c2 = c0 + Math.min(2, rows - 1) * ldc;
        int c3 = c0 + Math.min(3, rows - 1) * ldc;
        int c4 = c0 + Math.min(4, rows - 1) * ldc;
        int c5 = c0 + Math.min(5, rows - 1) * ldc;
        FloatVector acc00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector acc10 = FloatVector.fromArray(SPECIES, s, s1);
        FloatVector acc20 = FloatVector.fromArray(SPECIES, s, s2);
        FloatVector acc30 = FloatVector.fromArray(SPECIES, s, s3);
        FloatVector acc40 = FloatVector.fromArray(SPECIES, s, s4);
        FloatVector acc50 = FloatVector.fromArray(SPECIES, s, s5);
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
        }
        ((FloatVector) acc50.check(SPECIES)).intoArray(c, c5);
        ((FloatVector) acc40.check(SPECIES)).intoArray(c, c4);
        ((FloatVector) acc30.check(SPECIES)).intoArray(c, c3);
        ((FloatVector) acc20.check(SPECIES)).intoArray(c, c2);
        ((FloatVector) acc10.check(SPECIES)).intoArray(c, c1);
        ((FloatVector) acc00.check(SPECIES)).intoArray(c, c0);
    }
}
