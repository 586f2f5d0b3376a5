package lanewise.internal.kernel;

/**
 * Shape of a dense layer and its position in the network's flat parameter array. The weight from
 * input {@code i} to output {@code j} is at {@code weights + i * outputs + j} (inputs × outputs,
 * row-major), the bias of output {@code j} at {@code biases + j}.
 *
 * @param inputs number of inputs, at least 1
 * @param outputs number of outputs, at least 1
 * @param weights index of the first weight
 * @param biases index of the first bias, or {@link #NO_BIAS}
 */
public record Dense(int inputs, int outputs, int weights, int biases) {

    /** The value of {@link #biases} in a layer without biases. */
    public static final int NO_BIAS = -1;

    /**
     * Returns the first layer of a network: its parameters start at index 0, weights before biases.
     *
     * @param inputs number of inputs, at least 1
     * @param outputs number of outputs, at least 1
     * @param bias whether the layer has biases
     * @return the layer
     */
    public static Dense first(int inputs, int outputs, boolean bias) {
        return at(0, inputs, outputs, bias);
    }

    /**
     * Returns the next layer: its inputs are this layer's outputs, its parameters follow this
     * layer's.
     *
     * @param units number of outputs of that layer, at least 1
     * @param bias whether the layer has biases
     * @return the layer
     */
    public Dense next(int units, boolean bias) {
        return next(outputs, units, bias);
    }

    /**
     * Returns the next layer, with a given number of inputs: its parameters follow this layer's.
     *
     * @param from number of inputs of that layer, at least 1
     * @param units number of outputs of that layer, at least 1
     * @param bias whether the layer has biases
     * @return the layer
     */
    public Dense next(int from, int units, boolean bias) {
        return at(end(), from, units, bias);
    }

    private static Dense at(int offset, int inputs, int outputs, boolean bias) {
        return new Dense(inputs, outputs, offset, bias ? offset + inputs * outputs : NO_BIAS);
    }

    /**
     * Returns the part of the layer that reads its first inputs only.
     *
     * @param count number of inputs, at least 1
     * @return that part of the layer, with its biases
     */
    public Dense firstInputs(int count) {
        return new Dense(count, outputs, weights, biases);
    }

    /**
     * Returns the part of the layer that reads its last inputs only.
     *
     * @param count number of inputs, at least 1
     * @return that part of the layer, without biases
     */
    public Dense lastInputs(int count) {
        return new Dense(count, outputs, weights + (inputs - count) * outputs, NO_BIAS);
    }

    /**
     * Returns whether the layer has biases.
     *
     * @return true if it has
     */
    public boolean hasBias() {
        return biases != NO_BIAS;
    }

    /**
     * Returns how the gradient of the weights is summed over samples: in ascending order, by a GEMM
     * whose vectors hold units, or, in smaller layers, in virtual lanes of samples. The choice is
     * part of the numerics contract and depends on the shape alone.
     *
     * @return true if in ascending order
     */
    public boolean sumsInOrder() {
        return inputs >= Lanes.COUNT && outputs >= Lanes.COUNT;
    }

    /**
     * Returns whether the units of the layer, unless it is recurrent, share the divisions of their
     * sigmoids, as defined by {@link lanewise.internal.kernel.math.Sigmoid}. Those of larger layers
     * do not: there, the products take most of the time, and their kernels compute the activations
     * of units one by one. The choice is part of the numerics contract and depends on the shape
     * alone.
     *
     * @return true if they do
     */
    public boolean sharesDivisions() {
        return !sumsInOrder();
    }

    /**
     * Returns the index after the layer's last parameter.
     *
     * @return the index
     */
    public int end() {
        return hasBias() ? biases + outputs : weights + inputs * outputs;
    }
}
