package lanewise.internal.kernel.vector;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

import lanewise.internal.kernel.Lanes;

/**
 * {@link Lanes#fold} of up to sixteen sums at once. On vectors of sixteen lanes, pairs of sums are
 * merged into one vector, half of its lanes for each. The first addition folds two sums, the next
 * four, and so on, until one vector holds all results in order.
 */
public final class LaneSums {

    private static final VectorShuffle<Float> ACROSS_8 = across(8);
    private static final VectorShuffle<Float> ACROSS_4 = across(4);
    private static final VectorShuffle<Float> ACROSS_2 = across(2);
    private static final VectorShuffle<Float> ACROSS_1 = across(1);
    private static final VectorMask<Float> UPPER_8 = upper(8);
    private static final VectorMask<Float> UPPER_4 = upper(4);
    private static final VectorMask<Float> UPPER_2 = upper(2);
    private static final VectorMask<Float> UPPER_1 = upper(1);

    private LaneSums() {}

    private static VectorShuffle<Float> across(int distance) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) % WIDTH);
    }

    private static VectorMask<Float> upper(int distance) {
        boolean[] lanes = new boolean[WIDTH];
        for (int lane = 0; lane < WIDTH; lane++) {
            lanes[lane] = (lane & distance) != 0;
        }
        return VectorMask.fromArray(SPECIES, lanes, 0);
    }

    /**
     * Folds the lanes of some sums.
     *
     * @param lanes holds the lanes of sum {@code k} at {@code 16 k}, sixteen times sixteen floats;
     *     receives the sums at {@code 0}, and is overwritten
     * @param sums number of sums, at most 16
     */
    public static void fold(float[] lanes, int sums) {
        if (WIDTH == Lanes.COUNT) {
            foldTo4(lanes);
            foldTo1(lanes);
        } else {
            for (int k = 0; k < sums; k++) {
                lanes[k] = VectorProducts.fold(lanes, k * Lanes.COUNT);
            }
        }
    }

    /**
     * Folds the lanes of {@code rows · columns} sums and adds each to a number.
     *
     * @param lanes as for {@link #fold}
     * @param rows number of rows
     * @param columns number of columns; the sums are numbered row by row
     * @param g gradient to which the sums are added
     * @param g0 index of its first element
     * @param ldg distance between rows
     */
    static void add(float[] lanes, int rows, int columns, float[] g, int g0, int ldg) {
        fold(lanes, rows * columns);
        int k = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                g[g0 + i * ldg + j] += lanes[k];
                k++;
            }
        }
    }

    /** Folds sum {@code 4h + k} to lanes {@code 4h} to {@code 4h + 3} of vector {@code k}. */
    private static void foldTo4(float[] lanes) {
        for (int k = 0; k < 4 * Lanes.COUNT; k += Lanes.COUNT) {
            FloatVector v0 = FloatVector.fromArray(SPECIES, lanes, k);
            FloatVector v4 = FloatVector.fromArray(SPECIES, lanes, k + 4 * Lanes.COUNT);
            FloatVector v8 = FloatVector.fromArray(SPECIES, lanes, k + 8 * Lanes.COUNT);
            FloatVector v12 = FloatVector.fromArray(SPECIES, lanes, k + 12 * Lanes.COUNT);
            FloatVector v08 = v8.blend(v0, UPPER_8).rearrange(ACROSS_8);
            v08 = v08.add(v0.blend(v8, UPPER_8));
            FloatVector v412 = v12.blend(v4, UPPER_8).rearrange(ACROSS_8);
            v412 = v412.add(v4.blend(v12, UPPER_8));
            FloatVector all = v412.blend(v08, UPPER_4).rearrange(ACROSS_4);
            all = all.add(v08.blend(v412, UPPER_4));
            ((FloatVector) all.check(SPECIES)).intoArray(lanes, k);
        }
    }

    private static void foldTo1(float[] lanes) {
        FloatVector v0 = FloatVector.fromArray(SPECIES, lanes, 0);
        FloatVector v1 = FloatVector.fromArray(SPECIES, lanes, Lanes.COUNT);
        FloatVector v2 = FloatVector.fromArray(SPECIES, lanes, 2 * Lanes.COUNT);
        FloatVector v3 = FloatVector.fromArray(SPECIES, lanes, 3 * Lanes.COUNT);
        FloatVector v02 = v2.blend(v0, UPPER_2).rearrange(ACROSS_2);
        v02 = v02.add(v0.blend(v2, UPPER_2));
        FloatVector v13 = v3.blend(v1, UPPER_2).rearrange(ACROSS_2);
        v13 = v13.add(v1.blend(v3, UPPER_2));
        FloatVector all = v13.blend(v02, UPPER_1).rearrange(ACROSS_1);
        all = all.add(v02.blend(v13, UPPER_1));
        ((FloatVector) all.check(SPECIES)).intoArray(lanes, 0);
    }
}
