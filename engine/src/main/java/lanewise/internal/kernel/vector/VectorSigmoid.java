package lanewise.internal.kernel.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;

import lanewise.internal.kernel.math.Sigmoid;

/** {@link Sigmoid} on vectors. */
public final class VectorSigmoid {

    private VectorSigmoid() {}

    /**
     * Applies {@link Sigmoid#of} to each element.
     *
     * @param z the arguments
     * @param a receives the results; may be {@code z}
     * @param from index of the first element
     * @param count number of elements, a multiple of {@link Lanes#COUNT}
     */
    static void apply(float[] z, float[] a, int from, int count) {
        for (int k = from; k < from + count; k += WIDTH) {
            FloatVector vz = FloatVector.fromArray(SPECIES, z, k);
            // Compare and blend: vector min and max cost three times as much because they must
            // order signed zeros.
            vz = vz.blend(Sigmoid.LIMIT, vz.compare(GT, Sigmoid.LIMIT));
            vz = vz.blend(-Sigmoid.LIMIT, vz.compare(LT, -Sigmoid.LIMIT));
            FloatVector log2e = FloatVector.broadcast(SPECIES, Sigmoid.MINUS_LOG2_E);
            FloatVector rounded = vz.fma(log2e, FloatVector.broadcast(SPECIES, Sigmoid.ROUND));
            FloatVector n = rounded.sub(Sigmoid.ROUND);
            FloatVector f = vz.fma(log2e, n.neg());
            f = vz.fma(FloatVector.broadcast(SPECIES, Sigmoid.MINUS_LOG2_E_REST), f);
            FloatVector p =
                    f.fma(
                            FloatVector.broadcast(SPECIES, Sigmoid.P6),
                            FloatVector.broadcast(SPECIES, Sigmoid.P5));
            p = p.fma(f, FloatVector.broadcast(SPECIES, Sigmoid.P4));
            p = p.fma(f, FloatVector.broadcast(SPECIES, Sigmoid.P3));
            p = p.fma(f, FloatVector.broadcast(SPECIES, Sigmoid.P2));
            p = p.fma(f, FloatVector.broadcast(SPECIES, Sigmoid.P1));
            FloatVector one = FloatVector.broadcast(SPECIES, 1f);
            p = p.fma(f, one);
            FloatVector power =
                    rounded.reinterpretAsInts()
                            .lanewise(LSHL, Sigmoid.FRACTION_BITS)
                            .reinterpretAsFloats();
            one.div(p.fma(power, one)).intoArray(a, k);
        }
    }

    /**
     * Multiplies deltas by {@link Sigmoid#slope}.
     *
     * @param delta the deltas, updated in place
     * @param a the activations
     * @param from index of the first element
     * @param count number of elements, a multiple of {@link Lanes#COUNT}
     */
    static void multiplyByDerivative(float[] delta, float[] a, int from, int count) {
        for (int k = from; k < from + count; k += WIDTH) {
            FloatVector va = FloatVector.fromArray(SPECIES, a, k);
            va.neg().fma(va, va).mul(FloatVector.fromArray(SPECIES, delta, k)).intoArray(delta, k);
        }
    }
}
