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
     * Computes {@code g[j] += Σ_s x[s] · delta[j][s]}.
     *
     * @param rows number of sums: rows of {@code delta}
     * @param x one row of samples
     * @param x0 index of sample 0
     * @param delta the deltas (rows × n)
     * @param d0 index of row 0 of sample 0
     * @param n number of samples, a multiple of {@link Lanes#COUNT}
     * @param g holds the sums so far
     * @param g0 index of the first sum
     * @param lanes working memory of {@link Kernels#SCRATCH} floats
     */
    static void addRow(
            int rows,
            float[] x,
            int x0,
            float[] delta,
            int d0,
            int n,
            float[] g,
            int g0,
            float[] lanes) {
        int j = 0;
        for (; j + 4 <= rows; j += 4) {
            addProducts4(x, x0, delta, d0 + j * n, n, g, g0 + j, lanes);
        }
        if (j + 2 <= rows) {
            addProducts2(x, x0, delta, d0 + j * n, n, g, g0 + j, lanes);
            j += 2;
        }
        if (j < rows) {
            addProducts1(x, x0, delta, d0 + j * n, n, g, g0 + j, lanes);
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
