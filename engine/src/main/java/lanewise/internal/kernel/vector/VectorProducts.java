package lanewise.internal.kernel.vector;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

import lanewise.internal.kernel.Lanes;

/**
 * Sums over samples, for gradients. Each sum runs in the sixteen virtual lanes of the numerics
 * contract: in one vector of 512 bits, or in several passes over narrower vectors of lanes.
 */
public final class VectorProducts {

    private static final VectorShuffle<Float> FROM_8 =
            VectorShuffle.iota(SPECIES, 8 % WIDTH, 1, true);
    private static final VectorShuffle<Float> FROM_4 =
            VectorShuffle.iota(SPECIES, 4 % WIDTH, 1, true);
    private static final VectorShuffle<Float> FROM_2 = VectorShuffle.iota(SPECIES, 2, 1, true);
    private static final VectorShuffle<Float> FROM_1 = VectorShuffle.iota(SPECIES, 1, 1, true);

    private VectorProducts() {}

    /**
     * Computes {@code g[i][j] += Σ_s x[i][s] · delta[j][s]}. With vectors of sixteen lanes, four
     * rows of four columns, or eight of two, are folded together by {@link LaneSums}.
     *
     * @param rows number of rows of {@code g} and {@code x}
     * @param columns number of columns of {@code g}, rows of {@code delta}
     * @param x holds the samples of each row
     * @param x0 index of row 0 of sample 0
     * @param ldx distance between rows of {@code x}
     * @param delta the deltas (columns × n)
     * @param n number of samples, a multiple of {@link Lanes#COUNT}
     * @param g holds the sums so far (rows × columns)
     * @param g0 index of the first sum
     * @param lanes working memory of {@link Kernels#SCRATCH} floats
     */
    static void add(
            int rows,
            int columns,
            float[] x,
            int x0,
            int ldx,
            float[] delta,
            int n,
            float[] g,
            int g0,
            float[] lanes) {
        int fours = WIDTH == Lanes.COUNT ? rows & -4 : 0;
        int eights = WIDTH == Lanes.COUNT ? rows & -8 : 0;
        int j = 0;
        for (; j + 4 <= columns; j += 4) {
            for (int i = 0; i < fours; i += 4) {
                int to = g0 + i * columns + j;
                addProducts4x4(x, x0 + i * ldx, ldx, delta, j * n, n, g, to, columns, lanes);
            }
            for (int i = fours; i < rows; i++) {
                addProducts4(x, x0 + i * ldx, delta, j * n, n, g, g0 + i * columns + j, lanes);
            }
        }
        if (j + 2 <= columns) {
            for (int i = 0; i < eights; i += 8) {
                int to = g0 + i * columns + j;
                addProducts8x2(x, x0 + i * ldx, ldx, delta, j * n, n, g, to, columns, lanes);
            }
            for (int i = eights; i < rows; i++) {
                addProducts2(x, x0 + i * ldx, delta, j * n, n, g, g0 + i * columns + j, lanes);
            }
            j += 2;
        }
        if (j < columns) {
            for (int i = 0; i < rows; i++) {
                addProducts1(x, x0 + i * ldx, delta, j * n, n, g, g0 + i * columns + j, lanes);
            }
        }
    }

    /**
     * Computes {@code g[j] += Σ_s delta[j][s]}.
     *
     * @param rows number of sums: rows of {@code delta}
     * @param delta the deltas (rows × n)
     * @param d0 index of row 0 of sample 0
     * @param n number of samples, a multiple of {@link Lanes#COUNT}
     * @param g holds the sums so far
     * @param g0 index of the first sum
     * @param lanes working memory of {@link Kernels#SCRATCH} floats
     */
    static void addSums(int rows, float[] delta, int d0, int n, float[] g, int g0, float[] lanes) {
        for (int j = 0; j < rows; j++) {
            for (int lane = 0; lane < Lanes.COUNT; lane += WIDTH) {
                FloatVector acc = FloatVector.zero(SPECIES);
                for (int s = lane; s < n; s += Lanes.COUNT) {
                    acc = FloatVector.fromArray(SPECIES, delta, d0 + j * n + s).add(acc);
                }
                ((FloatVector) acc.check(SPECIES)).intoArray(lanes, lane);
            }
            g[g0 + j] += fold(lanes, 0);
        }
    }

