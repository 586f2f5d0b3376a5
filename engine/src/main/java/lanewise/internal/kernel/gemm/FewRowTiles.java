package lanewise.internal.kernel.gemm;

import static lanewise.internal.kernel.gemm.VectorGemm.ZEROS;
import static lanewise.internal.kernel.vector.Vectors.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The micro-kernels of {@link VectorFewRows}: products of a few rows and a matrix that is not
 * packed, and sums over a few rows. The vectors of a tile begin at given columns, which may
 * overlap.
 *
 * <p>A product with fewer rows than its tile repeats the last one.
 */
final class FewRowTiles {

    private FewRowTiles() {}

    /**
     * {@code c[j] = s[j] + Σ_p x[p] · w[p][j]} for four vectors of columns {@code j}.
     *
     * @param terms number of terms
     * @param x holds the row
     * @param w holds the matrix
     * @param w0 index of its first element
     * @param ldw distance between its rows
     * @param s holds the initial values
     * @param s0 index of the first
     * @param sColumn distance between them: 1, or 0 for zeros
     * @param c receives the sums
     * @param j0 first column of the first vector
     * @param j1 first column of the second vector
     * @param j2 first column of the third vector
     * @param j3 first column of the fourth vector
     */
    static void row(
            int terms,
            float[] x,
            float[] w,
            int w0,
            int ldw,
            float[] s,
            int s0,
            int sColumn,
            float[] c,
            int j0,
            int j1,
            int j2,
            int j3) {
        FloatVector acc0 = FloatVector.fromArray(SPECIES, s, s0 + j0 * sColumn);
        FloatVector acc1 = FloatVector.fromArray(SPECIES, s, s0 + j1 * sColumn);
        FloatVector acc2 = FloatVector.fromArray(SPECIES, s, s0 + j2 * sColumn);
        FloatVector acc3 = FloatVector.fromArray(SPECIES, s, s0 + j3 * sColumn);
        int wp = w0;
        for (int p = 0; p < terms; p++) {
            FloatVector vx = FloatVector.broadcast(SPECIES, x[p]);
            acc0 = vx.fma(FloatVector.fromArray(SPECIES, w, wp + j0), acc0);
            acc1 = vx.fma(FloatVector.fromArray(SPECIES, w, wp + j1), acc1);
            acc2 = vx.fma(FloatVector.fromArray(SPECIES, w, wp + j2), acc2);
            acc3 = vx.fma(FloatVector.fromArray(SPECIES, w, wp + j3), acc3);
            wp += ldw;
        }
        ((FloatVector) acc0.check(SPECIES)).intoArray(c, j0);
        ((FloatVector) acc1.check(SPECIES)).intoArray(c, j1);
        ((FloatVector) acc2.check(SPECIES)).intoArray(c, j2);
        ((FloatVector) acc3.check(SPECIES)).intoArray(c, j3);
    }

