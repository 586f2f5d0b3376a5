package lanewise;

import lanewise.internal.kernel.Lanes;
import lanewise.internal.plan.NetworkPlan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The shape of a multilayer perceptron: its number of inputs and its layers. The last layer is the
 * output.
 *
 * <pre>{@code
 * Network network = Network.of(4, Layer.sigmoid(16), Layer.sigmoid(3));
 * Network digits = Network.of(64, Layer.relu(32), Layer.softmax(10));
 * Network yesOrNo = Network.of(9, Layer.tanh(5), Layer.sigmoid(1)).withLoss(Loss.BINARY_CROSS_ENTROPY);
 * }</pre>
 *
 * <p>All parameters of a network lie in one flat array. Layer by layer, it holds the weights
 * (inputs × units, row-major: the weight from input {@code i} to unit {@code j} at {@code i * units
 * + j}), then the biases if the layer has any. The weights of a recurrent layer are (inputs +
 * units) × units, those from its own units after those from its inputs, and 0 where its wiring has
 * no connection.
 *
 * @param inputs number of inputs, at least 1
 * @param layers the layers in order, at least one
 * @param loss the loss that training minimizes
 */
public record Network(int inputs, List<Layer> layers, Loss loss) {

    /** Maximum number of layers in messages; deeper networks are shortened. */
    private static final int MOST_SHOWN = 32;

