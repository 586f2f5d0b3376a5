package lanewise.kernel;

/**
 * {@link ScalarDense} on vectors, bit for bit: products of matrices by {@link VectorGemm} where
 * they are large enough, by {@link VectorSums} and {@link VectorProducts} where they are small.
 */
final class VectorDense implements DenseKernels {

    private final ActivationKernels activations;

    VectorDense(ActivationKernels activations) {
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
        assert n % Lanes.COUNT == 0;
        int outputs = layer.outputs();
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
