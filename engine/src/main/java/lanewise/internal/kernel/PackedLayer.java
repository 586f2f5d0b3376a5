package lanewise.internal.kernel;

/**
 * A dense layer in the order in which {@link RowKernels} read it. Read-only, so threads can share
 * it.
 *
 * @param inputs number of inputs
 * @param units number of units
 * @param stride number of units with padding, a multiple of {@link Lanes#COUNT}: the distance
 *     between rows of the layer's activations
 * @param weights panels of units, each input by input (inputs × stride in all); 0 for padding
 * @param biases a bias for each unit (stride); 0 for padding and for layers without biases
 * @param sharesDivisions that of the {@link Dense} layer
 */
public record PackedLayer(
        int inputs,
        int units,
        int stride,
        float[] weights,
        float[] biases,
        boolean sharesDivisions) {}
