package lanewise.internal.kernel.gemm;

import static lanewise.internal.kernel.gemm.VectorGemm.NR;
import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * The micro-kernels of {@link VectorRows} for one row and for up to four; {@link GemmTiles} has
 * those for six. Each accumulates the weighted sums of some vectors of units in registers. Weights
 * lie in panels of units, term by term without gaps.
 *
 * <p>As in {@link GemmTiles}, the distance between terms is a constant, so that C2 hoists the index
 * checks, and a tile with fewer rows repeats the last one.
 */
final class RowTiles {

    /** Number of vectors of a full panel: four with the 32 registers of AVX-512, else two. */
    private static final int PANEL = NR / WIDTH;

    private RowTiles() {}

    /**
     * {@code a[j] = s[j] + Σ_p x[p] · w[p][j]} for eight vectors of units {@code j}.
     *
     * @param kc number of terms
     * @param x holds the row
     * @param x0 index of its first element
     * @param w holds the panels of weights
     * @param w0 index of the first weight
     * @param s holds the initial values
     * @param j0 index of the first unit in {@code s} and {@code a}
     * @param a receives the sums
     */
    static void row8(int kc, float[] x, int x0, float[] w, int w0, float[] s, int j0, float[] a) {
        int w1 = w0 + pair(1, kc);
        int w2 = w0 + pair(2, kc);
        int w3 = w0 + pair(3, kc);
        FloatVector acc0 = FloatVector.fromArray(SPECIES, s, j0);
        FloatVector acc1 = FloatVector.fromArray(SPECIES, s, j0 + WIDTH);
        FloatVector acc2 = FloatVector.fromArray(SPECIES, s, j0 + 2 * WIDTH);
        FloatVector acc3 = FloatVector.fromArray(SPECIES, s, j0 + 3 * WIDTH);
        FloatVector acc4 = FloatVector.fromArray(SPECIES, s, j0 + 4 * WIDTH);
        FloatVector acc5 = FloatVector.fromArray(SPECIES, s, j0 + 5 * WIDTH);
        FloatVector acc6 = FloatVector.fromArray(SPECIES, s, j0 + 6 * WIDTH);
        FloatVector acc7 = FloatVector.fromArray(SPECIES, s, j0 + 7 * WIDTH);
        for (int p = 0; p < kc; p++) {
            int t = p * NR;
            FloatVector vx = FloatVector.broadcast(SPECIES, x[x0 + p]);
            acc0 = vx.fma(FloatVector.fromArray(SPECIES, w, w0 + t), acc0);
            acc1 = vx.fma(FloatVector.fromArray(SPECIES, w, w0 + t + WIDTH), acc1);
            acc2 = vx.fma(FloatVector.fromArray(SPECIES, w, w1 + t), acc2);
            acc3 = vx.fma(FloatVector.fromArray(SPECIES, w, w1 + t + WIDTH), acc3);
            acc4 = vx.fma(FloatVector.fromArray(SPECIES, w, w2 + t), acc4);
            acc5 = vx.fma(FloatVector.fromArray(SPECIES, w, w2 + t + WIDTH), acc5);
            acc6 = vx.fma(FloatVector.fromArray(SPECIES, w, w3 + t), acc6);
            acc7 = vx.fma(FloatVector.fromArray(SPECIES, w, w3 + t + WIDTH), acc7);
        }
        ((FloatVector) acc0.check(SPECIES)).intoArray(a, j0);
        ((FloatVector) acc1.check(SPECIES)).intoArray(a, j0 + WIDTH);
        ((FloatVector) acc2.check(SPECIES)).intoArray(a, j0 + 2 * WIDTH);
        ((FloatVector) acc3.check(SPECIES)).intoArray(a, j0 + 3 * WIDTH);
        ((FloatVector) acc4.check(SPECIES)).intoArray(a, j0 + 4 * WIDTH);
        ((FloatVector) acc5.check(SPECIES)).intoArray(a, j0 + 5 * WIDTH);
        ((FloatVector) acc6.check(SPECIES)).intoArray(a, j0 + 6 * WIDTH);
        ((FloatVector) acc7.check(SPECIES)).intoArray(a, j0 + 7 * WIDTH);
    }

