package lanewise.internal.kernel.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

import lanewise.internal.kernel.math.Exp;
import lanewise.internal.kernel.math.Sigmoid;

/**
 * Softmax on vectors of units, for matrices whose rows are samples. Contains a copy of {@link Exp}
 * (see the package description).
 */
public final class VectorRowSoftmax {

    private VectorRowSoftmax() {}

    /**
     * Computes softmax over the units of each row, in place.
     *
     * @param a the weighted sums (rows × stride); receives the activations
     * @param a0 index of the first
     * @param units number of units
     * @param stride distance between rows, a multiple of {@link
     *     lanewise.internal.kernel.Lanes#COUNT}
     * @param rows number of rows
     */
    public static void apply(float[] a, int a0, int units, int stride, int rows) {
        int end = a0 + rows * stride;
        for (int from = a0; from < end; from += stride) {
            float max = a[from];
            for (int j = 1; j < units; j++) {
                max = a[from + j] > max ? a[from + j] : max;
            }
            powers(a, from, units, max);
            float sum = 0f;
            for (int j = 0; j < units; j++) {
                sum = a[from + j] + sum; // in order, as the contract demands
            }
            FloatVector reciprocal = broadcast(SPECIES, 1f / sum);
            for (int j = 0; j < units; j += WIDTH) {
                FloatVector power = FloatVector.fromArray(SPECIES, a, from + j);
                ((FloatVector) power.mul(reciprocal).check(SPECIES)).intoArray(a, from + j);
            }
        }
    }

    private static void powers(float[] a, int from, int units, float max) {
        for (int j = 0; j < units; j += WIDTH) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, from + j).sub(max);
            x = x.blend(Exp.LOWEST, x.compare(LT, Exp.LOWEST));
            FloatVector rounded =
                    x.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Exp.ROUND));
            FloatVector whole = rounded.sub(Exp.ROUND);
            FloatVector r = whole.fma(broadcast(SPECIES, Exp.MINUS_LN2), x);
            r = whole.fma(broadcast(SPECIES, Exp.MINUS_LN2_REST), r);
            FloatVector p = r.fma(broadcast(SPECIES, Exp.C4), broadcast(SPECIES, Exp.C3));
            p = p.fma(r, broadcast(SPECIES, Exp.C2));
            p = p.fma(r, broadcast(SPECIES, Exp.C1));
            p = p.fma(r, broadcast(SPECIES, Exp.C0));
            FloatVector q = r.mul(r).fma(p, r);
            IntVector bits = rounded.reinterpretAsInts();
            IntVector half = bits.lanewise(LSHR, 1);
            FloatVector power = half.lanewise(LSHL, Sigmoid.FRACTION_BITS).reinterpretAsFloats();
            FloatVector power2 =
                    bits.sub(half).lanewise(LSHL, Sigmoid.FRACTION_BITS).reinterpretAsFloats();
            ((FloatVector) q.add(1f).mul(power).mul(power2).check(SPECIES)).intoArray(a, from + j);
        }
    }
}
