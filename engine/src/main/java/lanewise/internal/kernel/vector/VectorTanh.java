package lanewise.internal.kernel.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.OR;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

import lanewise.internal.kernel.math.Exp;
import lanewise.internal.kernel.math.Sigmoid;
import lanewise.internal.kernel.math.Tanh;

/** {@link Tanh} on vectors. Contains a copy of {@link Exp} (see the package description). */
final class VectorTanh {

    private VectorTanh() {}

    /**
     * Applies {@link Tanh#of} to each element.
     *
     * @param z the arguments
     * @param a receives the results; may be {@code z}
     * @param from index of the first element
     * @param count number of elements, a multiple of {@link Lanes#COUNT}
     */
    static void apply(float[] z, float[] a, int from, int count) {
        for (int k = from; k < from + count; k += WIDTH) {
            FloatVector vz = FloatVector.fromArray(SPECIES, z, k);
            FloatVector x = vz.abs();
            x = x.blend(Tanh.LIMIT, x.compare(GT, Tanh.LIMIT)).mul(-2f);
            FloatVector rounded =
                    x.fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Sigmoid.ROUND));
            FloatVector n = rounded.sub(Sigmoid.ROUND);
            FloatVector r = n.fma(broadcast(SPECIES, Exp.MINUS_LN2), x);
            r = n.fma(broadcast(SPECIES, Exp.MINUS_LN2_REST), r);
            FloatVector p = r.fma(broadcast(SPECIES, Exp.C4), broadcast(SPECIES, Exp.C3));
            p = p.fma(r, broadcast(SPECIES, Exp.C2));
            p = p.fma(r, broadcast(SPECIES, Exp.C1));
            p = p.fma(r, broadcast(SPECIES, Exp.C0));
            FloatVector q = r.mul(r).fma(p, r);
            FloatVector power =
                    rounded.reinterpretAsInts()
                            .lanewise(LSHL, Sigmoid.FRACTION_BITS)
                            .reinterpretAsFloats();
            FloatVector one = broadcast(SPECIES, 1f);
            FloatVector numerator = q.neg().fma(power, one.sub(power));
            FloatVector denominator = q.fma(power, one.add(power));
            IntVector sign = vz.reinterpretAsInts().lanewise(AND, Integer.MIN_VALUE);
            ((FloatVector)
                            numerator
                                    .div(denominator)
                                    .reinterpretAsInts()
                                    .lanewise(OR, sign)
                                    .reinterpretAsFloats()
                                    .check(SPECIES))
                    .intoArray(a, k);
        }
    }

    /**
     * Multiplies deltas by {@link Tanh#slope}.
     *
     * @param delta the deltas, updated in place
     * @param a the activations
     * @param from index of the first element
     * @param count number of elements, a multiple of {@link Lanes#COUNT}
     */
    static void multiplyByDerivative(float[] delta, float[] a, int from, int count) {
        for (int k = from; k < from + count; k += WIDTH) {
            FloatVector va = FloatVector.fromArray(SPECIES, a, k);
            ((FloatVector)
                            va.neg()
                                    .fma(va, broadcast(SPECIES, 1f))
                                    .mul(FloatVector.fromArray(SPECIES, delta, k))
                                    .check(SPECIES))
                    .intoArray(delta, k);
        }
    }
}
