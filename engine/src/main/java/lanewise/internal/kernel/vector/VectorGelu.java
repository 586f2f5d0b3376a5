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
import lanewise.internal.kernel.math.Gelu;
import lanewise.internal.kernel.math.Sigmoid;

/** {@link Gelu} on vectors. Contains copies of {@link Exp} (see the package description). */
final class VectorGelu {

    private VectorGelu() {}

    /**
     * Applies {@link Gelu#of} to each element.
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
            x = x.blend(Gelu.LIMIT, x.compare(GT, Gelu.LIMIT));
            FloatVector square = x.mul(x);
            FloatVector squareLow = x.fma(x, square.neg());
            FloatVector rounded =
                    square.mul(-0.5f)
                            .fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Exp.ROUND));
            FloatVector n = rounded.sub(Exp.ROUND);
            FloatVector r = n.fma(broadcast(SPECIES, Exp.MINUS_LN2), square.mul(-0.5f));
            r = r.add(n.fma(broadcast(SPECIES, Exp.MINUS_LN2_REST), squareLow.mul(-0.5f)));
            FloatVector p = r.fma(broadcast(SPECIES, Exp.C4), broadcast(SPECIES, Exp.C3));
            p = p.fma(r, broadcast(SPECIES, Exp.C2));
            p = p.fma(r, broadcast(SPECIES, Exp.C1));
            p = p.fma(r, broadcast(SPECIES, Exp.C0));
            FloatVector q = r.mul(r).fma(p, r);
            FloatVector numerator = x.fma(broadcast(SPECIES, Gelu.N4), broadcast(SPECIES, Gelu.N3));
            numerator = numerator.fma(x, broadcast(SPECIES, Gelu.N2));
            numerator = numerator.fma(x, broadcast(SPECIES, Gelu.N1));
            numerator = numerator.fma(x, broadcast(SPECIES, Gelu.N0)).mul(x);
            FloatVector denominator =
                    x.fma(broadcast(SPECIES, Gelu.D5), broadcast(SPECIES, Gelu.D4));
            denominator = denominator.fma(x, broadcast(SPECIES, Gelu.D3));
            denominator = denominator.fma(x, broadcast(SPECIES, Gelu.D2));
            denominator = denominator.fma(x, broadcast(SPECIES, Gelu.D1));
            denominator = denominator.fma(x, broadcast(SPECIES, 1f));
            IntVector bits = rounded.reinterpretAsInts();
            IntVector halved = bits.lanewise(LSHR, 1);
            FloatVector power = halved.lanewise(LSHL, Sigmoid.FRACTION_BITS).reinterpretAsFloats();
            FloatVector power2 =
                    bits.sub(halved).lanewise(LSHL, Sigmoid.FRACTION_BITS).reinterpretAsFloats();
            FloatVector onePlus = x.add(1f);
            FloatVector onePlusLow = x.sub(onePlus.sub(1f));
            FloatVector reciprocal = broadcast(SPECIES, 1f).div(onePlus.mul(denominator));
            FloatVector correction = numerator.mul(onePlus).mul(reciprocal);
            FloatVector inverse = denominator.mul(reciprocal);
            FloatVector half = x.mul(0.5f);
            FloatVector tail = half.mul(inverse);
            FloatVector tailLow = tail.neg().fma(onePlus, half);
            tailLow = tail.neg().fma(onePlusLow, tailLow).mul(inverse);
            FloatVector factor = q.fma(correction, q.add(correction));
            tail = tail.add(tail.fma(factor, tailLow.fma(factor, tailLow))).mul(power).mul(power2);
            ((FloatVector) vz.blend(0f, vz.compare(LT, 0f)).sub(tail).check(SPECIES))
                    .intoArray(a, k);
        }
    }

    /**
     * Multiplies deltas by {@link Gelu#slope}.
     *
     * @param delta the deltas, updated in place
     * @param z the weighted sums
     * @param from index of the first element
     * @param count number of elements, a multiple of {@link Lanes#COUNT}
     */
    static void multiplyByDerivative(float[] delta, float[] z, int from, int count) {
        for (int k = from; k < from + count; k += WIDTH) {
            FloatVector vz = FloatVector.fromArray(SPECIES, z, k);
            FloatVector x = vz.abs();
            x = x.blend(Gelu.LIMIT, x.compare(GT, Gelu.LIMIT));
            FloatVector square = x.mul(x);
            FloatVector squareLow = x.fma(x, square.neg());
            FloatVector rounded =
                    square.mul(-0.5f)
                            .fma(broadcast(SPECIES, Exp.LOG2_E), broadcast(SPECIES, Exp.ROUND));
            FloatVector n = rounded.sub(Exp.ROUND);
            FloatVector r = n.fma(broadcast(SPECIES, Exp.MINUS_LN2), square.mul(-0.5f));
            r = r.add(n.fma(broadcast(SPECIES, Exp.MINUS_LN2_REST), squareLow.mul(-0.5f)));
            FloatVector p = r.fma(broadcast(SPECIES, Exp.C4), broadcast(SPECIES, Exp.C3));
            p = p.fma(r, broadcast(SPECIES, Exp.C2));
            p = p.fma(r, broadcast(SPECIES, Exp.C1));
            p = p.fma(r, broadcast(SPECIES, Exp.C0));
            FloatVector q = r.mul(r).fma(p, r);
            FloatVector numerator = x.fma(broadcast(SPECIES, Gelu.N4), broadcast(SPECIES, Gelu.N3));
            numerator = numerator.fma(x, broadcast(SPECIES, Gelu.N2));
            numerator = numerator.fma(x, broadcast(SPECIES, Gelu.N1));
            numerator = numerator.fma(x, broadcast(SPECIES, Gelu.N0)).mul(x);
            FloatVector denominator =
                    x.fma(broadcast(SPECIES, Gelu.D5), broadcast(SPECIES, Gelu.D4));
            denominator = denominator.fma(x, broadcast(SPECIES, Gelu.D3));
            denominator = denominator.fma(x, broadcast(SPECIES, Gelu.D2));
            denominator = denominator.fma(x, broadcast(SPECIES, Gelu.D1));
            denominator = denominator.fma(x, broadcast(SPECIES, 1f));
            IntVector bits = rounded.reinterpretAsInts();
            IntVector halved = bits.lanewise(LSHR, 1);
            FloatVector power = halved.lanewise(LSHL, Sigmoid.FRACTION_BITS).reinterpretAsFloats();
            FloatVector power2 =
                    bits.sub(halved).lanewise(LSHL, Sigmoid.FRACTION_BITS).reinterpretAsFloats();
            FloatVector onePlus = x.add(1f);
            FloatVector reciprocal = broadcast(SPECIES, 1f).div(onePlus.mul(denominator));
            FloatVector correction = numerator.mul(onePlus).mul(reciprocal);
            FloatVector half = denominator.mul(reciprocal).mul(0.5f);
            FloatVector tail =
                    x.neg()
                            .fma(
                                    broadcast(SPECIES, Gelu.DENSITY_AT_ZERO),
                                    half.fma(correction, half));
            tail = tail.fma(q, tail).mul(power).mul(power2);
            ((FloatVector)
                            broadcast(SPECIES, 1f)
                                    .sub(tail)
                                    .blend(tail, vz.compare(LT, 0f))
                                    .mul(FloatVector.fromArray(SPECIES, delta, k))
                                    .check(SPECIES))
                    .intoArray(delta, k);
        }
    }
}