    /**
     * {@code c[r][j] = s[j] + Σ_p x[r][p] · w[p][j]} for up to four rows and two vectors of columns
     * {@code j}.
     *
     * @param rows number of rows
     * @param terms number of terms
     * @param x holds the rows
     * @param x0 index of the first element
     * @param xRow distance between rows
     * @param w holds the matrix
     * @param w0 index of its first element
     * @param ldw distance between its rows
     * @param s holds the initial values
     * @param s0 index of the first
     * @param sColumn distance between them: 1, or 0 for zeros
     * @param c receives the sums
     * @param c0 index of its first row
     * @param ldc distance between its rows
     * @param j0 first column of the first vector
     * @param j1 first column of the second vector
     */
    static void tile(
            int rows,
            int terms,
            float[] x,
            int x0,
            int xRow,
            float[] w,
            int w0,
            int ldw,
            float[] s,
            int s0,
            int sColumn,
            float[] c,
            int c0,
            int ldc,
            int j0,
            int j1) {
        int x1 = x0 + Math.min(1, rows - 1) * xRow;
        int x2 = x0 + Math.min(2, rows - 1) * xRow;
        int x3 = x0 + Math.min(3, rows - 1) * xRow;
        int c1 = c0 + Math.min(1, rows - 1) * ldc;
        int c2 = c0 + Math.min(2, rows - 1) * ldc;
        int c3 = c0 + Math.min(3, rows - 1) * ldc;
        FloatVector acc00 = FloatVector.fromArray(SPECIES, s, s0 + j0 * sColumn);
        FloatVector acc01 = FloatVector.fromArray(SPECIES, s, s0 + j1 * sColumn);
        FloatVector acc10 = acc00;
        FloatVector acc11 = acc01;
        FloatVector acc20 = acc00;
        FloatVector acc21 = acc01;
        FloatVector acc30 = acc00;
        FloatVector acc31 = acc01;
        int wp = w0;
        for (int p = 0; p < terms; p++) {
            FloatVector vw0 = FloatVector.fromArray(SPECIES, w, wp + j0);
            FloatVector vw1 = FloatVector.fromArray(SPECIES, w, wp + j1);
            FloatVector vx0 = FloatVector.broadcast(SPECIES, x[x0 + p]);
            acc00 = vx0.fma(vw0, acc00);
            acc01 = vx0.fma(vw1, acc01);
            FloatVector vx1 = FloatVector.broadcast(SPECIES, x[x1 + p]);
            acc10 = vx1.fma(vw0, acc10);
            acc11 = vx1.fma(vw1, acc11);
            FloatVector vx2 = FloatVector.broadcast(SPECIES, x[x2 + p]);
            acc20 = vx2.fma(vw0, acc20);
            acc21 = vx2.fma(vw1, acc21);
            FloatVector vx3 = FloatVector.broadcast(SPECIES, x[x3 + p]);
            acc30 = vx3.fma(vw0, acc30);
            acc31 = vx3.fma(vw1, acc31);
            wp += ldw;
        }
        ((FloatVector) acc00.check(SPECIES)).intoArray(c, c0 + j0);
        ((FloatVector) acc01.check(SPECIES)).intoArray(c, c0 + j1);
        ((FloatVector) acc10.check(SPECIES)).intoArray(c, c1 + j0);
        ((FloatVector) acc11.check(SPECIES)).intoArray(c, c1 + j1);
        ((FloatVector) acc20.check(SPECIES)).intoArray(c, c2 + j0);
        ((FloatVector) acc21.check(SPECIES)).intoArray(c, c2 + j1);
        ((FloatVector) acc30.check(SPECIES)).intoArray(c, c3 + j0);
        ((FloatVector) acc31.check(SPECIES)).intoArray(c, c3 + j1);
    }

    /**
     * {@code g[i][j] = x[i] · d[j]} for two vectors of columns {@code j}.
     *
     * <p>A negative number that is rounded to -0 becomes the {@code zero} given.
     *
     * @param from first row of {@code g}
     * @param to the row after the last one
     * @param x holds the factor of each row of {@code g}
     * @param d holds the factors of each column
     * @param g receives the products
     * @param g0 index of row 0
     * @param ldg distance between its rows
     * @param j0 first column of the first vector
     * @param j1 first column of the second vector
     * @param zero 0 in virtual lanes, where lanes without a row hold 0, else -0
     */
    static void outer1(
            int from,
            int to,
            float[] x,
            float[] d,
            float[] g,
            int g0,
            int ldg,
            int j0,
            int j1,
            float zero) {
        FloatVector d0 = FloatVector.fromArray(SPECIES, d, j0);
        FloatVector d1 = FloatVector.fromArray(SPECIES, d, j1);
        FloatVector start = FloatVector.zero(SPECIES);
        FloatVector end = FloatVector.broadcast(SPECIES, zero);
        int gi = g0 + from * ldg;
        for (int i = from; i < to; i++) {
            FloatVector vx = FloatVector.broadcast(SPECIES, x[i]);
            ((FloatVector) vx.fma(d0, start).add(end).check(SPECIES)).intoArray(g, gi + j0);
            ((FloatVector) vx.fma(d1, start).add(end).check(SPECIES)).intoArray(g, gi + j1);
            gi += ldg;
        }
    }

