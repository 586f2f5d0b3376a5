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

    /** Number of elements whose denominators are computed before any division. */
    private static final int AT_ONCE = 1024;

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
        int end;
        for (int begin = from; begin < from + count; begin = end) {
            end = begin + Math.min(AT_ONCE, from + count - begin);
            denominators(z, a, begin, end);
            for (int k = begin; k < end; k += WIDTH) {
                FloatVector d = FloatVector.fromArray(SPECIES, a, k);
                ((FloatVector) FloatVector.broadcast(SPECIES, 1f).div(d).check(SPECIES))
                        .intoArray(a, k);
            }
        }
    }

    /**
     * Computes {@link lanewise.internal.kernel.ActivationKernels#sharedSigmoid}.
     *
     * @param z the weighted sums (units × n)
     * @param a receives the activations (units × n); may be {@code z}
     * @param from first unit to compute, a multiple of 4
     * @param to the unit after the last one to compute, a multiple of 4 or the number of units
     * @param n number of samples, a multiple of {@link Lanes#COUNT}
     */
    static void applyShared(float[] z, float[] a, int from, int to, int n) {
        for (int j = from; j < to; j += 4) {
            int units = Math.min(4, to - j);
            int k = j * n;
            if (units == 1) {
                apply(z, a, k, n);
                continue;
            }
            denominators(z, a, k, k + units * n);
            if (units == 3) {
                shareAmongThree(a, k, n);
            } else {
                shareAmongTwo(a, k, n);
                if (units == 4) {
                    shareAmongTwo(a, k + 2 * n, n);
                }
            }
        }
    }

    /** Computes {@link Sigmoid#denominator} of the elements from one index to another. */
    static void denominators(float[] z, float[] d, int from, int to) {
        for (int k = from; k < to; k += WIDTH) {
            FloatVector vz = FloatVector.fromArray(SPECIES, z, k);
            // Compare and blend: vector min and max cost three times as much because they must
            // order signed zeros.
            vz = vz.blend(Sigmoid.LIMIT, vz.compare(GT, Sigmoid.LIMIT));
            vz = vz.blend(-Sigmoid.LIMIT, vz.compare(LT, -Sigmoid.LIMIT));
            FloatVector rounded =
                    vz.fma(
                            FloatVector.broadcast(SPECIES, Sigmoid.MINUS_LOG2_E),
                            FloatVector.broadcast(SPECIES, Sigmoid.ROUND));
            FloatVector n = rounded.sub(Sigmoid.ROUND);
            FloatVector r = n.fma(FloatVector.broadcast(SPECIES, Sigmoid.LN2), vz);
            FloatVector p =
                    r.fma(
                            FloatVector.broadcast(SPECIES, Sigmoid.P6),
                            FloatVector.broadcast(SPECIES, Sigmoid.P5));
            p = p.fma(r, FloatVector.broadcast(SPECIES, Sigmoid.P4));
            p = p.fma(r, FloatVector.broadcast(SPECIES, Sigmoid.P3));
            p = p.fma(r, FloatVector.broadcast(SPECIES, Sigmoid.P2));
            p = p.fma(r, FloatVector.broadcast(SPECIES, Sigmoid.P1));
            FloatVector one = FloatVector.broadcast(SPECIES, 1f);
            p = p.fma(r, one);
            FloatVector power =
                    rounded.reinterpretAsInts()
                            .lanewise(LSHL, Sigmoid.FRACTION_BITS)
                            .reinterpretAsFloats();
            ((FloatVector) p.fma(power, one).check(SPECIES)).intoArray(d, k);
        }
    }

    /** Turns the denominators of two units of {@code n} samples into their activations. */
    private static void shareAmongTwo(float[] a, int k0, int n) {
        for (int k = k0; k < k0 + n; k += WIDTH) {
            FloatVector d0 = FloatVector.fromArray(SPECIES, a, k);
            FloatVector d1 = FloatVector.fromArray(SPECIES, a, k + n);
            FloatVector r = FloatVector.broadcast(SPECIES, 1f).div(d0.mul(d1));
            ((FloatVector) r.mul(d1).check(SPECIES)).intoArray(a, k);
            ((FloatVector) r.mul(d0).check(SPECIES)).intoArray(a, k + n);
        }
    }

    /** Turns the denominators of three units of {@code n} samples into their activations. */
    private static void shareAmongThree(float[] a, int k0, int n) {
        for (int k = k0; k < k0 + n; k += WIDTH) {
            FloatVector d0 = FloatVector.fromArray(SPECIES, a, k);
            FloatVector d1 = FloatVector.fromArray(SPECIES, a, k + n);
            FloatVector d2 = FloatVector.fromArray(SPECIES, a, k + 2 * n);
            FloatVector d01 = d0.mul(d1);
            FloatVector r = FloatVector.broadcast(SPECIES, 1f).div(d01.mul(d2));
            ((FloatVector) r.mul(d1.mul(d2)).check(SPECIES)).intoArray(a, k);
            ((FloatVector) r.mul(d0.mul(d2)).check(SPECIES)).intoArray(a, k + n);
            ((FloatVector) r.mul(d01).check(SPECIES)).intoArray(a, k + 2 * n);
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
            ((FloatVector)
                            va.neg()
                                    .fma(va, va)
                                    .mul(FloatVector.fromArray(SPECIES, delta, k))
                                    .check(SPECIES))
                    .intoArray(delta, k);
        }
    }
}
