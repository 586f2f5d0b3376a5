package lanewise.io;

import lanewise.Activation;
import lanewise.Layer;
import lanewise.Model;
import lanewise.Network;
import lanewise.io.ModelFileException.Problem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The dense layers found in a file, in order: what several formats have in common. */
final class ImportedLayers {

    /**
     * A layer.
     *
     * @param name its name in messages
     * @param inputs number of inputs
     * @param units number of units
     * @param weights reads inputs × units weights, row-major
     * @param biases reads one bias for each unit; null for a layer without biases
     */
    record Dense(String name, int inputs, int units, Floats weights, Floats biases) {}

    /** Reads numbers into a part of an array. */
    @FunctionalInterface
    interface Floats {
        void read(float[] to, int offset) throws IOException;
    }

    private final List<Dense> layers;

    /**
     * Checks that each layer fits the one before it.
     *
     * @throws ModelFileException if there is no layer or one does not fit
     */
    ImportedLayers(List<Dense> layers) throws ModelFileException {
        this.layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw inconsistent("no layers: expected weights of at least one");
        }
        for (int l = 1; l < layers.size(); l++) {
            Dense before = layers.get(l - 1);
            Dense layer = layers.get(l);
            if (layer.inputs() != before.units()) {
                throw inconsistent(
                        layer.name()
                                + " has "
                                + layer.inputs()
                                + " inputs: expected "
                                + before.units()
                                + ", the units of "
                                + before.name()
                                + " before it");
            }
        }
    }

    static ModelFileException inconsistent(String problem) {
        return new ModelFileException(Problem.INCONSISTENT, problem);
    }

    /**
     * Returns a network of these layers.
     *
     * @throws IllegalArgumentException if the activations do not fit, such as softmax in a hidden
     *     layer
     * @throws ModelFileException if the layers exceed the limits of a network
     */
    Network network(Activation hidden, Activation output) throws ModelFileException {
        List<Layer> described = new ArrayList<>();
        long parameters = 0;
        for (Dense layer : layers) {
            boolean last = described.size() == layers.size() - 1;
            boolean bias = layer.biases() != null;
            parameters += ((long) layer.inputs() + (bias ? 1 : 0)) * layer.units();
            if (layer.inputs() < 1
                    || layer.units() < 1
                    || layer.units() > Layer.MAX_UNITS
                    || parameters > Integer.MAX_VALUE - 64) {
                throw inconsistent(
                        layer.name()
                                + " has "
                                + layer.inputs()
                                + " inputs and "
                                + layer.units()
                                + " units: expected 1 to "
                                + Layer.MAX_UNITS
                                + " units, and fewer than 2³¹ parameters in all");
            }
            described.add(new Layer(layer.units(), last ? output : hidden, bias));
        }
        return new Network(layers.getFirst().inputs(), described);
    }

    /**
     * Reads the parameters.
     *
     * @throws ModelFileException if the network has another shape, or a number is not finite
     */
    Model model(Network network) throws IOException {
        requireShape(network);
        float[] parameters = new float[network.parameterCount()];
        int at = 0;
        for (Dense layer : layers) {
            layer.weights().read(parameters, at);
            requireFinite(
                    layer.name() + ": weight", parameters, at, layer.inputs() * layer.units());
            at += layer.inputs() * layer.units();
            if (layer.biases() != null) {
                layer.biases().read(parameters, at);
                requireFinite(layer.name() + ": bias", parameters, at, layer.units());
                at += layer.units();
            }
        }
        return Model.of(network, parameters);
    }

    private void requireShape(Network network) throws ModelFileException {
        boolean same = network.layers().size() == layers.size();
        int inputs = network.inputs();
        for (int l = 0; same && l < layers.size(); l++) {
            Layer layer = network.layers().get(l);
            Dense found = layers.get(l);
            same =
                    layer.recurrence().isEmpty()
                            && found.inputs() == inputs
                            && found.units() == layer.units()
                            && (found.biases() != null) == layer.bias();
            inputs = layer.units();
        }
        if (!same) {
            throw inconsistent(
                    "layers "
                            + this
                            + ": expected those of the network "
                            + network
                            + ", with the same biases and no recurrence");
        }
    }

    private static void requireFinite(String what, float[] numbers, int from, int count)
            throws ModelFileException {
        for (int k = from; k < from + count; k++) {
            if (!Float.isFinite(numbers[k])) {
                throw new ModelFileException(
                        Problem.NOT_FINITE,
                        what
                                + " "
                                + (k - from)
                                + " is "
                                + numbers[k]
                                + " as float: expected a finite number");
            }
        }
    }

    /** Such as {@code 4-8-3}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(layers.getFirst().inputs());
        for (Dense layer : layers) {
            text.append('-').append(layer.units());
            text.append(layer.biases() == null ? " (no biases)" : "");
        }
        return text.toString();
    }
}
