package lanewise.io;

import lanewise.Activation;
import lanewise.Model;
import lanewise.Network;
import lanewise.io.ImportedLayers.Dense;
import lanewise.io.ModelFileException.Problem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads models from the {@code state_dict} of PyTorch modules made of {@code nn.Linear}, as saved
 * by {@code safetensors.torch.save_file}.
 *
 * <pre>{@code
 * Model model = TorchWeights.read(Path.of("torch.safetensors"), Activation.RELU, Activation.SOFTMAX);
 * System.out.println(model.network()); // prints 4-8-6-3
 * }</pre>
 *
 * <p>Each layer {@code NAME} is a tensor {@code NAME.weight}, units × inputs, and optionally {@code
 * NAME.bias}; a file with other tensors is rejected. Weights are transposed to inputs × units. The
 * file does not store the order of layers, nor their activations. If names differ only in numbers,
 * such as {@code fc1}, {@code fc2} and {@code fc10}, or {@code 0}, {@code 2} and {@code 4}, layers
 * are in the order of these numbers; otherwise in the order in which inputs fit the units before,
 * if there is only one. In other cases the caller gives the names.
 *
 * <p>Types are F32, F16, BF16 and F64. Numbers are rounded to the nearest float: F32, F16 and BF16
 * keep their value. A number that is NaN or infinite, or becomes so as float, is rejected.
 */
public final class TorchWeights {
    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";

    /** Metadata that every model file of Lanewise has. */
    private static final String LANEWISE = "lanewise.schema";

    private TorchWeights() {}

    /** A layer's tensors; the bias is null for a layer without. */
    private record Linear(Tensor weight, Tensor bias) {
        long inputs() {
            return weight.shape().get(1);
        }

        long units() {
            return weight.shape().get(0);
        }
    }

    /**
     * Reads a model of the layers in a file.
     *
     * @param file a safetensors file
     * @param hidden the activation of all layers but the last
     * @param output the activation of the last layer
     * @param layers the names of all layers in order, such as {@code hidden} for {@code
     *     hidden.weight}; none to derive the order as described above
     * @return the model
     * @throws NullPointerException if an argument or a name is null
     * @throws IllegalArgumentException if the activations do not fit the layers, such as softmax
     *     for hidden layers
     * @throws ModelFileException if the file is not such a file, the order of its layers is
     *     ambiguous, or a number is not finite; the message begins with the file name
     * @throws IOException if the file cannot be read or is not a regular file
     */
    public static Model read(Path file, Activation hidden, Activation output, String... layers)
            throws IOException {
        Objects.requireNonNull(file, "file must not be null");
        Objects.requireNonNull(hidden, "hidden must not be null");
        Objects.requireNonNull(output, "output must not be null");
        return read(file, found -> found.network(hidden, output), layers);
    }

    /**
     * Reads a model of a given network.
     *
     * @param network the shape of the model, without recurrent layers
     * @param file a safetensors file
     * @param layers the names of all layers in order; none to derive the order as described above
     * @return the model
     * @throws NullPointerException if an argument or a name is null
     * @throws ModelFileException if the file is not such a file, the order of its layers is
     *     ambiguous, they are not those of the network, or a number is not finite; the message
     *     begins with the file name
     * @throws IOException if the file cannot be read or is not a regular file
     */
    public static Model read(Network network, Path file, String... layers) throws IOException {
        Objects.requireNonNull(network, "network must not be null");
        Objects.requireNonNull(file, "file must not be null");
        return read(file, _ -> network, layers);
    }

    /** The network for the layers of a file. */
    @FunctionalInterface
    private interface Shape {
        Network of(ImportedLayers found) throws ModelFileException;
    }

    private static Model read(Path file, Shape shape, String... layers) throws IOException {
        Objects.requireNonNull(layers, "layers must not be null");
        for (String layer : layers) {
            Objects.requireNonNull(layer, "elements of layers must not be null");
        }
        try (SourceFile source = new SourceFile(file)) {
            return read(source, shape, List.of(layers));
        } catch (ModelFileException e) {
            throw new ModelFileException(e.problem(), file + ": " + e.getMessage(), e);
        }
    }

    /** Reads a source instead of a file. */
    static Model read(Source source, Activation hidden, Activation output) throws IOException {
        return read(source, found -> found.network(hidden, output), List.of());
    }