    /**
     * Computes {@link Lanes#fold} of lanes in memory.
     *
     * @param lanes holds the lanes, which are not modified
     * @param at index of lane 0
     * @return their sum
     */
    public static float fold(float[] lanes, int at) {
        FloatVector v = FloatVector.fromArray(SPECIES, lanes, at);
        if (WIDTH == 16) {
            v = v.add(v.rearrange(FROM_8));
            v = v.add(v.rearrange(FROM_4));
        } else if (WIDTH == 8) {
            v = v.add(FloatVector.fromArray(SPECIES, lanes, at + 8));
            v = v.add(v.rearrange(FROM_4));
        } else {
            FloatVector v4 = FloatVector.fromArray(SPECIES, lanes, at + 4);
            FloatVector v8 = FloatVector.fromArray(SPECIES, lanes, at + 8);
            FloatVector v12 = FloatVector.fromArray(SPECIES, lanes, at + 12);
            v = v.add(v8).add(v4.add(v12));
        }
        v = v.add(v.rearrange(FROM_2));
        v = v.add(v.rearrange(FROM_1));
        return v.lane(0);
    }

    private static void addProducts4x4(
            float[] x,
            int x0,
            int ldx,
            float[] delta,
            int d0,
            int n,
            float[] g,
            int g0,
            int ldg,
            float[] lanes) {
        int x1 = x0 + ldx;
        int x2 = x1 + ldx;
        int x3 = x2 + ldx;
        FloatVector acc00 = FloatVector.zero(SPECIES);
        FloatVector acc01 = FloatVector.zero(SPECIES);
        FloatVector acc02 = FloatVector.zero(SPECIES);
        FloatVector acc03 = FloatVector.zero(SPECIES);
        FloatVector acc10 = FloatVector.zero(SPECIES);
        FloatVector acc11 = FloatVector.zero(SPECIES);
        FloatVector acc12 = FloatVector.zero(SPECIES);
        FloatVector acc13 = FloatVector.zero(SPECIES);
        FloatVector acc20 = FloatVector.zero(SPECIES);
        FloatVector acc21 = FloatVector.zero(SPECIES);
        FloatVector acc22 = FloatVector.zero(SPECIES);
        FloatVector acc23 = FloatVector.zero(SPECIES);
        FloatVector acc30 = FloatVector.zero(SPECIES);
        FloatVector acc31 = FloatVector.zero(SPECIES);
        FloatVector acc32 = FloatVector.zero(SPECIES);
        FloatVector acc33 = FloatVector.zero(SPECIES);
        for (int s = 0; s < n; s += Lanes.COUNT) {
            FloatVector vd0 = FloatVector.fromArray(SPECIES, delta, d0 + s);
            FloatVector vd1 = FloatVector.fromArray(SPECIES, delta, d0 + n + s);
            FloatVector vd2 = FloatVector.fromArray(SPECIES, delta, d0 + 2 * n + s);
            FloatVector vd3 = FloatVector.fromArray(SPECIES, delta, d0 + 3 * n + s);
            FloatVector vx0 = FloatVector.fromArray(SPECIES, x, x0 + s);
            acc00 = vx0.fma(vd0, acc00);
            acc01 = vx0.fma(vd1, acc01);
            acc02 = vx0.fma(vd2, acc02);
            acc03 = vx0.fma(vd3, acc03);
            FloatVector vx1 = FloatVector.fromArray(SPECIES, x, x1 + s);
            acc10 = vx1.fma(vd0, acc10);
            acc11 = vx1.fma(vd1, acc11);
            acc12 = vx1.fma(vd2, acc12);
            acc13 = vx1.fma(vd3, acc13);
            FloatVector vx2 = FloatVector.fromArray(SPECIES, x, x2 + s);
            acc20 = vx2.fma(vd0, acc20);
            acc21 = vx2.fma(vd1, acc21);
            acc22 = vx2.fma(vd2, acc22);
            acc23 = vx2.fma(vd3, acc23);
            FloatVector vx3 = FloatVector.fromArray(SPECIES, x, x3 + s);
            acc30 = vx3.fma(vd0, acc30);
            acc31 = vx3.fma(vd1, acc31);
            acc32 = vx3.fma(vd2, acc32);
            acc33 = vx3.fma(vd3, acc33);
        }
        ((FloatVector) acc00.check(SPECIES)).intoArray(lanes, 0);
        ((FloatVector) acc01.check(SPECIES)).intoArray(lanes, Lanes.COUNT);
        ((FloatVector) acc02.check(SPECIES)).intoArray(lanes, 2 * Lanes.COUNT);
        ((FloatVector) acc03.check(SPECIES)).intoArray(lanes, 3 * Lanes.COUNT);
        ((FloatVector) acc10.check(SPECIES)).intoArray(lanes, 4 * Lanes.COUNT);
        ((FloatVector) acc11.check(SPECIES)).intoArray(lanes, 5 * Lanes.COUNT);
        ((FloatVector) acc12.check(SPECIES)).intoArray(lanes, 6 * Lanes.COUNT);
        ((FloatVector) acc13.check(SPECIES)).intoArray(lanes, 7 * Lanes.COUNT);
        ((FloatVector) acc20.check(SPECIES)).intoArray(lanes, 8 * Lanes.COUNT);
        ((FloatVector) acc21.check(SPECIES)).intoArray(lanes, 9 * Lanes.COUNT);
        ((FloatVector) acc22.check(SPECIES)).intoArray(lanes, 10 * Lanes.COUNT);
        ((FloatVector) acc23.check(SPECIES)).intoArray(lanes, 11 * Lanes.COUNT);
        ((FloatVector) acc30.check(SPECIES)).intoArray(lanes, 12 * Lanes.COUNT);
        ((FloatVector) acc31.check(SPECIES)).intoArray(lanes, 13 * Lanes.COUNT);
        ((FloatVector) acc32.check(SPECIES)).intoArray(lanes, 14 * Lanes.COUNT);
        ((FloatVector) acc33.check(SPECIES)).intoArray(lanes, 15 * Lanes.COUNT);
        LaneSums.add(lanes, 4, 4, g, g0, ldg);
    }

