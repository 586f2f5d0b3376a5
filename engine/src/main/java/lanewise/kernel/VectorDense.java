package lanewise.kernel;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * {@link ScalarDense} on vectors, bit for bit: products of matrices by {@link VectorGemm} where
 * they are large enough, by {@link VectorSums} and {@link VectorProducts} where they are small.
 */
final class VectorDense implements DenseKernels {

    private static final Gemm GEMM = new VectorGemm();

    private final ActivationKernels activations;

    /** What each activation function does to finished sums, by its ordinal. */
    private final Gemm.Epilogue[] epilogues;

    VectorDense(ActivationKernels activations) {
        this.activations = activations;
        epilogues =
                Stream.of(ActivationFunction.values())
                        .map(this::epilogue)
                        .toArray(Gemm.Epilogue[]::new);
    }

    private Gemm.Epilogue epilogue(ActivationFunction f) {
        return f == ActivationFunction.SOFTMAX || f == ActivationFunction.IDENTITY
                ? Gemm.Epilogue.NONE
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
        boolean inPlace = z == a;
        if (layer.sumsInOrder()) {
            for (int j = from; j < to; j++) {
                float bias = layer.hasBias() ? parameters[layer.biases() + j] : 0f;
                Arrays.fill(z, j * n, (j + 1) * n, bias);
            }
            GEMM.multiply(
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
                    GemmStart.ACCUMULATE,
                    inPlace ? epilogues[f.ordinal()] : Gemm.Epilogue.NONE,
                    workspace.gemm);
            if (!inPlace && f != ActivationFunction.SOFTMAX) {
                activations.apply(f, z, a, from * n, (to - from) * n);
            }
            return;
        }
        VectorSums.weighted(
                layer.inputs(),
                to - from,
                parameters,
                layer.weights() + from,
                outputs,
                1,
                layer.hasBias() ? layer.biases() + from : Dense.NO_BIAS,
                x,
                xOffset,
                ldx,
                z,
                from * n,
                n);
        if (f != ActivationFunction.SOFTMAX) {
            activations.apply(f, z, a, from * n, (to - from) * n);
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
        assert n % Lanes.COUNT == 0;
        int outputs = layer.outputs();
        if (layer.sumsInOrder()) {
            GEMM.multiply(
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
                    Gemm.Epilogue.NONE,
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
            float[] gradient,
            Workspace workspace) {
        assert n % Lanes.COUNT == 0;
        int outputs = layer.outputs();
        if (layer.sumsInOrder()) {
            GEMM.multiply(
                    Gemm.Form.NT,
                    to - from,
                    outputs,
                    n,
                    x,
                    xOffset + from * ldx,
                    ldx,
                    delta,
                    0,
                    n,
                    gradient,
                    layer.weights() + from * outputs,
                    outputs,
                    GemmStart.ACCUMULATE,
                    Gemm.Epilogue.NONE,
                    workspace.gemm);
            return;
        }
        for (int i = from; i < to; i++) {
            int g = layer.weights() + i * outputs;
            VectorProducts.addRow(
                    outputs, x, xOffset + i * ldx, delta, n, gradient, g, workspace.lanes);
        }
    }

    @Override
    public void biasGradient(
            Dense layer, float[] delta, int n, float[] gradient, Workspace workspace) {
        assert n % Lanes.COUNT == 0;
        VectorProducts.addSums(
                layer.outputs(), delta, n, gradient, layer.biases(), workspace.lanes);
    }
}
