package lanewise.internal.kernel.scalar;

import static lanewise.internal.kernel.math.FusedMultiplyAdd.fma;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.ActivationKernels;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.DenseKernels;
import lanewise.internal.kernel.Gemm;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.Workspace;

/**
 * Reference implementation of {@link DenseKernels} in plain Java. Most of a short run is over
 * before C2 has compiled everything, so the work is done in small methods that process sixteen
 * samples: called often, with few loop iterations per call, they are compiled first, and as whole
 * methods. HotSpot compiles a long loop by on-stack replacement, whose code the next call does not
 * use.
 */
public final class ScalarDense implements DenseKernels {

    /** Number of units from which interleaving the sums of a single sample is faster. */
    private static final int WIDE = 8;

    private final ActivationKernels activations;

    public ScalarDense(ActivationKernels activations) {
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
        if (n > 1) {
            sums(layer, from, to, parameters, x, xOffset, ldx, z, n);
        } else if (to - from < WIDE) {
            sumsOfRow(layer, from, to, parameters, x, xOffset, ldx, z);
        } else {
            sumsOfRowInterleaved(layer, from, to, parameters, x, xOffset, ldx, z);
        }
        activations.forward(layer, f, z, a, from, to, n);
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
            float bias = bias(layer, j, parameters);
            int weights = layer.weights() + j;
            for (int s = 0; s < n; s += Lanes.COUNT) {
                int zs = j * n + s;
                int count = Math.min(Lanes.COUNT, n - s);
                startWithMultiple(bias, parameters[weights], x, xOffset + s, z, zs, count);
                for (int i = 1; i < inputs; i++) {
                    float weight = parameters[weights + i * outputs];
                    addMultiple(weight, x, xOffset + i * ldx + s, z, zs, count);
                }
            }
        }
    }

    @Override
    public void resume(
            Dense layer,
            int from,
            int to,
            float[] parameters,
            float[] x,
            float[] start,
            float[] z,
            int n,
            Workspace workspace) {
        for (int j = from; j < to; j++) {
            int weights = layer.weights() + j;
            for (int s = 0; s < n; s += Lanes.COUNT) {
                int zs = j * n + s;
                int count = Math.min(Lanes.COUNT, n - s);
                System.arraycopy(start, zs, z, zs, count);
                for (int i = 0; i < layer.inputs(); i++) {
                    float weight = parameters[weights + i * layer.outputs()];
                    addMultiple(weight, x, i * n + s, z, zs, count);
                }
            }
        }
    }

    private static float bias(Dense layer, int unit, float[] parameters) {
        return layer.hasBias() ? parameters[layer.biases() + unit] : 0f;
    }

    private static void startWithMultiple(
            float start, float weight, float[] x, int x0, float[] sums, int s0, int count) {
        for (int s = 0; s < count; s++) {
            sums[s0 + s] = fma(weight, x[x0 + s], start);
        }
    }

    private static void addMultiple(
            float weight, float[] x, int x0, float[] sums, int s0, int count) {
        for (int s = 0; s < count; s++) {
            sums[s0 + s] = fma(weight, x[x0 + s], sums[s0 + s]);
        }
    }

    private static void sumsOfRow(
            Dense layer,
            int from,
            int to,
            float[] parameters,
            float[] x,
            int xOffset,
            int ldx,
            float[] z) {
        int inputs = layer.inputs();
        int outputs = layer.outputs();
        for (int j = from; j < to; j++) {
            float sum = bias(layer, j, parameters);
            int w = layer.weights() + j;
            int xi = xOffset;
            for (int i = 0; i < inputs; i++) {
                sum = fma(parameters[w], x[xi], sum);
                w += outputs;
                xi += ldx;
            }
            z[j] = sum;
        }
    }

    /** Accumulates all sums side by side, reading the weights in memory order. */
    private static void sumsOfRowInterleaved(
            Dense layer,
            int from,
            int to,
            float[] parameters,
            float[] x,
            int xOffset,
            int ldx,
            float[] z) {
        for (int j = from; j < to; j++) {
            z[j] = bias(layer, j, parameters);
        }
        for (int i = 0; i < layer.inputs(); i++) {
            float input = x[xOffset + i * ldx];
            int row = layer.weights() + i * layer.outputs();
            for (int j = from; j < to; j++) {
                z[j] = fma(parameters[row + j], input, z[j]);
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
            if (n == 1) {
                deltaIn[i] = sumOfRow(parameters, weights, delta, outputs);
                continue;
            }
            for (int s = 0; s < n; s += Lanes.COUNT) {
                int ds = i * n + s;
                int count = Math.min(Lanes.COUNT, n - s);
                startWithMultiple(0f, parameters[weights], delta, s, deltaIn, ds, count);
                for (int j = 1; j < outputs; j++) {
                    float weight = parameters[weights + j];
                    addMultiple(weight, delta, j * n + s, deltaIn, ds, count);
                }
            }
        }
    }

    private static float sumOfRow(float[] parameters, int weights, float[] delta, int outputs) {
        float sum = 0f;
        for (int j = 0; j < outputs; j++) {
            sum = fma(parameters[weights + j], delta[j], sum);
        }
        return sum;
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
            Gemm.Epilogue epilogue,
            Workspace workspace) {
        for (int i = from; i < to; i++) {
            int xi = xOffset + i * ldx;
            if (n == 1 && !add) {
                int g = layer.weights() + i * layer.outputs();
                products(
                        x[xi], delta, layer.outputs(), layer.sumsInOrder() ? -0f : 0f, gradient, g);
                continue;
            }
            for (int j = 0; j < layer.outputs(); j++) {
                int g = layer.weights() + i * layer.outputs() + j;
                float start = add ? gradient[g] : 0f;
                gradient[g] =
                        layer.sumsInOrder()
                                ? inOrder(x, xi, delta, j * n, n, start)
                                : start + inLanes(x, xi, delta, j * n, n, workspace.lanes);
            }
        }
        if (epilogue != null) {
            int begin = layer.weights() + from * layer.outputs();
            epilogue.apply(gradient, gradient, begin, (to - from) * layer.outputs());
        }
        if (layer.hasBias() && from == 0) {
            for (int j = 0; j < layer.outputs(); j++) {
                int g = layer.biases() + j;
                float start = add ? gradient[g] : 0f;
                gradient[g] = start + sum(delta, j * n, n, workspace.lanes);
            }
            if (epilogue != null) {
                epilogue.apply(gradient, gradient, layer.biases(), layer.outputs());
            }
        }
    }

    /** The products of one row. In virtual lanes, the empty ones add 0, which turns -0 into 0. */
    private static void products(
            float x, float[] delta, int outputs, float zero, float[] gradient, int g) {
        for (int j = 0; j < outputs; j++) {
            gradient[g + j] = fma(x, delta[j], 0f) + zero;
        }
    }

    private static float sum(float[] delta, int d0, int n, float[] lanes) {
        Lanes.clear(lanes);
        for (int s = 0; s < n; s++) {
            lanes[s % Lanes.COUNT] += delta[d0 + s];
        }
        return Lanes.fold(lanes);
    }

    private static float inOrder(float[] x, int x0, float[] delta, int d0, int n, float start) {
        float sum = start;
        for (int s = 0; s < n; s++) {
            sum = fma(x[x0 + s], delta[d0 + s], sum);
        }
        return sum;
    }

    private static float inLanes(float[] x, int x0, float[] delta, int d0, int n, float[] lanes) {
        Lanes.clear(lanes);
        for (int s = 0; s < n; s += Lanes.COUNT) {
            if (s + Lanes.COUNT <= n) {
                addProducts(x, x0 + s, delta, d0 + s, lanes);
            } else {
                addLastProducts(x, x0 + s, delta, d0 + s, lanes, n - s);
            }
        }
        return Lanes.fold(lanes);
    }

    /** A constant number of samples: a variable one takes a whole step 5 % longer. */
    private static void addProducts(float[] x, int x0, float[] delta, int d0, float[] lanes) {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            lanes[lane] = fma(x[x0 + lane], delta[d0 + lane], lanes[lane]);
        }
    }

    private static void addLastProducts(
            float[] x, int x0, float[] delta, int d0, float[] lanes, int count) {
        for (int lane = 0; lane < count; lane++) {
            lanes[lane] = fma(x[x0 + lane], delta[d0 + lane], lanes[lane]);
        }
    }
}