    private static void addProducts8x2(
            float[] x,
            int x0,
            int ldx,
            float[] delta,
            int d0,
            int n,
            float[] g,
            int g0,
            int ldg,
            float[] lanes) {
        int x1 = x0 + ldx;
        int x2 = x1 + ldx;
        int x3 = x2 + ldx;
        int x4 = x3 + ldx;
        int x5 = x4 + ldx;
        int x6 = x5 + ldx;
        int x7 = x6 + ldx;
        FloatVector acc00 = FloatVector.zero(SPECIES);
        FloatVector acc01 = FloatVector.zero(SPECIES);
        FloatVector acc10 = FloatVector.zero(SPECIES);
        FloatVector acc11 = FloatVector.zero(SPECIES);
        FloatVector acc20 = FloatVector.zero(SPECIES);
        FloatVector acc21 = FloatVector.zero(SPECIES);
        FloatVector acc30 = FloatVector.zero(SPECIES);
        FloatVector acc31 = FloatVector.zero(SPECIES);
        FloatVector acc40 = FloatVector.zero(SPECIES);
        FloatVector acc41 = FloatVector.zero(SPECIES);
        FloatVector acc50 = FloatVector.zero(SPECIES);
        FloatVector acc51 = FloatVector.zero(SPECIES);
        FloatVector acc60 = FloatVector.zero(SPECIES);
        FloatVector acc61 = FloatVector.zero(SPECIES);
        FloatVector acc70 = FloatVector.zero(SPECIES);
        FloatVector acc71 = FloatVector.zero(SPECIES);
        for (int s = 0; s < n; s += Lanes.COUNT) {
            FloatVector vd0 = FloatVector.fromArray(SPECIES, delta, d0 + s);
            FloatVector vd1 = FloatVector.fromArray(SPECIES, delta, d0 + n + s);
            FloatVector vx0 = FloatVector.fromArray(SPECIES, x, x0 + s);
            acc00 = vx0.fma(vd0, acc00);
            acc01 = vx0.fma(vd1, acc01);
            FloatVector vx1 = FloatVector.fromArray(SPECIES, x, x1 + s);
            acc10 = vx1.fma(vd0, acc10);
            acc11 = vx1.fma(vd1, acc11);
            FloatVector vx2 = FloatVector.fromArray(SPECIES, x, x2 + s);
            acc20 = vx2.fma(vd0, acc20);
            acc21 = vx2.fma(vd1, acc21);
            FloatVector vx3 = FloatVector.fromArray(SPECIES, x, x3 + s);
            acc30 = vx3.fma(vd0, acc30);
            acc31 = vx3.fma(vd1, acc31);
            FloatVector vx4 = FloatVector.fromArray(SPECIES, x, x4 + s);
            acc40 = vx4.fma(vd0, acc40);
            acc41 = vx4.fma(vd1, acc41);
            FloatVector vx5 = FloatVector.fromArray(SPECIES, x, x5 + s);
            acc50 = vx5.fma(vd0, acc50);
            acc51 = vx5.fma(vd1, acc51);
            FloatVector vx6 = FloatVector.fromArray(SPECIES, x, x6 + s);
            acc60 = vx6.fma(vd0, acc60);
            acc61 = vx6.fma(vd1, acc61);
            FloatVector vx7 = FloatVector.fromArray(SPECIES, x, x7 + s);
            acc70 = vx7.fma(vd0, acc70);
            acc71 = vx7.fma(vd1, acc71);
        }
        ((FloatVector) acc00.check(SPECIES)).intoArray(lanes, 0);
        ((FloatVector) acc01.check(SPECIES)).intoArray(lanes, Lanes.COUNT);
        ((FloatVector) acc10.check(SPECIES)).intoArray(lanes, 2 * Lanes.COUNT);
        ((FloatVector) acc11.check(SPECIES)).intoArray(lanes, 3 * Lanes.COUNT);
        ((FloatVector) acc20.check(SPECIES)).intoArray(lanes, 4 * Lanes.COUNT);
        ((FloatVector) acc21.check(SPECIES)).intoArray(lanes, 5 * Lanes.COUNT);
        ((FloatVector) acc30.check(SPECIES)).intoArray(lanes, 6 * Lanes.COUNT);
        ((FloatVector) acc31.check(SPECIES)).intoArray(lanes, 7 * Lanes.COUNT);
        ((FloatVector) acc40.check(SPECIES)).intoArray(lanes, 8 * Lanes.COUNT);
        ((FloatVector) acc41.check(SPECIES)).intoArray(lanes, 9 * Lanes.COUNT);
        ((FloatVector) acc50.check(SPECIES)).intoArray(lanes, 10 * Lanes.COUNT);
        ((FloatVector) acc51.check(SPECIES)).intoArray(lanes, 11 * Lanes.COUNT);
        ((FloatVector) acc60.check(SPECIES)).intoArray(lanes, 12 * Lanes.COUNT);
        ((FloatVector) acc61.check(SPECIES)).intoArray(lanes, 13 * Lanes.COUNT);
        ((FloatVector) acc70.check(SPECIES)).intoArray(lanes, 14 * Lanes.COUNT);
        ((FloatVector) acc71.check(SPECIES)).intoArray(lanes, 15 * Lanes.COUNT);
        LaneSums.add(lanes, 8, 2, g, g0, ldg);
    }

