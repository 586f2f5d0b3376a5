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
import lanewise.internal.kernel.math.Sigmoid;

/** Softmax on vectors of samples. Contains a copy of {@link Exp} (see the package description). */
public final class VectorSoftmax {

    private VectorSoftmax() {}

    /**
     * Computes {@link ActivationKernels#softmax}.
     *
     * @param z weighted sums (rows × n)
     * @param a receives the activations (rows × n); may be {@code z}
     * @param rows number of units
     * @param n number of samples, a multiple of {@link lanewise.internal.kernel.Lanes#COUNT}
     */
    public static void apply(float[] z, float[] a, int rows, int n) {
        for (int s = 0; s < n; s += WIDTH) {
            FloatVector max = FloatVector.fromArray(SPECIES, z, s);
            for (int j = 1; j < rows; j++) {
                FloatVector vz = FloatVector.fromArray(SPECIES, z, j * n + s);
                max = vz.blend(max, vz.compare(GT, max).not());
            }
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = 0; j < rows; j++) {
                FloatVector x = FloatVector.fromArray(SPECIES, z, j * n + s).sub(max);
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
                        bits.sub(half).lanewise(LSHL, Sigmoid.FRACTION_BITS).reinterpretAsFloats();
                FloatVector exp = q.add(1f).mul(power).mul(power2);
                ((FloatVector) exp.check(SPECIES)).intoArray(a, j * n + s);
                sum = exp.add(sum);
            }
            FloatVector reciprocal = broadcast(SPECIES, 1f).div(sum);
            for (int j = 0; j < rows; j++) {
                FloatVector exp = FloatVector.fromArray(SPECIES, a, j * n + s);
                ((FloatVector) exp.mul(reciprocal).check(SPECIES)).intoArray(a, j * n + s);
            }
        }
    }
}
