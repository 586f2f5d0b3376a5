package lanewise.kernel;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels of {@link ScalarKernels} on vectors of samples, bit for bit.
 *
 * <p>Every method runs one loop nest over whole vectors and no more, passing its results through
 * arrays that stay in the first-level cache: C2 compiles loops of this size alike in every JVM,
 * whereas larger methods and vectors that cross calls run into its inlining budget and are boxed.
 */
final class VectorKernels implements Kernels {

    /**
     * The vectors in use. A constant of the class: with any other species C2 does not compile
     * vector operations.
     */
    static final VectorSpecies<Float> SPECIES = VectorWidth.species();

    /** Their length in floats. */
    static final int WIDTH = SPECIES.length();

    @Override
    public String name() {
        return "vector-" + SPECIES.vectorBitSize();
    }

    @Override
    public void forward(
            Dense layer, float[] parameters, float[] x, int xOffset, int ldx, float[] a, int n) {
        assert n % Lanes.COUNT == 0;
        int outputs = layer.outputs();
        VectorSums.weighted(
                layer.inputs(),
                outputs,
                parameters,
                layer.weights(),
                outputs,
                1,
                layer.biases(),
                x,
                xOffset,
                ldx,
                a,
                n);
        VectorSigmoid.apply(a, a, 0, outputs * n);
    }

    @Override
    public float squaredError(Targets targets, int from, float[] a, int n, float[] scratch) {
        assert n % Lanes.COUNT == 0;
        float[] y = targets.y();
        float[] mask = targets.mask();
        for (int lane = 0; lane < Lanes.COUNT; lane += WIDTH) {
            FloatVector acc = FloatVector.zero(SPECIES);
            for (int k = 0; k < targets.outputs(); k++) {
                int ak = k * n;
                int yk = k * targets.ld() + from;
                for (int s = lane; s < n; s += Lanes.COUNT) {
                    FloatVector va = FloatVector.fromArray(SPECIES, a, ak + s);
                    FloatVector vy = FloatVector.fromArray(SPECIES, y, yk + s);
                    FloatVector factor = FloatVector.fromArray(SPECIES, mask, from + s);
                    FloatVector error = va.sub(vy).mul(factor);
                    acc = error.fma(error, acc);
                }
            }
            acc.intoArray(scratch, lane);
        }
        return VectorProducts.fold(scratch, 0);
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
                VectorMask<Float> larger = va.compare(GT, largest);
                largest = largest.blend(va, larger);
                // The cast matters: an int would pick the overload for long, which C2 may box.
                predicted = predicted.blend((float) k, larger);
            }
            FloatVector actual = FloatVector.fromArray(SPECIES, classes, from + s);
            hits += predicted.eq(actual).trueCount();
        }
        return hits;
    }

    private static int hitsOfOneOutput(float[] classes, int from, float[] a, int n) {
        int hits = 0;
        for (int s = 0; s < n; s += WIDTH) {
            VectorMask<Float> one = FloatVector.fromArray(SPECIES, a, s).compare(GT, 0.5f);
            FloatVector predicted = FloatVector.zero(SPECIES).blend(1f, one);
            FloatVector actual = FloatVector.fromArray(SPECIES, classes, from + s);
            hits += predicted.eq(actual).trueCount();
        }
        return hits;
    }

    @Override
    public void outputDelta(Targets targets, int from, float[] a, float[] delta, int n) {
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
                va.neg().fma(va, va).mul(error).intoArray(delta, ak + s);
            }
        }
    }

    @Override
    public void backward(
            Dense layer, float[] parameters, float[] delta, float[] a, float[] deltaIn, int n) {
        assert n % Lanes.COUNT == 0;
        int inputs = layer.inputs();
        int outputs = layer.outputs();
        VectorSums.weighted(
                outputs,
                inputs,
                parameters,
                layer.weights(),
                1,
                outputs,
                Dense.NO_BIAS,
                delta,
                0,
                n,
                deltaIn,
                n);
        VectorSigmoid.timesSlope(deltaIn, a, 0, inputs * n);
    }

    @Override
    public void gradient(
            Dense layer,
            float[] x,
            int xOffset,
            int ldx,
            float[] delta,
            int n,
            float[] gradient,
            float[] scratch) {
        assert n % Lanes.COUNT == 0;
        int outputs = layer.outputs();
        for (int i = 0; i < layer.inputs(); i++) {
            int g = layer.weights() + i * outputs;
            VectorProducts.addRow(outputs, x, xOffset + i * ldx, delta, n, gradient, g, scratch);
        }
        if (layer.hasBias()) {
            VectorProducts.addSums(outputs, delta, n, gradient, layer.biases(), scratch);
        }
    }

    @Override
    public void update(float[] parameters, float[] gradient, float rate, int count) {
        assert count % Lanes.COUNT == 0;
        for (int k = 0; k < count; k += WIDTH) {
            FloatVector vg = FloatVector.fromArray(SPECIES, gradient, k);
            FloatVector vp = FloatVector.fromArray(SPECIES, parameters, k);
            vg.fma(FloatVector.broadcast(SPECIES, -rate), vp).intoArray(parameters, k);
        }
    }
}
