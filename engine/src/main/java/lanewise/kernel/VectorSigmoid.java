package lanewise.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import static lanewise.kernel.VectorKernels.SPECIES;
import static lanewise.kernel.VectorKernels.WIDTH;

import jdk.incubator.vector.FloatVector;

/** {@link Sigmoid} on vectors. */
final class VectorSigmoid {

    private VectorSigmoid() {}

    /**
     * Replaces numbers by their {@link Sigmoid#of}.
     *
     * @param a the numbers, from index 0
     * @param count how many, a multiple of {@link Lanes#COUNT}
     */
    static void apply(float[] a, int count) {
        for (int k = 0; k < count; k += WIDTH) {
            FloatVector z = FloatVector.fromArray(SPECIES, a, k);
            // Compare and blend: the vector min and max cost three times as much, for the sake of
            // signed zeros.
            z = z.blend(Sigmoid.LIMIT, z.compare(GT, Sigmoid.LIMIT));
            z = z.blend(-Sigmoid.LIMIT, z.compare(LT, -Sigmoid.LIMIT));
            FloatVector log2e = FloatVector.broadcast(SPECIES, Sigmoid.MINUS_LOG2_E);
            FloatVector rounded = z.fma(log2e, FloatVector.broadcast(SPECIES, Sigmoid.ROUND));
            FloatVector n = rounded.sub(Sigmoid.ROUND);
            FloatVector f = z.fma(log2e, n.neg());
            f = z.fma(FloatVector.broadcast(SPECIES, Sigmoid.MINUS_LOG2_E_REST), f);
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
     * Multiplies deltas by the {@link Sigmoid#slope} of activations.
     *
     * @param delta the deltas, from index 0, updated in place
     * @param a the activations, from index 0
     * @param count how many, a multiple of {@link Lanes#COUNT}
     */
    static void timesSlope(float[] delta, float[] a, int count) {
        for (int k = 0; k < count; k += WIDTH) {
            FloatVector va = FloatVector.fromArray(SPECIES, a, k);
            va.neg().fma(va, va).mul(FloatVector.fromArray(SPECIES, delta, k)).intoArray(delta, k);
        }
    }
}
