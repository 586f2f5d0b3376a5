package lanewise.internal.kernel.vector;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Transposes square blocks of as many rows as a vector has floats. Each round exchanges the
 * off-diagonal quarters of successively smaller blocks (J. O. Eklundh, "A fast computer method for
 * matrix transposing", IEEE Transactions on Computers, 1972). Blocks of 16 rows take two passes
 * over memory with two rounds each, smaller ones a single pass.
 */
public final class VectorTranspose {

    /** Number of rows and of columns of a block. */
    static final int SIZE = WIDTH;

    /** The indices of successive rows. */
    private static final int[] IN_ORDER = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    private static final VectorShuffle<Float> SWAP_8 =
            VectorShuffle.fromOp(SPECIES, lane -> (lane ^ 8) % WIDTH);
    private static final VectorShuffle<Float> SWAP_4 =
            VectorShuffle.fromOp(SPECIES, lane -> (lane ^ 4) % WIDTH);
    private static final VectorShuffle<Float> SWAP_2 =
            VectorShuffle.fromOp(SPECIES, lane -> (lane ^ 2) % WIDTH);
    private static final VectorShuffle<Float> SWAP_1 =
            VectorShuffle.fromOp(SPECIES, lane -> (lane ^ 1) % WIDTH);
    private static final VectorMask<Float> ODD_8 =
            VectorMask.fromLong(SPECIES, 0xff00 & (1L << WIDTH) - 1);
    private static final VectorMask<Float> ODD_4 =
            VectorMask.fromLong(SPECIES, 0xf0f0 & (1L << WIDTH) - 1);
    private static final VectorMask<Float> ODD_2 =
            VectorMask.fromLong(SPECIES, 0xcccc & (1L << WIDTH) - 1);
    private static final VectorMask<Float> ODD_1 =
            VectorMask.fromLong(SPECIES, 0xaaaa & (1L << WIDTH) - 1);

    private VectorTranspose() {}

    /**
     * Transposes one block: {@code to[c][r] = from[r][c]}.
     *
     * @param from holds the block
     * @param f0 index of its first element
     * @param ldf distance between its rows
     * @param to receives the block
     * @param t0 index of its first element
     * @param ldt distance between its rows
     * @param work working memory of 16 · 16 floats
     * @param w0 index of its first element
     */
    public static void block(
            float[] from, int f0, int ldf, float[] to, int t0, int ldt, float[] work, int w0) {
        block(from, IN_ORDER, 0, f0, ldf, to, t0, ldt, work, w0);
    }

    /**
     * Transposes a block of any rows: {@code to[c][k] = from[rows[k]][c]}.
     *
     * @param from holds the rows
     * @param rows indices of the rows
     * @param r0 index in {@code rows} of the first of as many as a vector has floats
     * @param f0 index of the block's first column in row 0
     * @param ldf distance between rows
     * @param to receives the block
     * @param t0 index of its first element
     * @param ldt distance between its rows
     * @param work working memory of 16 · 16 floats
     * @param w0 index of its first element
     */
    public static void block(
            float[] from,
            int[] rows,
            int r0,
            int f0,
            int ldf,
            float[] to,
            int t0,
            int ldt,
            float[] work,
            int w0) {
        if (WIDTH == 4) {
            twoRounds(
                    from,
                    f0 + rows[r0] * ldf,
                    f0 + rows[r0 + 1] * ldf,
                    f0 + rows[r0 + 2] * ldf,
                    f0 + rows[r0 + 3] * ldf,
                    to,
                    t0,
                    ldt);
        } else if (WIDTH == 8) {
            threeRounds(from, rows, r0, f0, ldf, to, t0, ldt);
        } else {
            fourRounds(from, rows, r0, f0, ldf, to, t0, ldt, work, w0);
        }
    }

    /**
     * Transposes a block of sixteen rows in two passes through {@code work}.
     *
     * <p>This is a single method of more than 325 bytes, HotSpot's {@code FreqInlineSize}, so that
     * C2 does not inline it. Inlined into large callers, its stores lost the class of their vectors
     * in three of four JVMs, and C2 boxed them.
     */
    private static void fourRounds(
            float[] from,
            int[] rows,
            int r0,
            int f0,
            int ldf,
            float[] to,
            int t0,
            int ldt,
            float[] work,
            int w0) {
        for (int r = 0; r < SIZE / 4; r++) {
            int k = r0 + r;
            int w = w0 + r * SIZE;
            FloatVector v0 = FloatVector.fromArray(SPECIES, from, f0 + rows[k] * ldf);
            FloatVector v1 = FloatVector.fromArray(SPECIES, from, f0 + rows[k + 4] * ldf);
            FloatVector v2 = FloatVector.fromArray(SPECIES, from, f0 + rows[k + 8] * ldf);
            FloatVector v3 = FloatVector.fromArray(SPECIES, from, f0 + rows[k + 12] * ldf);
            FloatVector u0 = v0.blend(v2.rearrange(SWAP_8), ODD_8);
            FloatVector u1 = v1.blend(v3.rearrange(SWAP_8), ODD_8);
            FloatVector u2 = v0.rearrange(SWAP_8).blend(v2, ODD_8);
            FloatVector u3 = v1.rearrange(SWAP_8).blend(v3, ODD_8);
            ((FloatVector) u0.blend(u1.rearrange(SWAP_4), ODD_4).check(SPECIES)).intoArray(work, w);
            ((FloatVector) u0.rearrange(SWAP_4).blend(u1, ODD_4).check(SPECIES))
                    .intoArray(work, w + 4 * SIZE);
            ((FloatVector) u2.blend(u3.rearrange(SWAP_4), ODD_4).check(SPECIES))
                    .intoArray(work, w + 8 * SIZE);
            ((FloatVector) u2.rearrange(SWAP_4).blend(u3, ODD_4).check(SPECIES))
                    .intoArray(work, w + 12 * SIZE);
        }
        for (int r = 0; r < SIZE; r += 4) {
            int w = w0 + r * SIZE;
            twoRounds(work, w, w + SIZE, w + 2 * SIZE, w + 3 * SIZE, to, t0 + r * ldt, ldt);
        }
    }

    private static void twoRounds(
            float[] from, int f0, int f1, int f2, int f3, float[] to, int t0, int ldt) {
        FloatVector v0 = FloatVector.fromArray(SPECIES, from, f0);
        FloatVector v1 = FloatVector.fromArray(SPECIES, from, f1);
        FloatVector v2 = FloatVector.fromArray(SPECIES, from, f2);
        FloatVector v3 = FloatVector.fromArray(SPECIES, from, f3);
        FloatVector u0 = v0.blend(v2.rearrange(SWAP_2), ODD_2);
        FloatVector u1 = v1.blend(v3.rearrange(SWAP_2), ODD_2);
        FloatVector u2 = v0.rearrange(SWAP_2).blend(v2, ODD_2);
        FloatVector u3 = v1.rearrange(SWAP_2).blend(v3, ODD_2);
        ((FloatVector) u0.blend(u1.rearrange(SWAP_1), ODD_1).check(SPECIES)).intoArray(to, t0);
        ((FloatVector) u0.rearrange(SWAP_1).blend(u1, ODD_1).check(SPECIES))
                .intoArray(to, t0 + ldt);
        ((FloatVector) u2.blend(u3.rearrange(SWAP_1), ODD_1).check(SPECIES))
                .intoArray(to, t0 + 2 * ldt);
        ((FloatVector) u2.rearrange(SWAP_1).blend(u3, ODD_1).check(SPECIES))
                .intoArray(to, t0 + 3 * ldt);
    }

    private static void threeRounds(
            float[] from, int[] rows, int r0, int f0, int ldf, float[] to, int t0, int ldt) {
        FloatVector v0 = FloatVector.fromArray(SPECIES, from, f0 + rows[r0] * ldf);
        FloatVector v1 = FloatVector.fromArray(SPECIES, from, f0 + rows[r0 + 1] * ldf);
        FloatVector v2 = FloatVector.fromArray(SPECIES, from, f0 + rows[r0 + 2] * ldf);
        FloatVector v3 = FloatVector.fromArray(SPECIES, from, f0 + rows[r0 + 3] * ldf);
        FloatVector v4 = FloatVector.fromArray(SPECIES, from, f0 + rows[r0 + 4] * ldf);
        FloatVector v5 = FloatVector.fromArray(SPECIES, from, f0 + rows[r0 + 5] * ldf);
        FloatVector v6 = FloatVector.fromArray(SPECIES, from, f0 + rows[r0 + 6] * ldf);
        FloatVector v7 = FloatVector.fromArray(SPECIES, from, f0 + rows[r0 + 7] * ldf);
        FloatVector u0 = v0.blend(v4.rearrange(SWAP_4), ODD_4);
        FloatVector u4 = v0.rearrange(SWAP_4).blend(v4, ODD_4);
        FloatVector u1 = v1.blend(v5.rearrange(SWAP_4), ODD_4);
        FloatVector u5 = v1.rearrange(SWAP_4).blend(v5, ODD_4);
        FloatVector u2 = v2.blend(v6.rearrange(SWAP_4), ODD_4);
        FloatVector u6 = v2.rearrange(SWAP_4).blend(v6, ODD_4);
        FloatVector u3 = v3.blend(v7.rearrange(SWAP_4), ODD_4);
        FloatVector u7 = v3.rearrange(SWAP_4).blend(v7, ODD_4);
        v0 = u0.blend(u2.rearrange(SWAP_2), ODD_2);
        v2 = u0.rearrange(SWAP_2).blend(u2, ODD_2);
        v1 = u1.blend(u3.rearrange(SWAP_2), ODD_2);
        v3 = u1.rearrange(SWAP_2).blend(u3, ODD_2);
        v4 = u4.blend(u6.rearrange(SWAP_2), ODD_2);
        v6 = u4.rearrange(SWAP_2).blend(u6, ODD_2);
        v5 = u5.blend(u7.rearrange(SWAP_2), ODD_2);
        v7 = u5.rearrange(SWAP_2).blend(u7, ODD_2);
        ((FloatVector) v0.blend(v1.rearrange(SWAP_1), ODD_1).check(SPECIES)).intoArray(to, t0);
        ((FloatVector) v0.rearrange(SWAP_1).blend(v1, ODD_1).check(SPECIES))
                .intoArray(to, t0 + ldt);
        ((FloatVector) v2.blend(v3.rearrange(SWAP_1), ODD_1).check(SPECIES))
                .intoArray(to, t0 + 2 * ldt);
        ((FloatVector) v2.rearrange(SWAP_1).blend(v3, ODD_1).check(SPECIES))
                .intoArray(to, t0 + 3 * ldt);
        ((FloatVector) v4.blend(v5.rearrange(SWAP_1), ODD_1).check(SPECIES))
                .intoArray(to, t0 + 4 * ldt);
        ((FloatVector) v4.rearrange(SWAP_1).blend(v5, ODD_1).check(SPECIES))
                .intoArray(to, t0 + 5 * ldt);
        ((FloatVector) v6.blend(v7.rearrange(SWAP_1), ODD_1).check(SPECIES))
                .intoArray(to, t0 + 6 * ldt);
        ((FloatVector) v6.rearrange(SWAP_1).blend(v7, ODD_1).check(SPECIES))
                .intoArray(to, t0 + 7 * ldt);
    }
}
