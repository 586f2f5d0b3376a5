package lanewise.kernel;

import java.util.Arrays;

/**
 * The definition of {@link DenseKernels}, in plain Java. What does not change in a loop is fetched
 * ahead of it: most of a short run is computed before C2 has come to do that by itself.
 */
final class ScalarDense implements DenseKernels {

    /** From how many units on it is faster to let the sums of one sample grow side by side. */
    private static final int WIDE = 8;

    private final ActivationKernels activations;

    ScalarDense(ActivationKernels activations) {
        this.activations = activations;
    }

    @Override
    public void forward(
            Dense layer,
            ActivationFunction f,
            int from,
            int to,
            float[] parameters,
            float[] x,
            int xOffset,
            int ldx,
            float[] z,
            float[] a,
            int n,
            Workspace workspace) {
        if (n == 1 && to - from >= WIDE) {
            sumsOfRow(layer, from, to, parameters, x, xOffset, ldx, z);
        } else {
            sums(layer, from, to, parameters, x, xOffset, ldx, z, n);
        }
        if (f != ActivationFunction.SOFTMAX) {
            activations.apply(f, z, a, from * n, (to - from) * n);
        }
    }

    private static void sums(
            Dense layer,
            int from,
            int to,
            float[] parameters,
            float[] x,
            int xOffset,
            int ldx,
            float[] z,
            int n) {
        int inputs = layer.inputs();
        int outputs = layer.outputs();
        for (int j = from; j < to; j++) {
            float bias = layer.hasBias() ? parameters[layer.biases() + j] : 0f;
            int weights = layer.weights() + j;
            for (int s = 0; s < n; s++) {
                float sum = bias;
                int w = weights;
                int xs = xOffset + s;
                for (int i = 0; i < inputs; i++) {
                    sum = Math.fma(parameters[w], x[xs], sum);
                    w += outputs;
                    xs += ldx;
                }
                z[j * n + s] = sum;
            }
        }
    }

    /** For one sample: the sums grow side by side, by weights in the order in which they lie. */
    private static void sumsOfRow(
            Dense layer,
            int from,
            int to,
            float[] parameters,
            float[] x,
            int xOffset,
            int ldx,
            float[] z) {
        for (int j = from; j < to; j++) {
            z[j] = layer.hasBias() ? parameters[layer.biases() + j] : 0f;
        }
        for (int i = 0; i < layer.inputs(); i++) {
            float input = x[xOffset + i * ldx];
            int row = layer.weights() + i * layer.outputs();
            for (int j = from; j < to; j++) {
                z[j] = Math.fma(parameters[row + j], input, z[j]);
            }
        }
    }

    @Override
    public void backward(
            Dense layer,
            int from,
            int to,
            float[] parameters,
            float[] delta,
            float[] deltaIn,
            int n,
            Workspace workspace) {
        int outputs = layer.outputs();
        for (int i = from; i < to; i++) {
            int weights = layer.weights() + i * outputs;
            for (int s = 0; s < n; s++) {
                float sum = 0f;
                int ds = s;
                for (int j = 0; j < outputs; j++) {
                    sum = Math.fma(parameters[weights + j], delta[ds], sum);
                    ds += n;
                }
                deltaIn[i * n + s] = sum;
            }
        }
    }

    @Override
    public void gradient(
            Dense layer,
            int from,
            int to,
            float[] x,
            int xOffset,
            int ldx,
            float[] delta,
            int n,
            boolean add,
            float[] gradient,
            Workspace workspace) {
        for (int i = from; i < to; i++) {
            int xi = xOffset + i * ldx;
            for (int j = 0; j < layer.outputs(); j++) {
                int g = layer.weights() + i * layer.outputs() + j;
                float start = add ? gradient[g] : 0f;
                gradient[g] =
                        layer.sumsInOrder()
                                ? inOrder(x, xi, delta, j * n, n, start)
                                : start + inLanes(x, xi, delta, j * n, n, workspace.lanes);
            }
        }
        if (layer.hasBias() && from == 0) {
            for (int j = 0; j < layer.outputs(); j++) {
                int g = layer.biases() + j;
                float start = add ? gradient[g] : 0f;
                gradient[g] = start + sum(delta, j * n, n, workspace.lanes);
            }
        }
    }

    private static float sum(float[] delta, int d0, int n, float[] lanes) {
        Arrays.fill(lanes, 0, Lanes.COUNT, 0f);
        for (int s = 0; s < n; s++) {
            lanes[s % Lanes.COUNT] += delta[d0 + s];
        }
        return Lanes.fold(lanes);
    }

    private static float inOrder(float[] x, int x0, float[] delta, int d0, int n, float start) {
        float sum = start;
        for (int s = 0; s < n; s++) {
            sum = Math.fma(x[x0 + s], delta[d0 + s], sum);
        }
        return sum;
    }

    private static float inLanes(float[] x, int x0, float[] delta, int d0, int n, float[] lanes) {
        Arrays.fill(lanes, 0, Lanes.COUNT, 0f);
        for (int s = 0; s < n; s++) {
            int lane = s & Lanes.COUNT - 1;
            lanes[lane] = Math.fma(x[x0 + s], delta[d0 + s], lanes[lane]);
        }
        return Lanes.fold(lanes);
    }
}