    /**
     * {@code a[j] = s[j] + Σ_p x[p] · w[p][j]} for four vectors of units {@code j}.
     *
     * @param kc number of terms
     * @param x holds the row
     * @param x0 index of its first element
     * @param w holds the panels of weights
     * @param w0 index of the first weight
     * @param s holds the initial values
     * @param j0 index of the first unit in {@code s} and {@code a}
     * @param a receives the sums
     */
    static void row4(int kc, float[] x, int x0, float[] w, int w0, float[] s, int j0, float[] a) {
        int w1 = w0 + pair(1, kc);
        FloatVector acc0 = FloatVector.fromArray(SPECIES, s, j0);
        FloatVector acc1 = FloatVector.fromArray(SPECIES, s, j0 + WIDTH);
        FloatVector acc2 = FloatVector.fromArray(SPECIES, s, j0 + 2 * WIDTH);
        FloatVector acc3 = FloatVector.fromArray(SPECIES, s, j0 + 3 * WIDTH);
        for (int p = 0; p < kc; p++) {
            int t = p * NR;
            FloatVector vx = FloatVector.broadcast(SPECIES, x[x0 + p]);
            acc0 = vx.fma(FloatVector.fromArray(SPECIES, w, w0 + t), acc0);
            acc1 = vx.fma(FloatVector.fromArray(SPECIES, w, w0 + t + WIDTH), acc1);
            acc2 = vx.fma(FloatVector.fromArray(SPECIES, w, w1 + t), acc2);
            acc3 = vx.fma(FloatVector.fromArray(SPECIES, w, w1 + t + WIDTH), acc3);
        }
        ((FloatVector) acc0.check(SPECIES)).intoArray(a, j0);
        ((FloatVector) acc1.check(SPECIES)).intoArray(a, j0 + WIDTH);
        ((FloatVector) acc2.check(SPECIES)).intoArray(a, j0 + 2 * WIDTH);
        ((FloatVector) acc3.check(SPECIES)).intoArray(a, j0 + 3 * WIDTH);
    }

    /**
     * {@code a[j] = s[j] + Σ_p x[p] · w[p][j]} for two vectors of units {@code j}.
     *
     * @param kc number of terms
     * @param x holds the row
     * @param x0 index of its first element
     * @param w holds the panels of weights
     * @param w0 index of the first weight
     * @param s holds the initial values
     * @param j0 index of the first unit in {@code s} and {@code a}
     * @param a receives the sums
     */
    static void row2(int kc, float[] x, int x0, float[] w, int w0, float[] s, int j0, float[] a) {
        FloatVector acc0 = FloatVector.fromArray(SPECIES, s, j0);
        FloatVector acc1 = FloatVector.fromArray(SPECIES, s, j0 + WIDTH);
        for (int p = 0; p < kc; p++) {
            int t = p * (2 * WIDTH);
            FloatVector vx = FloatVector.broadcast(SPECIES, x[x0 + p]);
            acc0 = vx.fma(FloatVector.fromArray(SPECIES, w, w0 + t), acc0);
            acc1 = vx.fma(FloatVector.fromArray(SPECIES, w, w0 + t + WIDTH), acc1);
        }
        ((FloatVector) acc0.check(SPECIES)).intoArray(a, j0);
        ((FloatVector) acc1.check(SPECIES)).intoArray(a, j0 + WIDTH);
    }

    /**
     * {@code a[j] = s[j] + Σ_p x[p] · w[p][j]} for one vector of units {@code j}.
     *
     * @param kc number of terms
     * @param x holds the row
     * @param x0 index of its first element
     * @param w holds the panels of weights
     * @param w0 index of the first weight
     * @param s holds the initial values
     * @param j0 index of the first unit in {@code s} and {@code a}
     * @param a receives the sums
     */
    static void row1(int kc, float[] x, int x0, float[] w, int w0, float[] s, int j0, float[] a) {
        FloatVector acc0 = FloatVector.fromArray(SPECIES, s, j0);
        for (int p = 0; p < kc; p++) {
            int t = p * WIDTH;
            FloatVector vx = FloatVector.broadcast(SPECIES, x[x0 + p]);
            acc0 = vx.fma(FloatVector.fromArray(SPECIES, w, w0 + t), acc0);
        }
        ((FloatVector) acc0.check(SPECIES)).intoArray(a, j0);
    }