    private static Model read(Source source, Shape shape, List<String> names) throws IOException {
        SafetensorsReader reader = new SafetensorsReader(source);
        Map<String, Linear> linear = linear(reader);
        List<Dense> layers = new ArrayList<>();
        for (String name : names.isEmpty() ? inOrder(linear) : given(linear, names)) {
            Linear layer = linear.get(name);
            int inputs = size(name, layer.inputs());
            int units = size(name, layer.units());
            layers.add(
                    new Dense(
                            "layer \"" + name + "\"",
                            inputs,
                            units,
                            (to, offset) ->
                                    reader.transposed(layer.weight(), units, inputs, to, offset),
                            layer.bias() == null
                                    ? null
                                    : (to, offset) ->
                                            reader.transposed(layer.bias(), 1, units, to, offset)));
        }
        ImportedLayers found = new ImportedLayers(layers);
        return found.model(shape.of(found));
    }

    private static int size(String name, long size) throws ModelFileException {
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw ImportedLayers.inconsistent(
                    "layer \"" + name + "\" has a dimension of " + size + ": expected at least 1");
        }
        return (int) size;
    }

    private static Map<String, Linear> linear(SafetensorsReader reader) throws ModelFileException {
        if (reader.metadata().containsKey(LANEWISE)) {
            throw new ModelFileException(
                    Problem.FOREIGN,
                    "a model written by Lanewise, not a state_dict: read it with SavedModel");
        }
        Map<String, Linear> layers = new TreeMap<>();
        for (Tensor tensor : reader.tensors().values()) {
            String name = tensor.name();
            boolean weight = name.endsWith(WEIGHT) && tensor.shape().size() == 2;
            boolean bias = name.endsWith(BIAS) && tensor.shape().size() == 1;
            if (!weight && !bias) {
                throw new ModelFileException(
                        Problem.FOREIGN,
                        "tensor \""
                                + name
                                + "\" of shape "
                                + tensor.shape()
                                + ": expected only NAME.weight (units × inputs) and NAME.bias"
                                + " (units) of nn.Linear");
            }
            String type = tensor.dtype();
            if (!List.of("F32", "F16", "BF16", "F64").contains(type)) {
                throw new ModelFileException(
                        Problem.WRONG_DTYPE,
                        "tensor \""
                                + name
                                + "\" has type "
                                + type
                                + ": expected F32, F16, BF16 or F64");
            }
            String layer = name.substring(0, name.length() - (weight ? WEIGHT : BIAS).length());
            Linear other = layers.getOrDefault(layer, new Linear(null, null));
            layers.put(
                    layer,
                    weight ? new Linear(tensor, other.bias()) : new Linear(other.weight(), tensor));
        }
        for (Map.Entry<String, Linear> layer : layers.entrySet()) {
            Tensor weight = layer.getValue().weight();
            Tensor bias = layer.getValue().bias();
            if (weight == null
                    || bias != null && !bias.shape().getFirst().equals(weight.shape().getFirst())) {
                throw ImportedLayers.inconsistent(
                        "layer \""
                                + layer.getKey()
                                + "\" has "
                                + (weight == null ? "no weights" : "weights of " + weight.shape())
                                + " and biases of "
                                + bias.shape()
                                + ": expected weights, units × inputs, and as many biases as"
                                + " units");
            }
        }
        return layers;
    }

    private static List<String> given(Map<String, Linear> layers, List<String> names)
            throws ModelFileException {
        if (names.size() != layers.size() || !layers.keySet().equals(new TreeSet<>(names))) {
            throw ImportedLayers.inconsistent(
                    "layers "
                            + layers.keySet()
                            + " for the names "
                            + names
                            + ": expected the same");
        }
        return names;
    }

    private static List<String> inOrder(Map<String, Linear> layers) throws ModelFileException {
        List<String> byNumber = NumberedName.inOrder(List.copyOf(layers.keySet()));
        if (!byNumber.isEmpty()) {
            return byNumber;
        }
        Map<Long, String> byInputs = new TreeMap<>();
        Map<Long, String> byUnits = new TreeMap<>();
        for (Map.Entry<String, Linear> layer : layers.entrySet()) {
            String name = layer.getKey();
            if (byInputs.put(layer.getValue().inputs(), name) != null
                    || byUnits.put(layer.getValue().units(), name) != null) {
                throw ambiguous(layers);
            }
        }
        List<Long> starts = new ArrayList<>(byInputs.keySet());
        starts.removeAll(byUnits.keySet());
        List<String> order = new ArrayList<>();
        String next = starts.size() == 1 ? byInputs.get(starts.getFirst()) : null;
        while (next != null) { // ends: no two layers have the same inputs, and the first no source
            order.add(next);
            next = byInputs.get(layers.get(next).units());
        }
        if (order.size() != layers.size()) {
            throw ambiguous(layers);
        }
        return order;
    }

    private static ModelFileException ambiguous(Map<String, Linear> layers) {
        return ImportedLayers.inconsistent(
                "the order of the layers "
                        + layers.keySet()
                        + " follows neither from numbers in their names nor from their shapes: give"
                        + " their names in order");
    }
}
