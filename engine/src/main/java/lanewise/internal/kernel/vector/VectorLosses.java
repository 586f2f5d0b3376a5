package lanewise.internal.kernel.vector;

import static jdk.incubator.vector.VectorOperators.GT;

import static lanewise.internal.kernel.vector.Vectors.SPECIES;
import static lanewise.internal.kernel.vector.Vectors.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.LossFunction;
import lanewise.internal.kernel.LossKernels;
import lanewise.internal.kernel.Targets;

/** The kernels of {@link ScalarLosses} on vectors of samples, with identical bits. */
public final class VectorLosses implements LossKernels {

    @Override
    public float sum(
            LossFunction loss,
            Targets targets,
            int from,
            float[] z,
            float[] a,
            int n,
            float[] scratch) {
        assert n % Lanes.COUNT == 0;
        switch (loss) {
            case SQUARED_ERROR -> squaredError(targets, from, a, n, scratch);
            case BINARY_CROSS_ENTROPY -> VectorCrossEntropy.binary(targets, from, z, n, scratch);
            case CROSS_ENTROPY -> VectorCrossEntropy.ofClasses(targets, from, z, n, scratch);
        }
        return VectorProducts.fold(scratch, 0);
    }

    private static void squaredError(Targets targets, int from, float[] a, int n, float[] lanes) {
        float[] y = targets.y();
        float[] mask = targets.mask();
        for (int lane = 0; lane < Lanes.COUNT; lane += WIDTH) {
            FloatVector acc = FloatVector.zero(SPECIES);
            for (int s = lane; s < n; s += Lanes.COUNT) {
                FloatVector weight = FloatVector.fromArray(SPECIES, mask, from + s);
                for (int k = 0; k < targets.outputs(); k++) {
                    FloatVector va = FloatVector.fromArray(SPECIES, a, k * n + s);
                    FloatVector vy = FloatVector.fromArray(SPECIES, y, k * targets.ld() + from + s);
                    FloatVector error = va.sub(vy);
                    acc = weight.mul(error).fma(error, acc);
                }
            }
            ((FloatVector) acc.check(SPECIES)).intoArray(lanes, lane);
        }
    }

    @Override
    public void delta(Targets targets, int from, float[] a, float[] delta, int n) {
        assert n % Lanes.COUNT == 0;
        float[] y = targets.y();
        float[] mask = targets.mask();
        for (int k = 0; k < targets.outputs(); k++) {
            int ak = k * n;
            int yk = k * targets.ld() + from;
            for (int s = 0; s < n; s += WIDTH) {
                FloatVector va = FloatVector.fromArray(SPECIES, a, ak + s);
                FloatVector vy = FloatVector.fromArray(SPECIES, y, yk + s);
                FloatVector error = va.sub(vy).mul(FloatVector.fromArray(SPECIES, mask, from + s));
                ((FloatVector) error.check(SPECIES)).intoArray(delta, ak + s);
            }
        }
    }

    @Override
    public void deltaOfSigmoid(Targets targets, int from, float[] a, float[] delta, int n) {
        assert n % Lanes.COUNT == 0;
        float[] y = targets.y();
        float[] mask = targets.mask();
        for (int k = 0; k < targets.outputs(); k++) {
            int ak = k * n;
            int yk = k * targets.ld() + from;
            for (int s = 0; s < n; s += WIDTH) {
                FloatVector va = FloatVector.fromArray(SPECIES, a, ak + s);
                FloatVector vy = FloatVector.fromArray(SPECIES, y, yk + s);
                FloatVector error = va.sub(vy).mul(FloatVector.fromArray(SPECIES, mask, from + s));
                ((FloatVector) va.neg().fma(va, va).mul(error).check(SPECIES))
                        .intoArray(delta, ak + s);
            }
        }
    }

    @Override
    public int hits(Targets targets, int from, float[] a, int n) {
        assert n % Lanes.COUNT == 0;
        float[] classes = targets.classes();
        if (targets.outputs() == 1) {
            return hitsOfOneOutput(classes, from, a, n);
        }
        int hits = 0;
        for (int s = 0; s < n; s += WIDTH) {
            FloatVector largest = FloatVector.fromArray(SPECIES, a, s);
            FloatVector predicted = FloatVector.zero(SPECIES);
            for (int k = 1; k < targets.outputs(); k++) {
                FloatVector va = FloatVector.fromArray(SPECIES, a, k * n + s);
                VectorMask<Float> notLarger = va.compare(GT, largest).not();
                largest = va.blend(largest, notLarger);
                predicted = FloatVector.broadcast(SPECIES, k).blend(predicted, notLarger);
            }
            FloatVector actual = FloatVector.fromArray(SPECIES, classes, from + s);
            hits += actual.eq(predicted).trueCount();
        }
        return hits;
    }

    private static int hitsOfOneOutput(float[] classes, int from, float[] a, int n) {
        int hits = 0;
        for (int s = 0; s < n; s += WIDTH) {
            VectorMask<Float> one = FloatVector.fromArray(SPECIES, a, s).compare(GT, 0.5f);
            FloatVector predicted = FloatVector.zero(SPECIES).blend(1f, one);
            FloatVector actual = FloatVector.fromArray(SPECIES, classes, from + s);
            hits += actual.eq(predicted).trueCount();
        }
        return hits;
    }
}