    /**
     * Checks the description.
     *
     * @throws IllegalArgumentException if there is no input or no layer, if the parameters do not
     *     fit in one array, if layers and loss do not match (a layer before the last is softmax;
     *     the last layer has dropout, is softmax of one unit, or has an activation that the loss
     *     does not support), or if the wiring of a recurrent layer has another number of inputs
     * @throws NullPointerException if an argument is null or {@code layers} contains null
     */
    public Network {
        if (inputs < 1) {
            throw new IllegalArgumentException(
                    "a network of " + inputs + " inputs: expected at least 1");
        }
        layers = copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException(
                    "a network without layers: expected at least one, the output layer");
        }
        long count = 0;
        long fanIn = inputs;
        for (Layer layer : layers) {
            requireWiringFits(layer, fanIn);
            long weights = fanIn + (layer.recurrence().isPresent() ? layer.units() : 0);
            count += (weights + (layer.bias() ? 1 : 0)) * layer.units();
            fanIn = layer.outputs();
            if (count > Integer.MAX_VALUE - Lanes.COUNT) {
                throw new IllegalArgumentException(
                        "more than "
                                + (Integer.MAX_VALUE - Lanes.COUNT)
                                + " parameters, the limit of one array: make the layers smaller");
            }
        }
        Objects.requireNonNull(loss, "loss is null: expected one of Loss's values");
        requireSoftmaxLast(layers);
        requireLossFits(layers.getLast(), loss);
    }

    /**
     * Creates a network with the default loss of its last layer: cross-entropy for softmax, else
     * the mean squared error.
     *
     * @param inputs number of inputs, at least 1
     * @param layers the layers in order, at least one
     * @throws IllegalArgumentException if there is no input or no layer, if the parameters do not
     *     fit in one array, if the layers do not match, or if the wiring of a recurrent layer has
     *     another number of inputs
     * @throws NullPointerException if {@code layers} is null or contains null
     */
    public Network(int inputs, List<Layer> layers) {
        this(inputs, layers, lossFor(layers));
    }

    /**
     * Creates a network with the default loss of its last layer: cross-entropy for softmax, else
     * the mean squared error.
     *
     * @param inputs number of inputs, at least 1
     * @param layers the layers in order, at least one
     * @return the network
     * @throws IllegalArgumentException if there is no input or no layer, if the parameters do not
     *     fit in one array, if the layers do not match, or if the wiring of a recurrent layer has
     *     another number of inputs
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
     * This network with another loss.
     *
     * @param other the loss to minimize
     * @return the network
     * @throws IllegalArgumentException if it does not support the activation of the last layer
     * @throws NullPointerException if {@code other} is null
     */
    public Network withLoss(Loss other) {
        Objects.requireNonNull(other, "other is null: expected one of Loss's values");
        return new Network(inputs, layers, other);
    }

    /**
     * The number of outputs: the units of the last layer that are not hidden.
     *
     * @return at least 1
     */
    public int outputs() {
        return layers.getLast().outputs();
    }

    /**
     * The number of weights and biases, including weights of connections missing from a wiring.
     *
     * @return at least 1
     */
    public int parameterCount() {
        int count = 0;
        int fanIn = inputs;
        for (Layer layer : layers) {
            int sources = layer.recurrence().isPresent() ? fanIn + layer.units() : fanIn;
            count += (sources + (layer.bias() ? 1 : 0)) * layer.units();
            fanIn = layer.outputs();
        }
        return count;
    }

    /**
     * The number of inputs and the number of units of each layer.
     *
     * @return such as {@code 4-2-3}; recurrent layers in brackets, {@code 4-[8]-3}, with hidden
     *     units first, {@code 4-[9+3]}; networks of more than 32 layers are shortened, {@code
     *     4-8-…-8-3 (100 layers)}
     */
    @Override
    public String toString() {
        if (layers.size() <= MOST_SHOWN) {
            return inputs + units(layers);
        }
        return inputs
                + units(layers.subList(0, MOST_SHOWN / 2))
                + "-…"
                + units(layers.subList(layers.size() - MOST_SHOWN / 2, layers.size()))
                + " ("
                + layers.size()
                + " layers)";
    }

    private static String units(List<Layer> layers) {
        StringBuilder text = new StringBuilder();
        for (Layer layer : layers) {
            text.append('-');
            if (layer.recurrence().isEmpty()) {
                text.append(layer.units());
                continue;
            }
            text.append('[');
            int hidden = layer.recurrence().get().hidden();
            if (hidden > 0) {
                text.append(hidden).append('+');
            }
            text.append(layer.outputs()).append(']');
        }
        return text.toString();
    }

    private static List<Layer> copyOf(List<Layer> layers) {
        Objects.requireNonNull(layers, "layers is null: expected at least one layer");
        for (int l = 0; l < layers.size(); l++) {
            if (layers.get(l) == null) {
                throw new NullPointerException(
                        "layer " + l + " is null: expected one such as Layer.sigmoid(3)");
            }
        }
        return List.copyOf(layers);
    }

    private static Loss lossFor(List<Layer> layers) {
        boolean softmax =
                layers != null
                        && !layers.isEmpty()
                        && layers.getLast() != null
                        && layers.getLast().activation() == Activation.SOFTMAX;
        return softmax ? Loss.CROSS_ENTROPY : Loss.MEAN_SQUARED_ERROR;
    }

    private static void requireWiringFits(Layer layer, long inputs) {
        if (layer.recurrence().isEmpty() || layer.recurrence().get().wiring().isEmpty()) {
            return;
        }
        int sources = layer.recurrence().get().wiring().get().sources();
        if (sources != inputs + layer.units()) {
            throw new IllegalArgumentException(
                    "a wiring of "
                            + sources
                            + " sources for a layer of "
                            + inputs
                            + " inputs and "
                            + layer.units()
                            + " units: expected "
                            + (inputs + layer.units()));
        }
    }

    private static void requireSoftmaxLast(List<Layer> layers) {
        for (int l = 0; l < layers.size() - 1; l++) {
            if (layers.get(l).activation() == Activation.SOFTMAX) {
                throw new IllegalArgumentException(
                        "layer "
                                + l
                                + " is softmax, which only the last layer can be: give hidden"
                                + " layers another activation, such as RELU");
            }
        }
        Layer last = layers.getLast();
        if (last.activation() == Activation.SOFTMAX && last.units() == 1) {
            throw new IllegalArgumentException(
                    "softmax of one unit is always 1: for two classes, use Layer.softmax(2), or"
                            + " Layer.sigmoid(1) with BINARY_CROSS_ENTROPY");
        }
        if (last.dropout() > 0) {
            throw new IllegalArgumentException(
                    "dropout on the last layer, whose units are the outputs: put it on an earlier"
                            + " layer");
        }
    }

    private static void requireLossFits(Layer last, Loss loss) {
        String remedy =
                switch (loss) {
                    case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER ->
                            last.activation() != Activation.SOFTMAX
                                    ? ""
                                    : "use CROSS_ENTROPY, or sigmoid outputs";
                    case BINARY_CROSS_ENTROPY ->
                            last.activation() == Activation.SIGMOID
                                    ? ""
                                    : "make the last layer sigmoid, or use another loss";
                    case CROSS_ENTROPY ->
                            last.activation() == Activation.SOFTMAX
                                    ? ""
                                    : "make the last layer softmax, or use another loss";
                };
        if (!remedy.isEmpty()) {
            throw new IllegalArgumentException(
                    "loss "
                            + loss.name()
                            + " does not support a last layer of "
                            + last.activation()
                            + ": "
                            + remedy);
        }
    }

    /** The description of this network that the passes read. */
    NetworkPlan plan() {
        List<NetworkPlan.Layer> plans = new ArrayList<>();
        for (Layer layer : layers) {
            plans.add(layer.plan());
        }
        return new NetworkPlan(toString(), inputs, plans, loss.function());
    }
}
