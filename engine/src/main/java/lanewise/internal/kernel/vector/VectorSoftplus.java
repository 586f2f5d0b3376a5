package lanewise.internal.kernel.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

import lanewise.internal.kernel.math.Exp;
import lanewise.internal.kernel.math.Log;
import lanewise.internal.kernel.math.Sigmoid;

/**
 * {@link Softplus} on vectors. Contains copies of {@link Exp}, {@link Log} and {@link Sigmoid} (see
 * the package description).
 */
final class VectorSoftplus {

    private VectorSoftplus() {}

    /**
     * Applies {@link Softplus#of} to each element.
     *
     * @param z the arguments
     * @param a receives the results; may be {@code z}
     * @param from index of the first element
     * @param count number of elements, a multiple of {@link Lanes#COUNT}
     */
    static void apply(float[] z, float[] a, int from, int count) {
        for (int k = from; k < from + count; k += WIDTH) {
            FloatVector vz = FloatVector.fromArray(SPECIES, z, k);
            FloatVector x = vz.abs().neg();
            x = x.blend(Exp.LOWEST, x.compare(LT, Exp.LOWEST));
            FloatVector rounded =
                    x.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Exp.ROUND));
            FloatVector n = rounded.sub(Exp.ROUND);
            FloatVector r = n.fma(broadcast(SPECIES, Exp.MINUS_LN2), x);
            r = n.fma(broadcast(SPECIES, Exp.MINUS_LN2_REST), r);
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
            FloatVector u = q.add(1f).mul(power).mul(power2);
            p = u.fma(broadcast(SPECIES, Log.C8), broadcast(SPECIES, Log.C7));
            p = p.fma(u, broadcast(SPECIES, Log.C6));
            p = p.fma(u, broadcast(SPECIES, Log.C5));
            p = p.fma(u, broadcast(SPECIES, Log.C4));
            p = p.fma(u, broadcast(SPECIES, Log.C3));
            p = p.fma(u, broadcast(SPECIES, Log.C2));
            p = p.fma(u, broadcast(SPECIES, Log.C1));
            p = p.fma(u, broadcast(SPECIES, Log.C0));
            FloatVector log = u.mul(u).fma(p, u);
            ((FloatVector) vz.blend(0f, vz.compare(LT, 0f)).add(log).check(SPECIES))
                    .intoArray(a, k);
        }
    }

    /**
     * Multiplies deltas by the derivative, {@link Sigmoid#of}.
     *
     * @param delta the deltas, updated in place
     * @param z the weighted sums
     * @param from index of the first element
     * @param count number of elements, a multiple of {@link Lanes#COUNT}
     */
    static void multiplyByDerivative(float[] delta, float[] z, int from, int count) {
        for (int k = from; k < from + count; k += WIDTH) {
            FloatVector vz = FloatVector.fromArray(SPECIES, z, k);
            vz = vz.blend(Sigmoid.LIMIT, vz.compare(GT, Sigmoid.LIMIT));
            vz = vz.blend(-Sigmoid.LIMIT, vz.compare(LT, -Sigmoid.LIMIT));
            FloatVector rounded =
                    vz.fma(
                            broadcast(SPECIES, Sigmoid.MINUS_LOG2_E),
                            broadcast(SPECIES, Sigmoid.ROUND));
            FloatVector n = rounded.sub(Sigmoid.ROUND);
            FloatVector r = n.fma(broadcast(SPECIES, Sigmoid.LN2), vz);
            FloatVector p = r.fma(broadcast(SPECIES, Sigmoid.P6), broadcast(SPECIES, Sigmoid.P5));
            p = p.fma(r, broadcast(SPECIES, Sigmoid.P4));
            p = p.fma(r, broadcast(SPECIES, Sigmoid.P3));
            p = p.fma(r, broadcast(SPECIES, Sigmoid.P2));
            p = p.fma(r, broadcast(SPECIES, Sigmoid.P1));
            FloatVector one = broadcast(SPECIES, 1f);
            p = p.fma(r, one);
            FloatVector power =
                    rounded.reinterpretAsInts()
                            .lanewise(LSHL, Sigmoid.FRACTION_BITS)
                            .reinterpretAsFloats();
            ((FloatVector)
                            one.div(p.fma(power, one))
                                    .mul(FloatVector.fromArray(SPECIES, delta, k))
                                    .check(SPECIES))
                    .intoArray(delta, k);
        }
    }
}
