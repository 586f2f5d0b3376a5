package lanewise.internal.kernel;

/**
 * Where one dense layer lies in the network's flat parameter array: the weight from input {@code i}
 * to output {@code j} at {@code weights + i * outputs + j} (inputs × outputs, row-major), the bias
 * of output {@code j} at {@code biases + j}.
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
     * The first layer of a network: its parameters are the first of the array, the weights before
     * the biases.
     *
     * @param inputs number of inputs, at least 1
     * @param outputs number of outputs, at least 1
     * @param bias whether it has biases
     * @return the layer
     */
    public static Dense first(int inputs, int outputs, boolean bias) {
        return at(0, inputs, outputs, bias);
    }

    /**
     * The layer after this one: its inputs are this one's outputs, its parameters follow this
     * one's.
     *
     * @param units number of outputs of that layer, at least 1
     * @param bias whether it has biases
     * @return the layer
     */
    public Dense next(int units, boolean bias) {
        return next(outputs, units, bias);
    }

    /**
     * The layer after this one, with inputs of another number: its parameters follow this one's.
     *
     * @param from number of inputs of that layer, at least 1
     * @param units number of outputs of that layer, at least 1
     * @param bias whether it has biases
     * @return the layer
     */
    public Dense next(int from, int units, boolean bias) {
        return at(end(), from, units, bias);
    }

    private static Dense at(int offset, int inputs, int outputs, boolean bias) {
        return new Dense(inputs, outputs, offset, bias ? offset + inputs * outputs : NO_BIAS);
    }

    /**
     * The layer as if it had its first inputs only.
     *
     * @param count how many, at least 1
     * @return that part of the layer, with its biases
     */
    public Dense firstInputs(int count) {
        return new Dense(count, outputs, weights, biases);
    }

    /**
     * The layer as if it had its last inputs only.
     *
     * @param count how many, at least 1
     * @return that part of the layer, without biases
     */
    public Dense lastInputs(int count) {
        return new Dense(count, outputs, weights + (inputs - count) * outputs, NO_BIAS);
    }

    /**
     * Tells whether the layer has biases.
     *
     * @return whether it has
     */
    public boolean hasBias() {
        return biases != NO_BIAS;
    }

    /**
     * Tells how the gradient of the weights is summed over samples, a part of the numerics contract
     * that depends on the shape alone: in the order of samples, as a product of matrices whose
     * vectors hold units, or, in layers too small for that, in virtual lanes of samples.
     *
     * @return whether in order
     */
    public boolean sumsInOrder() {
        return inputs >= Lanes.COUNT && outputs >= Lanes.COUNT;
    }

    /**
     * The index after the layer's last parameter.
     *
     * @return the index
     */
    public int end() {
        return hasBias() ? biases + outputs : weights + inputs * outputs;
    }
}
