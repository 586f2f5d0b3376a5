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
    public float squaredError(
            int outputs,
            float[] a,
            float[] y,
            int yOffset,
            int ldy,
            float[] mask,
            int maskOffset,
            int n,
            float[] scratch) {
        Arrays.fill(scratch, 0, Lanes.COUNT, 0f);
        for (int k = 0; k < outputs; k++) {
            for (int s = 0; s < n; s++) {
                float error = (a[k * n + s] - y[yOffset + k * ldy + s]) * mask[maskOffset + s];
                scratch[s % Lanes.COUNT] = Math.fma(error, error, scratch[s % Lanes.COUNT]);
            }
        }
        return Lanes.fold(scratch);
    }

    @Override
    public int hits(
            int outputs, float[] a, float[] classes, int classesOffset, int n, float[] scratch) {
        int hits = 0;
        for (int s = 0; s < n; s++) {
            int predicted = 0;
            if (outputs == 1) {
                predicted = a[s] > 0.5f ? 1 : 0;
            }
            for (int k = 1; k < outputs; k++) {
                if (a[k * n + s] > a[predicted * n + s]) {
                    predicted = k;
                }
            }
            if (predicted == classes[classesOffset + s]) {
                hits++;
            }
        }
        return hits;
    }

    @Override
    public void outputDelta(
            int outputs,
            float[] a,
            float[] y,
            int yOffset,
            int ldy,
            float[] mask,
            int maskOffset,
            float[] delta,
            int n) {
        for (int k = 0; k < outputs; k++) {
            for (int s = 0; s < n; s++) {
                float activation = a[k * n + s];
                float error = (activation - y[yOffset + k * ldy + s]) * mask[maskOffset + s];
                delta[k * n + s] = Sigmoid.slope(activation) * error;
            }
        }
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