    private static void addProducts4(
            float[] x, int x0, float[] delta, int d0, int n, float[] g, int g0, float[] lanes) {
        for (int lane = 0; lane < Lanes.COUNT; lane += WIDTH) {
            FloatVector acc0 = FloatVector.zero(SPECIES);
            FloatVector acc1 = FloatVector.zero(SPECIES);
            FloatVector acc2 = FloatVector.zero(SPECIES);
            FloatVector acc3 = FloatVector.zero(SPECIES);
            for (int s = lane; s < n; s += Lanes.COUNT) {
                FloatVector vx = FloatVector.fromArray(SPECIES, x, x0 + s);
                acc0 = vx.fma(FloatVector.fromArray(SPECIES, delta, d0 + s), acc0);
                acc1 = vx.fma(FloatVector.fromArray(SPECIES, delta, d0 + n + s), acc1);
                acc2 = vx.fma(FloatVector.fromArray(SPECIES, delta, d0 + 2 * n + s), acc2);
                acc3 = vx.fma(FloatVector.fromArray(SPECIES, delta, d0 + 3 * n + s), acc3);
            }
            if (WIDTH == Lanes.COUNT) {
                acc0 = acc0.add(acc0.rearrange(FROM_8));
                acc0 = acc0.add(acc0.rearrange(FROM_4));
                acc0 = acc0.add(acc0.rearrange(FROM_2));
                g[g0] += acc0.add(acc0.rearrange(FROM_1)).lane(0);
                acc1 = acc1.add(acc1.rearrange(FROM_8));
                acc1 = acc1.add(acc1.rearrange(FROM_4));
                acc1 = acc1.add(acc1.rearrange(FROM_2));
                g[g0 + 1] += acc1.add(acc1.rearrange(FROM_1)).lane(0);
                acc2 = acc2.add(acc2.rearrange(FROM_8));
                acc2 = acc2.add(acc2.rearrange(FROM_4));
                acc2 = acc2.add(acc2.rearrange(FROM_2));
                g[g0 + 2] += acc2.add(acc2.rearrange(FROM_1)).lane(0);
                acc3 = acc3.add(acc3.rearrange(FROM_8));
                acc3 = acc3.add(acc3.rearrange(FROM_4));
                acc3 = acc3.add(acc3.rearrange(FROM_2));
                g[g0 + 3] += acc3.add(acc3.rearrange(FROM_1)).lane(0);
            } else {
                ((FloatVector) acc0.check(SPECIES)).intoArray(lanes, lane);
                ((FloatVector) acc1.check(SPECIES)).intoArray(lanes, Lanes.COUNT + lane);
                ((FloatVector) acc2.check(SPECIES)).intoArray(lanes, 2 * Lanes.COUNT + lane);
                ((FloatVector) acc3.check(SPECIES)).intoArray(lanes, 3 * Lanes.COUNT + lane);
            }
        }
        if (WIDTH < Lanes.COUNT) {
            g[g0] += fold(lanes, 0);
            g[g0 + 1] += fold(lanes, Lanes.COUNT);
            g[g0 + 2] += fold(lanes, 2 * Lanes.COUNT);
            g[g0 + 3] += fold(lanes, 3 * Lanes.COUNT);
        }
    }

