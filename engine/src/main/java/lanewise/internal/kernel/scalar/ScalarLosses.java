package lanewise.internal.kernel.scalar;

import static lanewise.internal.kernel.LossFunction.HUBER_DELTA;
import static lanewise.internal.kernel.math.FusedMultiplyAdd.fma;

import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.LossFunction;
import lanewise.internal.kernel.LossKernels;
import lanewise.internal.kernel.Targets;
import lanewise.internal.kernel.math.Exp;
import lanewise.internal.kernel.math.Log;
import lanewise.internal.kernel.math.Sigmoid;
import lanewise.internal.kernel.math.Softplus;

/**
 * Reference implementation of {@link LossKernels} in plain Java. The kernels of the reference
 * workload, iris, process sixteen samples at a time for the reason given in {@link ScalarDense}.
 */
public final class ScalarLosses implements LossKernels {

    @Override
    public float sum(
            LossFunction loss,
            Targets targets,
            int from,
            float[] z,
            float[] a,
            int n,
            float[] scratch) {
        Lanes.clear(scratch);
        switch (loss) {
            case SQUARED_ERROR -> addSquaredErrors(targets, from, a, n, scratch);
            case ABSOLUTE_ERROR -> addAbsoluteErrors(targets, from, a, n, scratch);
            case HUBER -> addHuberLosses(targets, from, a, n, scratch);
            case BINARY_CROSS_ENTROPY -> addBinaryCrossEntropies(targets, from, z, n, scratch);
            case CROSS_ENTROPY -> addCrossEntropies(targets, from, z, n, scratch);
        }
        return Lanes.fold(scratch);
    }

    private static void addSquaredErrors(
            Targets targets, int from, float[] a, int n, float[] lanes) {
        int outputs = targets.outputs();
        for (int s = 0; s < n; s += Lanes.COUNT) {
            for (int k = 0; k < outputs; k++) {
                int y0 = k * targets.ld() + from + s;
                int count = Math.min(Lanes.COUNT, n - s);
                addSquares(a, k * n + s, targets.y(), y0, targets.mask(), from + s, lanes, count);
            }
        }
    }

    private static void addSquares(
            float[] a, int a0, float[] y, int y0, float[] mask, int m0, float[] lanes, int count) {
        for (int lane = 0; lane < count; lane++) {
            float error = a[a0 + lane] - y[y0 + lane];
            lanes[lane] = fma(mask[m0 + lane] * error, error, lanes[lane]);
        }
    }

    private static void addAbsoluteErrors(
            Targets targets, int from, float[] a, int n, float[] lanes) {
        for (int s = 0; s < n; s += Lanes.COUNT) {
            for (int k = 0; k < targets.outputs(); k++) {
                int y0 = k * targets.ld() + from + s;
                int count = Math.min(Lanes.COUNT, n - s);
                addSizes(a, k * n + s, targets.y(), y0, targets.mask(), from + s, lanes, count);
            }
        }
    }

    private static void addSizes(
            float[] a, int a0, float[] y, int y0, float[] mask, int m0, float[] lanes, int count) {
        for (int lane = 0; lane < count; lane++) {
            float size = Math.abs(a[a0 + lane] - y[y0 + lane]);
            lanes[lane] = fma(mask[m0 + lane], size, lanes[lane]);
        }
    }

    private static void addHuberLosses(Targets targets, int from, float[] a, int n, float[] lanes) {
        for (int s = 0; s < n; s += Lanes.COUNT) {
            for (int k = 0; k < targets.outputs(); k++) {
                int y0 = k * targets.ld() + from + s;
                int count = Math.min(Lanes.COUNT, n - s);
                addHuber(a, k * n + s, targets.y(), y0, targets.mask(), from + s, lanes, count);
            }
        }
    }

    private static void addHuber(
            float[] a, int a0, float[] y, int y0, float[] mask, int m0, float[] lanes, int count) {
        for (int lane = 0; lane < count; lane++) {
            float size = Math.abs(a[a0 + lane] - y[y0 + lane]);
            float bounded = size > HUBER_DELTA ? HUBER_DELTA : size;
            float mean = fma(bounded, -0.5f, size);
            lanes[lane] = fma(mask[m0 + lane] * bounded, mean, lanes[lane]);
        }
    }

    private static void addBinaryCrossEntropies(
            Targets targets, int from, float[] z, int n, float[] lanes) {
        for (int k = 0; k < targets.outputs(); k++) {
            for (int s = 0; s < n; s++) {
                float sum = z[k * n + s];
                float y = targets.y()[k * targets.ld() + from + s];
                float entropy = fma(-sum, y, sum < 0f ? 0f : sum) + Softplus.tail(sum);
                int lane = s % Lanes.COUNT;
                lanes[lane] = fma(targets.mask()[from + s], entropy, lanes[lane]);
            }
        }
    }

