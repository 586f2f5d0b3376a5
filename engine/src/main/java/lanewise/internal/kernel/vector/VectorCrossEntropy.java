package lanewise.internal.kernel.vector;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.Targets;
import lanewise.internal.kernel.math.Exp;
import lanewise.internal.kernel.math.Log;
import lanewise.internal.kernel.math.Sigmoid;

/**
 * The cross-entropies on vectors of samples. Contains copies of {@link Exp} and {@link Log} (see
 * the package description).
 */
final class VectorCrossEntropy {

    private VectorCrossEntropy() {}

    /**
     * Computes {@link LossFunction#BINARY_CROSS_ENTROPY} in virtual lanes.
     *
     * @param targets expected outputs
     * @param from index of the block's first sample in the targets
     * @param z weighted sums of the last layer (outputs × n)
     * @param n number of samples, a multiple of {@link Lanes#COUNT}
     * @param lanes receives the sums of the {@link Lanes#COUNT} lanes
     */
    static void binary(Targets targets, int from, float[] z, int n, float[] lanes) {
        float[] y = targets.y();
        float[] mask = targets.mask();
        for (int lane = 0; lane < Lanes.COUNT; lane += WIDTH) {
            FloatVector acc = FloatVector.zero(SPECIES);
            for (int k = 0; k < targets.outputs(); k++) {
                int zk = k * n;
                int yk = k * targets.ld() + from;
                for (int s = lane; s < n; s += Lanes.COUNT) {
                    FloatVector vz = FloatVector.fromArray(SPECIES, z, zk + s);
                    FloatVector x = vz.abs().neg();
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
                    FloatVector power =
                            half.lanewise(LSHL, Sigmoid.FRACTION_BITS).reinterpretAsFloats();
                    FloatVector power2 =
                            bits.sub(half)
                                    .lanewise(LSHL, Sigmoid.FRACTION_BITS)
                                    .reinterpretAsFloats();
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
                    FloatVector vy = FloatVector.fromArray(SPECIES, y, yk + s);
                    FloatVector positive = vz.blend(0f, vz.compare(LT, 0f));
                    FloatVector entropy = vz.neg().fma(vy, positive).add(log);
                    acc = FloatVector.fromArray(SPECIES, mask, from + s).fma(entropy, acc);
                }
            }
            ((FloatVector) acc.check(SPECIES)).intoArray(lanes, lane);
        }
    }

    /**
     * Computes {@link LossFunction#CROSS_ENTROPY} in virtual lanes.
     *
     * @param targets expected outputs
     * @param from index of the block's first sample in the targets
     * @param z weighted sums of the last layer (outputs × n)
     * @param n number of samples, a multiple of {@link Lanes#COUNT}
     * @param lanes receives the sums of the {@link Lanes#COUNT} lanes
     */
    static void ofClasses(Targets targets, int from, float[] z, int n, float[] lanes) {
        float[] y = targets.y();
        float[] mask = targets.mask();
        for (int lane = 0; lane < Lanes.COUNT; lane += WIDTH) {
            FloatVector acc = FloatVector.zero(SPECIES);
            for (int s = lane; s < n; s += Lanes.COUNT) {
                FloatVector max = FloatVector.fromArray(SPECIES, z, s);
                for (int k = 1; k < targets.outputs(); k++) {
                    FloatVector vz = FloatVector.fromArray(SPECIES, z, k * n + s);
                    max = vz.blend(max, vz.compare(GT, max).not());
                }
                FloatVector sum = FloatVector.zero(SPECIES);
                for (int k = 0; k < targets.outputs(); k++) {
                    FloatVector x = FloatVector.fromArray(SPECIES, z, k * n + s).sub(max);
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
                    FloatVector power =
                            half.lanewise(LSHL, Sigmoid.FRACTION_BITS).reinterpretAsFloats();
                    FloatVector power2 =
                            bits.sub(half)
                                    .lanewise(LSHL, Sigmoid.FRACTION_BITS)
                                    .reinterpretAsFloats();
                    sum = q.add(1f).mul(power).mul(power2).add(sum);
                }
                IntVector sumBits = sum.reinterpretAsInts();
                FloatVector exponent =
                        sumBits.lanewise(LSHR, Sigmoid.FRACTION_BITS)
                                .lanewise(OR, Log.INTEGER)
                                .reinterpretAsFloats()
                                .sub(Log.INTEGER_OFFSET);
                FloatVector u =
                        sumBits.lanewise(AND, Log.FRACTION)
                                .lanewise(OR, Log.ONE)
                                .reinterpretAsFloats()
                                .sub(1f);
                FloatVector p = u.fma(broadcast(SPECIES, Log.C8), broadcast(SPECIES, Log.C7));
                p = p.fma(u, broadcast(SPECIES, Log.C6));
                p = p.fma(u, broadcast(SPECIES, Log.C5));
                p = p.fma(u, broadcast(SPECIES, Log.C4));
                p = p.fma(u, broadcast(SPECIES, Log.C3));
                p = p.fma(u, broadcast(SPECIES, Log.C2));
                p = p.fma(u, broadcast(SPECIES, Log.C1));
                p = p.fma(u, broadcast(SPECIES, Log.C0));
                FloatVector log = u.mul(u).fma(p, u);
                log = exponent.fma(broadcast(SPECIES, Log.LN2), log);
                VectorMask<Float> finite = sum.compare(LT, Float.POSITIVE_INFINITY);
                log = sum.blend(log, finite);
                FloatVector entropy = FloatVector.zero(SPECIES);
                for (int k = 0; k < targets.outputs(); k++) {
                    FloatVector vz = FloatVector.fromArray(SPECIES, z, k * n + s);
                    FloatVector vy = FloatVector.fromArray(SPECIES, y, k * targets.ld() + from + s);
                    entropy = vy.fma(max.sub(vz).add(log), entropy);
                }
                acc = FloatVector.fromArray(SPECIES, mask, from + s).fma(entropy, acc);
            }
            ((FloatVector) acc.check(SPECIES)).intoArray(lanes, lane);
        }
    }
}
