package lanewise.internal.kernel.vector;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.ActivationKernels;
import lanewise.internal.kernel.Lanes;

/** The kernels of {@link ScalarActivations} on vectors, with identical bits. */
public final class VectorActivations implements ActivationKernels {

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
            case SOFTMAX -> throw new IllegalArgumentException(ActivationFunction.NOT_ELEMENTWISE);
        }
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
            case LEAKY_RELU -> VectorRectifier.timesLeakySlope(delta, source, from, count);
            case SOFTPLUS -> VectorSoftplus.multiplyByDerivative(delta, source, from, count);
            case GELU -> VectorGelu.multiplyByDerivative(delta, source, from, count);
            case SOFTMAX -> throw new IllegalArgumentException(ActivationFunction.NOT_ELEMENTWISE);
        }
    }
}