    /** Distance from the first pair of vectors of some full panels to another one. */
    private static int pair(int index, int kc) {
        int vector = 2 * index;
        return vector / PANEL * kc * NR + vector % PANEL * WIDTH;
    }

    /**
     * {@code C[r][j] = S[r][j] + Σ_p X[r][p] · W[p][j]} for four vectors of units {@code j}.
     *
     * @param rows number of rows, up to four
     * @param kc number of terms
     * @param x holds {@code X}
     * @param x0 index of its first element
     * @param xRow distance between rows
     * @param w holds {@code W}, term by term without gaps
     * @param w0 index of its first element
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
            float[] x,
            int x0,
            int xRow,
            float[] w,
            int w0,
            float[] s,
            int s0,
            int lds,
            float[] c,
            int c0,
            int ldc) {
        int x1 = x0 + Math.min(1, rows - 1) * xRow;
        int x2 = x0 + Math.min(2, rows - 1) * xRow;
        int x3 = x0 + Math.min(3, rows - 1) * xRow;
        int s1 = s0 + Math.min(1, rows - 1) * lds;
        int s2 = s0 + Math.min(2, rows - 1) * lds;
        int s3 = s0 + Math.min(3, rows - 1) * lds;
        int c1 = c0 + Math.min(1, rows - 1) * ldc;
        int c2 = c0 + Math.min(2, rows - 1) * ldc;
        int c3 = c0 + Math.min(3, rows - 1) * ldc;
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
        for (int p = 0; p < kc; p++) {
            int wp = w0 + p * (4 * WIDTH);
            FloatVector vw0 = FloatVector.fromArray(SPECIES, w, wp);
            FloatVector vw1 = FloatVector.fromArray(SPECIES, w, wp + WIDTH);
            FloatVector vw2 = FloatVector.fromArray(SPECIES, w, wp + 2 * WIDTH);
            FloatVector vw3 = FloatVector.fromArray(SPECIES, w, wp + 3 * WIDTH);
            FloatVector vx0 = FloatVector.broadcast(SPECIES, x[x0 + p]);
            acc00 = vx0.fma(vw0, acc00);
            acc01 = vx0.fma(vw1, acc01);
            acc02 = vx0.fma(vw2, acc02);
            acc03 = vx0.fma(vw3, acc03);
            FloatVector vx1 = FloatVector.broadcast(SPECIES, x[x1 + p]);
            acc10 = vx1.fma(vw0, acc10);
            acc11 = vx1.fma(vw1, acc11);
            acc12 = vx1.fma(vw2, acc12);
            acc13 = vx1.fma(vw3, acc13);
            FloatVector vx2 = FloatVector.broadcast(SPECIES, x[x2 + p]);
            acc20 = vx2.fma(vw0, acc20);
            acc21 = vx2.fma(vw1, acc21);
            acc22 = vx2.fma(vw2, acc22);
            acc23 = vx2.fma(vw3, acc23);
            FloatVector vx3 = FloatVector.broadcast(SPECIES, x[x3 + p]);
            acc30 = vx3.fma(vw0, acc30);
            acc31 = vx3.fma(vw1, acc31);
            acc32 = vx3.fma(vw2, acc32);
            acc33 = vx3.fma(vw3, acc33);
        }
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
     * {@code C[r][j] = S[r][j] + Σ_p X[r][p] · W[p][j]} for two vectors of units {@code j}.
     *
     * @param rows number of rows, up to four
     * @param kc number of terms
     * @param x holds {@code X}
     * @param x0 index of its first element
     * @param xRow distance between rows
     * @param w holds {@code W}, term by term without gaps
     * @param w0 index of its first element
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
            float[] x,
            int x0,
            int xRow,
            float[] w,
            int w0,
            float[] s,
            int s0,
            int lds,
            float[] c,
            int c0,
            int ldc) {
        int x1 = x0 + Math.min(1, rows - 1) * xRow;
        int x2 = x0 + Math.min(2, rows - 1) * xRow;
        int x3 = x0 + Math.min(3, rows - 1) * xRow;
        int s1 = s0 + Math.min(1, rows - 1) * lds;
        int s2 = s0 + Math.min(2, rows - 1) * lds;
        int s3 = s0 + Math.min(3, rows - 1) * lds;
        int c1 = c0 + Math.min(1, rows - 1) * ldc;
        int c2 = c0 + Math.min(2, rows - 1) * ldc;
        int c3 = c0 + Math.min(3, rows - 1) * ldc;
        FloatVector acc00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector acc01 = FloatVector.fromArray(SPECIES, s, s0 + WIDTH);
        FloatVector acc10 = FloatVector.fromArray(SPECIES, s, s1);
        FloatVector acc11 = FloatVector.fromArray(SPECIES, s, s1 + WIDTH);
        FloatVector acc20 = FloatVector.fromArray(SPECIES, s, s2);
        FloatVector acc21 = FloatVector.fromArray(SPECIES, s, s2 + WIDTH);
        FloatVector acc30 = FloatVector.fromArray(SPECIES, s, s3);
        FloatVector acc31 = FloatVector.fromArray(SPECIES, s, s3 + WIDTH);
        for (int p = 0; p < kc; p++) {
            int wp = w0 + p * (2 * WIDTH);
            FloatVector vw0 = FloatVector.fromArray(SPECIES, w, wp);
            FloatVector vw1 = FloatVector.fromArray(SPECIES, w, wp + WIDTH);
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
        }
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
     * {@code C[r][j] = S[r][j] + Σ_p X[r][p] · W[p][j]} for one vector of units {@code j}.
     *
     * @param rows number of rows, up to four
     * @param kc number of terms
     * @param x holds {@code X}
     * @param x0 index of its first element
     * @param xRow distance between rows
     * @param w holds {@code W}, term by term without gaps
     * @param w0 index of its first element
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
            float[] x,
            int x0,
            int xRow,
            float[] w,
            int w0,
            float[] s,
            int s0,
            int lds,
            float[] c,
            int c0,
            int ldc) {
        int x1 = x0 + Math.min(1, rows - 1) * xRow;
        int x2 = x0 + Math.min(2, rows - 1) * xRow;
        int x3 = x0 + Math.min(3, rows - 1) * xRow;
        int s1 = s0 + Math.min(1, rows - 1) * lds;
        int s2 = s0 + Math.min(2, rows - 1) * lds;
        int s3 = s0 + Math.min(3, rows - 1) * lds;
        int c1 = c0 + Math.min(1, rows - 1) * ldc;
        int c2 = c0 + Math.min(2, rows - 1) * ldc;
        int c3 = c0 + Math.min(3, rows - 1) * ldc;
        FloatVector acc00 = FloatVector.fromArray(SPECIES, s, s0);
        FloatVector acc10 = FloatVector.fromArray(SPECIES, s, s1);
        FloatVector acc20 = FloatVector.fromArray(SPECIES, s, s2);
        FloatVector acc30 = FloatVector.fromArray(SPECIES, s, s3);
        for (int p = 0; p < kc; p++) {
            int wp = w0 + p * WIDTH;
            FloatVector vw0 = FloatVector.fromArray(SPECIES, w, wp);
            FloatVector vx0 = FloatVector.broadcast(SPECIES, x[x0 + p]);
            acc00 = vx0.fma(vw0, acc00);
            FloatVector vx1 = FloatVector.broadcast(SPECIES, x[x1 + p]);
            acc10 = vx1.fma(vw0, acc10);
            FloatVector vx2 = FloatVector.broadcast(SPECIES, x[x2 + p]);
            acc20 = vx2.fma(vw0, acc20);
            FloatVector vx3 = FloatVector.broadcast(SPECIES, x[x3 + p]);
            acc30 = vx3.fma(vw0, acc30);
        }
        ((FloatVector) acc30.check(SPECIES)).intoArray(c, c3);
        ((FloatVector) acc20.check(SPECIES)).intoArray(c, c2);
        ((FloatVector) acc10.check(SPECIES)).intoArray(c, c1);
        ((FloatVector) acc00.check(SPECIES)).intoArray(c, c0);
    }
}
