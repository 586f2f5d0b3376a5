package lanewise.io;

import lanewise.Model;
import lanewise.Network;
import lanewise.recurrent.Wiring;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The entries of one model in a file: the description of its network in the metadata, and its
 * parameters and wirings.
 *
 * @param key key of the description
 * @param prefix beginning of the names of the tensors
 */
record ModelTensors(String key, String prefix) {

    void metadata(Model model, SafetensorsWriter writer) {
        writer.metadata(key, NetworkDescription.write(model.network()));
    }

    void parameters(Model model, SafetensorsWriter writer) {
        float[] parameters = model.parameters();
        for (ParameterTensor part : ParameterTensor.of(model.network(), prefix)) {
            writer.floats(part.name(), parameters, part.from(), part.shape());
        }
    }

    void wirings(Model model, SafetensorsWriter writer) {
        Network network = model.network();
        for (int l = 0; l < network.layers().size(); l++) {
            Optional<Wiring> wiring = wiring(network, l);
            if (wiring.isPresent()) {
                writer.booleans(
                        wiringName(l),
                        bytes(wiring.get()),
                        List.of(wiring.get().sources(), wiring.get().units()));
            }
        }
    }

    private static Optional<Wiring> wiring(Network network, int layer) {
        return network.layers().get(layer).recurrence().flatMap(recurrence -> recurrence.wiring());
    }

    private String wiringName(int layer) {
        return prefix + "layers." + layer + ".wiring";
    }

    private static byte[] bytes(Wiring wiring) {
        byte[] bytes = new byte[wiring.sources() * wiring.units()];
        for (int k = 0; k < bytes.length; k++) {
            bytes[k] = (byte) (wiring.connects(k / wiring.units(), k % wiring.units()) ? 1 : 0);
        }
        return bytes;
    }

    /**
     * Reads the network.
     *
     * @throws IllegalArgumentException if its description or a wiring is invalid
     */
    Network network(SafetensorsReader reader) throws IOException {
        String description = reader.metadata().get(key);
        if (description == null) {
            throw new IllegalArgumentException("the metadata has no " + key);
        }
        try {
            return NetworkDescription.read(description, layer -> wiring(reader, layer));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a wiring, after checking that its shape is that of the weights. The file contains four
     * bytes per weight, which bounds the size of the arrays allocated here.
     */
    private Wiring wiring(SafetensorsReader reader, int layer) throws IOException {
        Tensor tensor = reader.tensor(wiringName(layer), "BOOL");
        Tensor weights = reader.tensor(prefix + "layers." + layer + ".weights", "F32");
        if (tensor.shape().size() != 2
                || tensor.elements() == 0
                || tensor.elements() > Integer.MAX_VALUE - 8
                || !tensor.shape().equals(weights.shape())) {
            throw new IllegalArgumentException(
                    tensor.name()
                            + " has shape "
                            + tensor.shape()
                            + ": expected sources × units, the shape of the weights");
        }
        int sources = Math.toIntExact(tensor.shape().get(0));
        int units = Math.toIntExact(tensor.shape().get(1));
        byte[] bytes = reader.bytes(tensor);
        boolean[][] connected = new boolean[sources][units];
        for (int k = 0; k < bytes.length; k++) {
            if (bytes[k] < 0 || bytes[k] > 1) {
                throw new IllegalArgumentException(
                        "element " + k + " of " + tensor.name() + ": expected 0 or 1");
            }
            connected[k / units][k % units] = bytes[k] == 1;
        }
        return Wiring.of(connected);
    }

    /**
     * Checks the shapes of the tensors, before anything is allocated whose size depends on the
     * description.
     *
     * @return their names
     * @throws IllegalArgumentException if one is missing or has another shape
     */
    Set<String> require(SafetensorsReader reader, Network network) throws ModelFileException {
        Set<String> names = new TreeSet<>();
        for (ParameterTensor part : ParameterTensor.of(network, prefix)) {
            Tensor tensor = reader.tensor(part.name(), "F32");
            if (!part.hasShapeOf(tensor)) {
                throw new IllegalArgumentException(
                        "tensor "
                                + part.name()
                                + " has shape "
                                + tensor.shape()
                                + ": expected "
                                + part.shape()
                                + " in the network "
                                + network);
            }
            names.add(part.name());
        }
        for (int l = 0; l < network.layers().size(); l++) {
            if (wiring(network, l).isPresent()) {
                names.add(wiringName(l));
            }
        }
        return names;
    }

    /** Reads the model, whose tensors have been checked. */
    Model read(SafetensorsReader reader, Network network) throws IOException {
        float[] parameters = new float[network.parameterCount()];
        for (ParameterTensor part : ParameterTensor.of(network, prefix)) {
            reader.floats(reader.tensors().get(part.name()), parameters, part.from());
        }
        String owner = prefix.isEmpty() ? "" : " of " + prefix.substring(0, prefix.length() - 1);
        SafetensorsReader.requireFinite("parameter %d" + owner, parameters);
        return Model.of(network, parameters);
    }
}