    /**
     * {@code g[i][j] = s + Σ_r x[r][i] · d[r][j]} for up to four rows {@code r}, in their order,
     * and two vectors of columns {@code j}. A missing row adds -0, which changes no sum.
     *
     * @param from first row of {@code g}
     * @param to the row after the last one
     * @param x holds the factors of each row of {@code g}
     * @param r0 index of its first row
     * @param xRow distance between rows {@code r}
     * @param d holds the factors of each column
     * @param c0 index of its first row
     * @param ldd distance between rows {@code r}
     * @param rows number of rows {@code r}
     * @param add whether sums start with {@code s = g[i][j]}; otherwise with 0
     * @param g receives the sums
     * @param g0 index of row 0
     * @param ldg distance between its rows
     * @param j0 first column of the first vector
     * @param j1 first column of the second vector
     */
    static void outer4(
            int from,
            int to,
            float[] x,
            int r0,
            int xRow,
            float[] d,
            int c0,
            int ldd,
            int rows,
            boolean add,
            float[] g,
            int g0,
            int ldg,
            int j0,
            int j1) {
        boolean two = rows > 1;
        boolean three = rows > 2;
        boolean four = rows > 3;
        float[] e1 = two ? d : ZEROS;
        float[] e2 = three ? d : ZEROS;
        float[] e3 = four ? d : ZEROS;
        int c1 = c0 + ldd;
        int c2 = c1 + ldd;
        int c3 = c2 + ldd;
        FloatVector d00 = FloatVector.fromArray(SPECIES, d, c0 + j0);
        FloatVector d01 = FloatVector.fromArray(SPECIES, d, c0 + j1);
        FloatVector d10 = FloatVector.fromArray(SPECIES, e1, two ? c1 + j0 : 0);
        FloatVector d11 = FloatVector.fromArray(SPECIES, e1, two ? c1 + j1 : 0);
        FloatVector d20 = FloatVector.fromArray(SPECIES, e2, three ? c2 + j0 : 0);
        FloatVector d21 = FloatVector.fromArray(SPECIES, e2, three ? c2 + j1 : 0);
        FloatVector d30 = FloatVector.fromArray(SPECIES, e3, four ? c3 + j0 : 0);
        FloatVector d31 = FloatVector.fromArray(SPECIES, e3, four ? c3 + j1 : 0);
        float[] start = add ? g : ZEROS;
        int mask = add ? -1 : 0; // without add, each load is from index 0 of the zeros
        int gi = g0 + from * ldg;
        for (int i = from; i < to; i++) {
            FloatVector acc0 = FloatVector.fromArray(SPECIES, start, gi + j0 & mask);
            FloatVector acc1 = FloatVector.fromArray(SPECIES, start, gi + j1 & mask);
            FloatVector x0 = FloatVector.broadcast(SPECIES, x[r0 + i]);
            acc0 = x0.fma(d00, acc0);
            acc1 = x0.fma(d01, acc1);
            FloatVector x1 = FloatVector.broadcast(SPECIES, two ? x[r0 + xRow + i] : -0f);
            acc0 = x1.fma(d10, acc0);
            acc1 = x1.fma(d11, acc1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, three ? x[r0 + 2 * xRow + i] : -0f);
            acc0 = x2.fma(d20, acc0);
            acc1 = x2.fma(d21, acc1);
            FloatVector x3 = FloatVector.broadcast(SPECIES, four ? x[r0 + 3 * xRow + i] : -0f);
            ((FloatVector) x3.fma(d30, acc0).check(SPECIES)).intoArray(g, gi + j0);
            ((FloatVector) x3.fma(d31, acc1).check(SPECIES)).intoArray(g, gi + j1);
            gi += ldg;
        }
    }

