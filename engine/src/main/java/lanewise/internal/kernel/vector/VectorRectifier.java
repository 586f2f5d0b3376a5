package lanewise.internal.kernel.vector;

import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;

import lanewise.internal.kernel.ActivationFunction;

/** ReLU and leaky ReLU on vectors. */
public final class VectorRectifier {

    private VectorRectifier() {}

    /**
     * Replaces negative elements by 0.
     *
     * @param z the arguments
     * @param a receives the results; may be {@code z}
     * @param from index of the first element
     * @param count number of elements, a multiple of {@link Lanes#COUNT}
     */
    static void apply(float[] z, float[] a, int from, int count) {
        for (int k = from; k < from + count; k += WIDTH) {
            FloatVector vz = FloatVector.fromArray(SPECIES, z, k);
            ((FloatVector) vz.blend(0f, vz.compare(LT, 0f)).check(SPECIES)).intoArray(a, k);
        }
    }

    /**
     * Replaces deltas by 0 where the activation is not positive.
     *
     * @param delta the deltas, updated in place
     * @param a the activations
     * @param from index of the first element
     * @param count number of elements, a multiple of {@link Lanes#COUNT}
     */
    static void multiplyByDerivative(float[] delta, float[] a, int from, int count) {
        for (int k = from; k < from + count; k += WIDTH) {
            FloatVector va = FloatVector.fromArray(SPECIES, a, k);
            FloatVector vd = FloatVector.fromArray(SPECIES, delta, k);
            ((FloatVector) vd.blend(0f, va.compare(LE, 0f)).check(SPECIES)).intoArray(delta, k);
        }
    }

    /**
     * Multiplies negative elements by {@link ActivationFunction#LEAK}.
     *
     * @param z the arguments
     * @param a receives the results; may be {@code z}
     * @param from index of the first element
     * @param count number of elements, a multiple of {@link Lanes#COUNT}
     */
    static void applyLeaky(float[] z, float[] a, int from, int count) {
        for (int k = from; k < from + count; k += WIDTH) {
            FloatVector vz = FloatVector.fromArray(SPECIES, z, k);
            ((FloatVector)
                            vz.blend(vz.mul(ActivationFunction.LEAK), vz.compare(LT, 0f))
                                    .check(SPECIES))
                    .intoArray(a, k);
        }
    }

    /**
     * Multiplies deltas by {@link ActivationFunction#LEAK} where the activation is not positive.
     *
     * @param delta the deltas, updated in place
     * @param a the activations
     * @param from index of the first element
     * @param count number of elements, a multiple of {@link Lanes#COUNT}
     */
    static void multiplyByLeakyDerivative(float[] delta, float[] a, int from, int count) {
        for (int k = from; k < from + count; k += WIDTH) {
            FloatVector va = FloatVector.fromArray(SPECIES, a, k);
            FloatVector vd = FloatVector.fromArray(SPECIES, delta, k);
            ((FloatVector)
                            vd.blend(vd.mul(ActivationFunction.LEAK), va.compare(LE, 0f))
                                    .check(SPECIES))
                    .intoArray(delta, k);
        }
    }
}
