package lanewise;

import lanewise.kernel.Dense;
import lanewise.kernel.Lanes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The shape of a multilayer perceptron: how many inputs, and which layers follow. The last layer is
 * the output.
 *
 * <pre>{@code
 * Network network = Network.of(4, Layer.sigmoid(16), Layer.sigmoid(3));
 * }</pre>
 *
 * <p>A network's parameters lie in one flat array: layer by layer the weights (inputs × units,
 * row-major: the weight from input {@code i} to unit {@code j} at {@code i * units + j}), then the
 * layer's biases if it has any.
 *
 * @param inputs number of inputs, at least 1
 * @param layers the layers in order, at least one
 */
public record Network(int inputs, List<Layer> layers) {

    /**
     * What a row costs the scalar kernels for each weight and for each unit, measured on iris and
     * on 64-32-10.
     */
    private static final double NANOS_PER_WEIGHT = 2.5;

    private static final double NANOS_PER_UNIT = 8;

    /**
     * Checks the description.
     *
     * @throws IllegalArgumentException if there is no input or no layer, or if the parameters do
     *     not fit in one array
     * @throws NullPointerException if {@code layers} is null or contains null
     */
    public Network {
        if (inputs < 1) {
            throw new IllegalArgumentException(
                    "a network of " + inputs + " inputs: expected at least 1");
        }
        layers =
                List.copyOf(
                        Objects.requireNonNull(
                                layers, "layers is null: expected at least one layer"));
        if (layers.isEmpty()) {
            throw new IllegalArgumentException(
                    "a network without layers: expected at least one, the output layer");
        }
        long count = 0;
        long fanIn = inputs;
        for (Layer layer : layers) {
            count += (fanIn + (layer.bias() ? 1 : 0)) * layer.units();
            fanIn = layer.units();
            if (count > Integer.MAX_VALUE - Lanes.COUNT) {
                throw new IllegalArgumentException(
                        "more than "
                                + (Integer.MAX_VALUE - Lanes.COUNT)
                                + " parameters, which is what one array can hold: make the layers"
                                + " smaller");
            }
        }
    }

    /**
     * Describes a network.
     *
     * @param inputs number of inputs, at least 1
     * @param layers the layers in order, at least one
     * @return the network
     * @throws IllegalArgumentException if there is no input or no layer, or if the parameters do
     *     not fit in one array
     * @throws NullPointerException if {@code layers} is null or contains null
     */
    public static Network of(int inputs, Layer... layers) {
        return new Network(
                inputs,
                Arrays.asList(
                        Objects.requireNonNull(
                                layers, "layers is null: expected at least one layer")));
    }

    /**
     * The number of outputs: the units of the last layer.
     *
     * @return at least 1
     */
    public int outputs() {
        return layers.getLast().units();
    }

    /**
     * The number of weights and biases.
     *
     * @return at least 1
     */
    public int parameterCount() {
        return dense().getLast().end();
    }

    /**
     * The number of units of each layer, inputs first.
     *
     * @return such as {@code 4-2-3}
     */
    @Override
    public String toString() {
        return layers.stream()
                .map(layer -> "-" + layer.units())
                .collect(Collectors.joining("", "" + inputs, ""));
    }

    /** Throws an IllegalArgumentException unless there is a feature for each input. */
    void requireInputs(int features) {
        if (features != inputs) {
            throw new IllegalArgumentException(
                    features + " features for a network " + this + ": expected " + inputs);
        }
    }

    /**
     * About how long the scalar kernels take for one training iteration. Only the choice of a tier
     * depends on it, hence speed but no result.
     */
    double scalarNanos(int rows) {
        double units = layers.stream().mapToInt(Layer::units).asDoubleStream().sum();
        return rows * (NANOS_PER_WEIGHT * parameterCount() + NANOS_PER_UNIT * units);
    }

    /** Where each layer's parameters lie. */
    List<Dense> dense() {
        List<Dense> dense = new ArrayList<>();
        int fanIn = inputs;
        int offset = 0;
        for (Layer layer : layers) {
            int biases = layer.bias() ? offset + fanIn * layer.units() : Dense.NO_BIAS;
            dense.add(new Dense(fanIn, layer.units(), offset, biases));
            offset = dense.getLast().end();
            fanIn = layer.units();
        }
        return dense;
    }
}
