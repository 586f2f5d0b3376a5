package lanewise.internal.kernel.vector;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.ActivationKernels;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.DenseKernels;
import lanewise.internal.kernel.Gemm;
import lanewise.internal.kernel.GemmStart;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.Workspace;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * {@link ScalarDense} on vectors, with identical bits: large products by {@link VectorGemm}, small
 * ones by {@link VectorSums}, {@link VectorResumedSums} and {@link VectorProducts}.
 */
public final class VectorDense implements DenseKernels {

    private final ActivationKernels activations;
    private final Gemm gemm;

    /** GEMM epilogues by the ordinal of the activation function. */
    private final Gemm.Epilogue[] epilogues;

    public VectorDense(ActivationKernels activations, Gemm gemm) {
        this.activations = activations;
        this.gemm = gemm;
        epilogues =
                Stream.of(ActivationFunction.values())
                        .map(this::epilogue)
                        .toArray(Gemm.Epilogue[]::new);
    }

    private Gemm.Epilogue epilogue(ActivationFunction f) {
        return f == ActivationFunction.SOFTMAX || f == ActivationFunction.IDENTITY
                ? null
                : (z, a, from, count) -> activations.apply(f, z, a, from, count);
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
        assert n % Lanes.COUNT == 0;
        int outputs = layer.outputs();
        if (layer.sumsInOrder()) {
            // The epilogue works in place; activations in a separate array are computed afterwards.
            gemm.multiply(
                    Gemm.Form.TN,
                    to - from,
                    n,
                    layer.inputs(),
                    parameters,
                    layer.weights() + from,
                    outputs,
                    x,
                    xOffset,
                    ldx,
                    z,
                    from * n,
                    n,
                    layer.hasBias() ? GemmStart.BIAS : GemmStart.ZERO,
                    parameters,
                    layer.biases() + from,
                    z == a ? epilogues[f.ordinal()] : null,
                    workspace.gemm);
            if (z == a) {
                return;
            }
        } else {
            weightedSums(layer, from, to, parameters, x, xOffset, ldx, z, n);
        }
        activations.forward(layer, f, z, a, from, to, n);
    }

    private static void weightedSums(
            Dense layer,
            int from,
            int to,
            float[] parameters,
            float[] x,
            int xOffset,
            int ldx,
            float[] z,
            int n) {
        VectorSums.weighted(
                layer.inputs(),
                to - from,
                parameters,
                layer.weights() + from,
                layer.outputs(),
                1,
                layer.hasBias() ? layer.biases() + from : Dense.NO_BIAS,
                x,
                xOffset,
                ldx,
                z,
                from * n,
                n);
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
        assert n % Lanes.COUNT == 0;
        int outputs = layer.outputs();
        if (layer.sumsInOrder()) {
            System.arraycopy(start, from * n, z, from * n, (to - from) * n);
            gemm.multiply(
                    Gemm.Form.TN,
                    to - from,
                    n,
                    layer.inputs(),
                    parameters,
                    layer.weights() + from,
                    outputs,
                    x,
                    0,
                    n,
                    z,
                    from * n,
                    n,
                    GemmStart.ACCUMULATE,
                    null,
                    0,
                    null,
                    workspace.gemm);
            return;
        }
        VectorResumedSums.weighted(
                layer.inputs(),
                to - from,
                parameters,
                layer.weights() + from,
                outputs,
                x,
                start,
                z,
                from * n,
                n);
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
        assert n % Lanes.COUNT == 0;
        int outputs = layer.outputs();
        if (layer.sumsInOrder()) {
            gemm.multiply(
                    Gemm.Form.NN,
                    to - from,
                    n,
                    outputs,
                    parameters,
                    layer.weights() + from * outputs,
                    outputs,
                    delta,
                    0,
                    n,
                    deltaIn,
                    from * n,
                    n,
                    GemmStart.ZERO,
                    null,
                    0,
                    null,
                    workspace.gemm);
            return;
        }
        VectorSums.weighted(
                outputs,
                to - from,
                parameters,
                layer.weights() + from * outputs,
                1,
                outputs,
                Dense.NO_BIAS,
                delta,
                0,
                n,
                deltaIn,
                from * n,
                n);
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
        assert n % Lanes.COUNT == 0;
        int units = layer.outputs();
        if (layer.sumsInOrder()) {
            gemm.multiply(
                    Gemm.Form.NT,
                    to - from,
                    units,
                    n,
                    x,
                    xOffset + from * ldx,
                    ldx,
                    delta,
                    0,
                    n,
                    gradient,
                    layer.weights() + from * units,
                    units,
                    add ? GemmStart.ACCUMULATE : GemmStart.ZERO,
                    null,
                    0,
                    epilogue,
                    workspace.gemm);
        } else {
            if (!add) {
                int row0 = layer.weights();
                Arrays.fill(gradient, row0 + from * units, row0 + to * units, 0f);
            }
            int xi = xOffset + from * ldx;
            int g = layer.weights() + from * units;
            VectorProducts.add(
                    to - from, units, x, xi, ldx, delta, n, gradient, g, workspace.lanes);
            if (epilogue != null) {
                epilogue.apply(gradient, gradient, g, (to - from) * units);
            }
        }
        if (layer.hasBias() && from == 0) {
            if (!add) {
                Arrays.fill(gradient, layer.biases(), layer.biases() + units, 0f);
            }
            VectorProducts.addSums(units, delta, 0, n, gradient, layer.biases(), workspace.lanes);
            if (epilogue != null) {
                epilogue.apply(gradient, gradient, layer.biases(), units);
            }
        }
    }
}
