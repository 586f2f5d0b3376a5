package lanewise.internal.kernel.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import static lanewise.internal.kernel.LossFunction.HUBER_DELTA;
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
            case ABSOLUTE_ERROR -> absoluteError(targets, from, a, n, scratch);
            case HUBER -> huber(targets, from, a, n, scratch);
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

    private static void absoluteError(Targets targets, int from, float[] a, int n, float[] lanes) {
        float[] y = targets.y();
        float[] mask = targets.mask();
        for (int lane = 0; lane < Lanes.COUNT; lane += WIDTH) {
            FloatVector acc = FloatVector.zero(SPECIES);
            for (int s = lane; s < n; s += Lanes.COUNT) {
                FloatVector weight = FloatVector.fromArray(SPECIES, mask, from + s);
                for (int k = 0; k < targets.outputs(); k++) {
                    FloatVector va = FloatVector.fromArray(SPECIES, a, k * n + s);
                    FloatVector vy = FloatVector.fromArray(SPECIES, y, k * targets.ld() + from + s);
                    acc = weight.fma(va.sub(vy).abs(), acc);
                }
            }
            ((FloatVector) acc.check(SPECIES)).intoArray(lanes, lane);
        }
    }

    private static void huber(Targets targets, int from, float[] a, int n, float[] lanes) {
        float[] y = targets.y();
        float[] mask = targets.mask();
        for (int lane = 0; lane < Lanes.COUNT; lane += WIDTH) {
            FloatVector acc = FloatVector.zero(SPECIES);
            for (int s = lane; s < n; s += Lanes.COUNT) {
                FloatVector weight = FloatVector.fromArray(SPECIES, mask, from + s);
                for (int k = 0; k < targets.outputs(); k++) {
                    FloatVector va = FloatVector.fromArray(SPECIES, a, k * n + s);
                    FloatVector vy = FloatVector.fromArray(SPECIES, y, k * targets.ld() + from + s);
                    FloatVector size = va.sub(vy).abs();
                    FloatVector bounded = size.blend(HUBER_DELTA, size.compare(GT, HUBER_DELTA));
                    FloatVector mean = bounded.fma(FloatVector.broadcast(SPECIES, -0.5f), size);
                    acc = weight.mul(bounded).fma(mean, acc);
                }
            }
            ((FloatVector) acc.check(SPECIES)).intoArray(lanes, lane);
        }
    }

    @Override
    public void delta(
            LossFunction loss, Targets targets, int from, float[] a, float[] delta, int n) {
        assert n % Lanes.COUNT == 0;
        switch (loss) {
            case ABSOLUTE_ERROR -> signs(targets, from, a, delta, n);
            case HUBER -> boundedErrors(targets, from, a, delta, n);
            default -> errors(targets, from, a, delta, n);
        }
    }

    private static void errors(Targets targets, int from, float[] a, float[] delta, int n) {
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

    private static void signs(Targets targets, int from, float[] a, float[] delta, int n) {
        float[] y = targets.y();
        float[] mask = targets.mask();
        for (int k = 0; k < targets.outputs(); k++) {
            int ak = k * n;
            int yk = k * targets.ld() + from;
            for (int s = 0; s < n; s += WIDTH) {
                FloatVector va = FloatVector.fromArray(SPECIES, a, ak + s);
                FloatVector vy = FloatVector.fromArray(SPECIES, y, yk + s);
                FloatVector error = va.sub(vy);
                FloatVector sign =
                        FloatVector.zero(SPECIES)
                                .blend(1f, error.compare(GT, 0f))
                                .blend(-1f, error.compare(LT, 0f));
                FloatVector weight = FloatVector.fromArray(SPECIES, mask, from + s);
                ((FloatVector) sign.fma(weight, error.sub(error)).check(SPECIES))
                        .intoArray(delta, ak + s);
            }
        }
    }

    private static void boundedErrors(Targets targets, int from, float[] a, float[] delta, int n) {
        float[] y = targets.y();
        float[] mask = targets.mask();
        for (int k = 0; k < targets.outputs(); k++) {
            int ak = k * n;
            int yk = k * targets.ld() + from;
            for (int s = 0; s < n; s += WIDTH) {
                FloatVector va = FloatVector.fromArray(SPECIES, a, ak + s);
                FloatVector vy = FloatVector.fromArray(SPECIES, y, yk + s);
                FloatVector error = va.sub(vy);
                FloatVector upper = error.blend(HUBER_DELTA, error.compare(GT, HUBER_DELTA));
                FloatVector bounded = upper.blend(-HUBER_DELTA, upper.compare(LT, -HUBER_DELTA));
                FloatVector weight = FloatVector.fromArray(SPECIES, mask, from + s);
                ((FloatVector) bounded.fma(weight, error.sub(error)).check(SPECIES))
                        .intoArray(delta, ak + s);
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