    private static void addProducts2(
            float[] x, int x0, float[] delta, int d0, int n, float[] g, int g0, float[] lanes) {
        for (int lane = 0; lane < Lanes.COUNT; lane += WIDTH) {
            FloatVector acc0 = FloatVector.zero(SPECIES);
            FloatVector acc1 = FloatVector.zero(SPECIES);
            for (int s = lane; s < n; s += Lanes.COUNT) {
                FloatVector vx = FloatVector.fromArray(SPECIES, x, x0 + s);
                acc0 = vx.fma(FloatVector.fromArray(SPECIES, delta, d0 + s), acc0);
                acc1 = vx.fma(FloatVector.fromArray(SPECIES, delta, d0 + n + s), acc1);
            }
            if (WIDTH == Lanes.COUNT) {
                acc0 = acc0.add(acc0.rearrange(FROM_8));
                acc0 = acc0.add(acc0.rearrange(FROM_4));
                acc0 = acc0.add(acc0.rearrange(FROM_2));
                g[g0] += acc0.add(acc0.rearrange(FROM_1)).lane(0);
                acc1 = acc1.add(acc1.rearrange(FROM_8));
                acc1 = acc1.add(acc1.rearrange(FROM_4));
                acc1 = acc1.add(acc1.rearrange(FROM_2));
                g[g0 + 1] += acc1.add(acc1.rearrange(FROM_1)).lane(0);
            } else {
                ((FloatVector) acc0.check(SPECIES)).intoArray(lanes, lane);
                ((FloatVector) acc1.check(SPECIES)).intoArray(lanes, Lanes.COUNT + lane);
            }
        }
        if (WIDTH < Lanes.COUNT) {
            g[g0] += fold(lanes, 0);
            g[g0 + 1] += fold(lanes, Lanes.COUNT);
        }
    }

    private static void addProducts1(
            float[] x, int x0, float[] delta, int d0, int n, float[] g, int g0, float[] lanes) {
        for (int lane = 0; lane < Lanes.COUNT; lane += WIDTH) {
            FloatVector acc0 = FloatVector.zero(SPECIES);
            for (int s = lane; s < n; s += Lanes.COUNT) {
                FloatVector vx = FloatVector.fromArray(SPECIES, x, x0 + s);
                acc0 = vx.fma(FloatVector.fromArray(SPECIES, delta, d0 + s), acc0);
            }
            if (WIDTH == Lanes.COUNT) {
                acc0 = acc0.add(acc0.rearrange(FROM_8));
                acc0 = acc0.add(acc0.rearrange(FROM_4));
                acc0 = acc0.add(acc0.rearrange(FROM_2));
                g[g0] += acc0.add(acc0.rearrange(FROM_1)).lane(0);
            } else {
                ((FloatVector) acc0.check(SPECIES)).intoArray(lanes, lane);
            }
        }
        if (WIDTH < Lanes.COUNT) {
            g[g0] += fold(lanes, 0);
        }
    }
}
