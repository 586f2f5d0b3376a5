package lanewise.internal.kernel.gemm;

import static lanewise.internal.kernel.GemmWorkspace.TERM;
import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;

import lanewise.internal.kernel.GemmWorkspace;

import java.lang.invoke.VarHandle;

/**
 * The micro-kernels of {@link GemmTiles} for an {@code A} packed by {@link GemmPacking#a}: the six
 * elements of a term lie side by side, {@link GemmWorkspace#TERM} floats from those of the next.
 * For vectors of up to eight floats; wider ones use {@link TransposedTiles}.
 *
 * <p>A tile computes all six rows. If fewer are left, the others hold numbers of no meaning; they
 * go to the last row first, which is stored after them.
 *
 * <p>The tile of two vectors is written for the 16 registers of AVX2 and for cores that share their
 * front end with another thread: such a core is short of instructions, not of FMAs. Its counter is
 * the index of {@code A} and, multiplied by a constant, that of {@code B}. That makes 26
 * instructions for twelve FMAs; with a counter of terms and variable distances it was 38.
 *
 * <p>The fences keep C2 from moving the broadcasts of a term in front of its first FMA. Twelve sums
 * leave four registers. With more operands under way, C2 would keep a sum in memory, and an
 * iteration would take twice as long. On x86, a fence for loads is not an instruction.
 */
final class PackedTiles {

    /** Distance between the terms of two vectors of {@code B}, in units of {@code TERM}. */
    private static final int PANEL = 2 * WIDTH / TERM;

    private PackedTiles() {}

    /**
     * {@code C[r][j] = S[r][j] + Σ_p A[r][p] · B[p][j]} for two vectors of columns {@code j}.
     *
     * @param rows number of rows, up to six
     * @param kc number of terms
     * @param a holds the packed tile of {@code A}
     * @param a0 index of its first element
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
            float[] b,
            int b0,
            float[] s,
            int s0,
            int lds,
            float[] c,
            int c0,
            int ldc) {
        int origin = b0 - a0 * PANEL;
        int s1 = s0 + Math.min(1, rows - 1) * lds;
        int s2 = s0 + Math.min(2, rows - 1) * lds;
        int s3 = s0 + Math.min(3, rows - 1) * lds;
        int s4 = s0 + Math.min(4, rows - 1) * lds;
        int s5 = s0 + Math.min(5, rows - 1) * lds;
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
        int end = a0 + kc * TERM;
        for (int i = a0; i < end; i += TERM) {
            int bp = origin + i * PANEL;
            FloatVector vb0 = FloatVector.fromArray(SPECIES, b, bp);
            FloatVector vb1 = FloatVector.fromArray(SPECIES, b, bp + WIDTH);
            FloatVector va0 = FloatVector.broadcast(SPECIES, a[i]);
            acc00 = va0.fma(vb0, acc00);
            acc01 = va0.fma(vb1, acc01);
            VarHandle.loadLoadFence();
            FloatVector va1 = FloatVector.broadcast(SPECIES, a[i + 1]);
            acc10 = va1.fma(vb0, acc10);
            acc11 = va1.fma(vb1, acc11);
            VarHandle.loadLoadFence();
            FloatVector va2 = FloatVector.broadcast(SPECIES, a[i + 2]);
            acc20 = va2.fma(vb0, acc20);
            acc21 = va2.fma(vb1, acc21);
            VarHandle.loadLoadFence();
            FloatVector va3 = FloatVector.broadcast(SPECIES, a[i + 3]);
            acc30 = va3.fma(vb0, acc30);
            acc31 = va3.fma(vb1, acc31);
            VarHandle.loadLoadFence();
            FloatVector va4 = FloatVector.broadcast(SPECIES, a[i + 4]);
            acc40 = va4.fma(vb0, acc40);
            acc41 = va4.fma(vb1, acc41);
            VarHandle.loadLoadFence();
            FloatVector va5 = FloatVector.broadcast(SPECIES, a[i + 5]);
            acc50 = va5.fma(vb0, acc50);
            acc51 = va5.fma(vb1, acc51);
        }
        int c1 = next(c0, ldc, 1, rows);
        int c2 = next(c1, ldc, 2, rows);
        int c3 = next(c2, ldc, 3, rows);
        int c4 = next(c3, ldc, 4, rows);
        int c5 = next(c4, ldc, 5, rows);
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
     * @param a holds the packed tile of {@code A}
     * @param a0 index of its first element
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
            float[] b,
            int b0,
            float[] s,
            int s0,
            int lds,
            float[] c,
            int c0,
            int ldc) {
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
            int ap = a0 + p * TERM;
            FloatVector vb0 = FloatVector.fromArray(SPECIES, b, b0 + p * WIDTH);
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
        }
        ((FloatVector) acc50.check(SPECIES)).intoArray(c, c5);
        ((FloatVector) acc40.check(SPECIES)).intoArray(c, c4);
        ((FloatVector) acc30.check(SPECIES)).intoArray(c, c3);
        ((FloatVector) acc20.check(SPECIES)).intoArray(c, c2);
        ((FloatVector) acc10.check(SPECIES)).intoArray(c, c1);
        ((FloatVector) acc00.check(SPECIES)).intoArray(c, c0);
    }

    /**
     * Returns the start of a row, or that of the last row if there are fewer.
     *
     * <p>Starts computed one from the other after the loop occupy no register in it. C2 compiles
     * only the outcomes of a comparison that it has seen, so there is none.
     *
     * @param c start of the row before
     * @param ldc distance between rows
     * @param row number of the row
     * @param rows number of rows
     */
    static int next(int c, int ldc, int row, int rows) {
        return c + (ldc & row - rows >> 31);
    }
}