    private static void addCrossEntropies(
            Targets targets, int from, float[] z, int n, float[] lanes) {
        for (int s = 0; s < n; s++) {
            float max = z[s];
            for (int k = 1; k < targets.outputs(); k++) {
                max = z[k * n + s] > max ? z[k * n + s] : max;
            }
            float sum = 0f;
            for (int k = 0; k < targets.outputs(); k++) {
                sum += Exp.of(z[k * n + s] - max);
            }
            float log = Log.of(sum);
            float entropy = 0f;
            for (int k = 0; k < targets.outputs(); k++) {
                float y = targets.y()[k * targets.ld() + from + s];
                entropy = fma(y, (max - z[k * n + s]) + log, entropy);
            }
            int lane = s % Lanes.COUNT;
            lanes[lane] = fma(targets.mask()[from + s], entropy, lanes[lane]);
        }
    }

    @Override
    public void delta(
            LossFunction loss, Targets targets, int from, float[] a, float[] delta, int n) {
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
            for (int s = 0; s < n; s++) {
                delta[ak + s] = (a[ak + s] - y[yk + s]) * mask[from + s];
            }
        }
    }

    private static void signs(Targets targets, int from, float[] a, float[] delta, int n) {
        float[] y = targets.y();
        float[] mask = targets.mask();
        for (int k = 0; k < targets.outputs(); k++) {
            int ak = k * n;
            int yk = k * targets.ld() + from;
            for (int s = 0; s < n; s++) {
                float error = a[ak + s] - y[yk + s];
                float sign = error > 0f ? 1f : error < 0f ? -1f : 0f;
                delta[ak + s] = boundedDelta(sign, mask[from + s], error);
            }
        }
    }

    private static void boundedErrors(Targets targets, int from, float[] a, float[] delta, int n) {
        float[] y = targets.y();
        float[] mask = targets.mask();
        for (int k = 0; k < targets.outputs(); k++) {
            int ak = k * n;
            int yk = k * targets.ld() + from;
            for (int s = 0; s < n; s++) {
                float error = a[ak + s] - y[yk + s];
                float upper = error > HUBER_DELTA ? HUBER_DELTA : error;
                float bounded = upper < -HUBER_DELTA ? -HUBER_DELTA : upper;
                delta[ak + s] = boundedDelta(bounded, mask[from + s], error);
            }
        }
    }

    /** Adds 0 to the product, or NaN if the error is infinite or NaN. */
    private static float boundedDelta(float bounded, float mask, float error) {
        return fma(bounded, mask, error - error);
    }

    @Override
    public void deltaOfSigmoid(Targets targets, int from, float[] a, float[] delta, int n) {
        int outputs = targets.outputs();
        for (int k = 0; k < outputs; k++) {
            int y0 = k * targets.ld() + from;
            for (int s = 0; s < n; s += Lanes.COUNT) {
                int count = Math.min(Lanes.COUNT, n - s);
                int ks = k * n + s;
                sigmoidDeltas(a, ks, targets.y(), y0 + s, targets.mask(), from + s, delta, count);
            }
        }
    }

    private static void sigmoidDeltas(
            float[] a, int a0, float[] y, int y0, float[] mask, int m0, float[] delta, int count) {
        if (count == Lanes.COUNT) {
            for (int s = 0; s < Lanes.COUNT; s++) { // a constant number is faster
                delta[a0 + s] = sigmoidDelta(a[a0 + s], y[y0 + s], mask[m0 + s]);
            }
        } else {
            for (int s = 0; s < count; s++) {
                delta[a0 + s] = sigmoidDelta(a[a0 + s], y[y0 + s], mask[m0 + s]);
            }
        }
    }

    private static float sigmoidDelta(float activation, float y, float mask) {
        float error = (activation - y) * mask;
        return Sigmoid.slope(activation) * error;
    }

    @Override
    public int hits(Targets targets, int from, float[] a, int n) {
        int hits = 0;
        for (int s = 0; s < n; s += Lanes.COUNT) {
            int count = Math.min(Lanes.COUNT, n - s);
            hits += hits(targets.classes(), from + s, a, s, n, targets.outputs(), count);
        }
        return hits;
    }

    private static int hits(
            float[] classes, int c0, float[] a, int a0, int n, int outputs, int count) {
        int hits = 0;
        for (int s = 0; s < count; s++) {
            if (predicted(a, a0 + s, n, outputs) == classes[c0 + s]) {
                hits++;
            }
        }
        return hits;
    }

    private static int predicted(float[] a, int first, int n, int outputs) {
        if (outputs == 1) {
            return a[first] > 0.5f ? 1 : 0;
        }
        int predicted = 0;
        float largest = a[first];
        int ak = first;
        for (int k = 1; k < outputs; k++) {
            ak += n;
            float activation = a[ak];
            if (activation > largest) {
                largest = activation;
                predicted = k;
            }
        }
        return predicted;
    }
}
