package lanewise.internal.kernel.vector;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.ActivationKernels;
import lanewise.internal.kernel.Lanes;

/**
 * Activation functions on vectors, with the bits of the scalar kernels. Functions without a vector
 * kernel are computed by the scalar ones.
 */
public final class VectorActivations implements ActivationKernels {
    private final ActivationKernels scalar;

    /**
     * Creates the kernels.
     *
     * @param scalar kernels of the functions that have no vector kernel
     */
    public VectorActivations(ActivationKernels scalar) {
        this.scalar = scalar;
    }

    @Override
    public void apply(ActivationFunction f, float[] z, float[] a, int from, int count) {
        assert from % Lanes.COUNT == 0 && count % Lanes.COUNT == 0;
        switch (f) {
            case IDENTITY -> System.arraycopy(z, from, a, from, count);
            case SIGMOID -> VectorSigmoid.apply(z, a, from, count);
            case TANH -> VectorTanh.apply(z, a, from, count);
            case RELU -> VectorRectifier.apply(z, a, from, count);
            case LEAKY_RELU -> VectorRectifier.applyLeaky(z, a, from, count);
            case SOFTPLUS -> VectorSoftplus.apply(z, a, from, count);
            case GELU -> VectorGelu.apply(z, a, from, count);
            default -> scalar.apply(f, z, a, from, count);
        }
    }

    @Override
    public void sharedSigmoid(float[] z, float[] a, int from, int to, int n) {
        assert from % 4 == 0 && n % Lanes.COUNT == 0;
        VectorSigmoid.applyShared(z, a, from, to, n);
    }

    @Override
    public void softmax(float[] z, float[] a, int rows, int n) {
        assert n % Lanes.COUNT == 0;
        VectorSoftmax.apply(z, a, rows, n);
    }

    @Override
    public void multiplyByDerivative(
            ActivationFunction f, float[] delta, float[] source, int from, int count) {
        assert from % Lanes.COUNT == 0 && count % Lanes.COUNT == 0;
        switch (f) {
            case IDENTITY -> {
                // The derivative is 1.
            }
            case SIGMOID -> VectorSigmoid.multiplyByDerivative(delta, source, from, count);
            case TANH -> VectorTanh.multiplyByDerivative(delta, source, from, count);
            case RELU -> VectorRectifier.multiplyByDerivative(delta, source, from, count);
            case LEAKY_RELU ->
                    VectorRectifier.multiplyByLeakyDerivative(delta, source, from, count);
            case SOFTPLUS -> VectorSoftplus.multiplyByDerivative(delta, source, from, count);
            case GELU -> VectorGelu.multiplyByDerivative(delta, source, from, count);
            default -> scalar.multiplyByDerivative(f, delta, source, from, count);
        }
    }
}
