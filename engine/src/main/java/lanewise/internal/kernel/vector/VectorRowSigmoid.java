package lanewise.internal.kernel.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LT;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

import lanewise.internal.kernel.Lanes;

/**
 * The sigmoids of a layer whose units share divisions, on row-major matrices: lanes are units. Each
 * lane computes the division of its group, so sharing saves nothing here; it gives the bits of
 * {@link VectorSigmoid#applyShared}.
 */
public final class VectorRowSigmoid {

    /** Swaps the units of each pair. */
    private static final VectorShuffle<Float> UNITS =
            VectorShuffle.fromOp(SPECIES, lane -> lane ^ 1);

    /** Swaps the pairs of each four. */
    private static final VectorShuffle<Float> PAIRS =
            VectorShuffle.fromOp(SPECIES, lane -> lane ^ 2);

    private static final float[] LANES = new float[Lanes.COUNT];

    static {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            LANES[lane] = lane;
        }
    }

    private VectorRowSigmoid() {}

    /**
     * Computes the activations in place.
     *
     * @param a the weighted sums (rows × stride); receives the activations
     * @param units number of units
     * @param stride distance between rows, a multiple of {@link Lanes#COUNT}
     * @param rows number of rows
     */
    public static void apply(float[] a, int units, int stride, int rows) {
        VectorSigmoid.denominators(a, a, 0, rows * stride);
        int threes = units % 4 == 3 ? units - 3 : units;
        for (int row = 0; row < rows * stride; row += stride) {
            for (int j = 0; j < units; j += WIDTH) {
                FloatVector lanes = FloatVector.fromArray(SPECIES, LANES, 0);
                FloatVector d = FloatVector.fromArray(SPECIES, a, row + j);
                // Multiplying by 1 is exact: a unit without a partner divides alone.
                d = d.blend(1f, lanes.compare(GE, units - j));
                FloatVector other = d.rearrange(UNITS);
                FloatVector pair = d.mul(other);
                FloatVector otherPair = pair.rearrange(PAIRS);
                // Where three units share a division, the other pair is one of them and 1.
                otherPair = otherPair.blend(1f, lanes.compare(LT, threes - j));
                FloatVector r = broadcast(SPECIES, 1f).div(pair.mul(otherPair));
                ((FloatVector) r.mul(other.mul(otherPair)).check(SPECIES)).intoArray(a, row + j);
            }
        }
    }
}