    /**
     * {@code g[i][j] = Σ_r x[r][i] · d[r][j]} for up to four rows {@code r}, in virtual lanes, and
     * one vector of columns {@code j}. A lane without a row holds 0.
     *
     * @param from first row of {@code g}
     * @param to the row after the last one
     * @param x holds the factors of each row of {@code g}
     * @param xRow distance between rows {@code r}
     * @param d holds the factors of each column
     * @param ldd distance between rows {@code r}
     * @param rows number of rows {@code r}, at least 2
     * @param g receives the sums
     * @param g0 index of row 0
     * @param ldg distance between its rows
     * @param j0 first column of the vector
     */
    static void lanes4(
            int from,
            int to,
            float[] x,
            int xRow,
            float[] d,
            int ldd,
            int rows,
            float[] g,
            int g0,
            int ldg,
            int j0) {
        boolean three = rows > 2;
        boolean four = rows > 3;
        FloatVector d0 = FloatVector.fromArray(SPECIES, d, j0);
        FloatVector d1 = FloatVector.fromArray(SPECIES, d, ldd + j0);
        FloatVector d2 =
                FloatVector.fromArray(SPECIES, three ? d : ZEROS, three ? 2 * ldd + j0 : 0);
        FloatVector d3 = FloatVector.fromArray(SPECIES, four ? d : ZEROS, four ? 3 * ldd + j0 : 0);
        FloatVector zero = FloatVector.zero(SPECIES);
        int gi = g0 + from * ldg;
        for (int i = from; i < to; i++) {
            FloatVector p0 = FloatVector.broadcast(SPECIES, x[i]).mul(d0);
            FloatVector p1 = FloatVector.broadcast(SPECIES, x[i + xRow]).mul(d1);
            FloatVector p2 = FloatVector.broadcast(SPECIES, three ? x[i + 2 * xRow] : 0f).mul(d2);
            FloatVector p3 = FloatVector.broadcast(SPECIES, four ? x[i + 3 * xRow] : 0f).mul(d3);
            // Adding 0 turns -0 into 0, as the lanes without a row do.
            ((FloatVector) p0.add(p2).add(p1.add(p3)).add(zero).check(SPECIES))
                    .intoArray(g, gi + j0);
            gi += ldg;
        }
    }

    /**
     * As {@link #lanes4}, for up to eight rows {@code r}.
     *
     * @param from first row of {@code g}
     * @param to the row after the last one
     * @param x holds the factors of each row of {@code g}
     * @param xRow distance between rows {@code r}
     * @param d holds the factors of each column
     * @param ldd distance between rows {@code r}
     * @param rows number of rows {@code r}, at least 5
     * @param g receives the sums
     * @param g0 index of row 0
     * @param ldg distance between its rows
     * @param j0 first column of the vector
     */
    static void lanes8(
            int from,
            int to,
            float[] x,
            int xRow,
            float[] d,
            int ldd,
            int rows,
            float[] g,
            int g0,
            int ldg,
            int j0) {
        boolean six = rows > 5;
        boolean seven = rows > 6;
        boolean eight = rows > 7;
        FloatVector d0 = FloatVector.fromArray(SPECIES, d, j0);
        FloatVector d1 = FloatVector.fromArray(SPECIES, d, ldd + j0);
        FloatVector d2 = FloatVector.fromArray(SPECIES, d, 2 * ldd + j0);
        FloatVector d3 = FloatVector.fromArray(SPECIES, d, 3 * ldd + j0);
        FloatVector d4 = FloatVector.fromArray(SPECIES, d, 4 * ldd + j0);
        FloatVector d5 = FloatVector.fromArray(SPECIES, six ? d : ZEROS, six ? 5 * ldd + j0 : 0);
        FloatVector d6 =
                FloatVector.fromArray(SPECIES, seven ? d : ZEROS, seven ? 6 * ldd + j0 : 0);
        FloatVector d7 =
                FloatVector.fromArray(SPECIES, eight ? d : ZEROS, eight ? 7 * ldd + j0 : 0);
        FloatVector zero = FloatVector.zero(SPECIES);
        int gi = g0 + from * ldg;
        for (int i = from; i < to; i++) {
            FloatVector p0 = FloatVector.broadcast(SPECIES, x[i]).mul(d0);
            FloatVector p1 = FloatVector.broadcast(SPECIES, x[i + xRow]).mul(d1);
            FloatVector p2 = FloatVector.broadcast(SPECIES, x[i + 2 * xRow]).mul(d2);
            FloatVector p3 = FloatVector.broadcast(SPECIES, x[i + 3 * xRow]).mul(d3);
            p0 = FloatVector.broadcast(SPECIES, x[i + 4 * xRow]).mul(d4).add(p0);
            p1 = FloatVector.broadcast(SPECIES, six ? x[i + 5 * xRow] : 0f).mul(d5).add(p1);
            p2 = FloatVector.broadcast(SPECIES, seven ? x[i + 6 * xRow] : 0f).mul(d6).add(p2);
            p3 = FloatVector.broadcast(SPECIES, eight ? x[i + 7 * xRow] : 0f).mul(d7).add(p3);
            ((FloatVector) p0.add(p2).add(p1.add(p3)).add(zero).check(SPECIES))
                    .intoArray(g, gi + j0);
            gi += ldg;
        }
    }
}
