package lanewise.kernel;

import java.util.Arrays;

/**
 * The definition of every kernel, in plain Java. It is also the tier that serves short runs: any
 * JIT makes it fast in milliseconds.
 */
public final class ScalarKernels implements Kernels {

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void forward(
            Dense layer, float[] parameters, float[] x, int xOffset, int ldx, float[] a, int n) {
        for (int j = 0; j < layer.outputs(); j++) {
            float bias = layer.hasBias() ? parameters[layer.biases() + j] : 0f;
            for (int s = 0; s < n; s++) {
                float z = bias;
                for (int i = 0; i < layer.inputs(); i++) {
                    z =
                            Math.fma(
                                    parameters[layer.weights() + i * layer.outputs() + j],
                                    x[xOffset + i * ldx + s],
                                    z);
                }
                a[j * n + s] = Sigmoid.of(z);
            }
        }
    }

    @Override
    public float squaredError(Targets targets, int from, float[] a, int n, float[] scratch) {
        Arrays.fill(scratch, 0, Lanes.COUNT, 0f);
        for (int k = 0; k < targets.outputs(); k++) {
            for (int s = 0; s < n; s++) {
                float error = error(targets, k, from + s, a[k * n + s]);
                scratch[s % Lanes.COUNT] = Math.fma(error, error, scratch[s % Lanes.COUNT]);
            }
        }
        return Lanes.fold(scratch);
    }

    @Override
    public int hits(Targets targets, int from, float[] a, int n) {
        int hits = 0;
        for (int s = 0; s < n; s++) {
            int predicted = 0;
            if (targets.outputs() == 1) {
                predicted = a[s] > 0.5f ? 1 : 0;
            }
            for (int k = 1; k < targets.outputs(); k++) {
                if (a[k * n + s] > a[predicted * n + s]) {
                    predicted = k;
                }
            }
            if (predicted == targets.classes()[from + s]) {
                hits++;
            }
        }
        return hits;
    }

    @Override
    public void outputDelta(Targets targets, int from, float[] a, float[] delta, int n) {
        for (int k = 0; k < targets.outputs(); k++) {
            for (int s = 0; s < n; s++) {
                float activation = a[k * n + s];
                delta[k * n + s] =
                        Sigmoid.slope(activation) * error(targets, k, from + s, activation);
            }
        }
    }

    /** What output {@code k} of a sample is off, 0 for padding. */
    private static float error(Targets targets, int k, int sample, float activation) {
        return (activation - targets.y()[k * targets.ld() + sample]) * targets.mask()[sample];
    }

    @Override
    public void backward(
            Dense layer, float[] parameters, float[] delta, float[] a, float[] deltaIn, int n) {
        for (int i = 0; i < layer.inputs(); i++) {
            int weights = layer.weights() + i * layer.outputs();
            for (int s = 0; s < n; s++) {
                float sum = 0f;
                for (int j = 0; j < layer.outputs(); j++) {
                    sum = Math.fma(parameters[weights + j], delta[j * n + s], sum);
                }
                deltaIn[i * n + s] = Sigmoid.slope(a[i * n + s]) * sum;
            }
        }
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
        for (int i = 0; i < layer.inputs(); i++) {
            for (int j = 0; j < layer.outputs(); j++) {
                Arrays.fill(scratch, 0, Lanes.COUNT, 0f);
                for (int s = 0; s < n; s++) {
                    int lane = s % Lanes.COUNT;
                    scratch[lane] =
                            Math.fma(x[xOffset + i * ldx + s], delta[j * n + s], scratch[lane]);
                }
                gradient[layer.weights() + i * layer.outputs() + j] += Lanes.fold(scratch);
            }
        }
        if (layer.hasBias()) {
            for (int j = 0; j < layer.outputs(); j++) {
                Arrays.fill(scratch, 0, Lanes.COUNT, 0f);
                for (int s = 0; s < n; s++) {
                    scratch[s % Lanes.COUNT] += delta[j * n + s];
                }
                gradient[layer.biases() + j] += Lanes.fold(scratch);
            }
        }
    }

    @Override
    public void update(float[] parameters, float[] gradient, float rate, int count) {
        for (int k = 0; k < count; k++) {
            parameters[k] = Math.fma(-rate, gradient[k], parameters[k]);
        }
    }
}
