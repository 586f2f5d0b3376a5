package lanewise.io;

import lanewise.Model;
import lanewise.Network;
import lanewise.data.Scaling;
import lanewise.io.ModelFileException.Problem;
import lanewise.recurrent.Wiring;
import lanewise.train.Checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Maps saved models to the metadata and tensors of a safetensors file and back, as documented in
 * {@link SavedModel}.
 */
final class SavedModelFormat {
    private static final String SCHEMA_KEY = "lanewise.schema";
    private static final String NETWORK_KEY = "lanewise.network";
    private static final String FEATURES_KEY = "lanewise.features";
    private static final String CLASSES_KEY = "lanewise.classes";
    static final String CHECKSUM_KEY = "lanewise.sha256";
    private static final String OFFSETS = "scaling.offsets";
    private static final String SCALES = "scaling.scales";

    private SavedModelFormat() {}

    /** Returns a writer with all metadata and tensors. Its checksum is {@link #CHECKSUM_KEY}. */
    static SafetensorsWriter writer(SavedModel saved) {
        Model model = saved.model();
        Network network = model.network();
        Optional<Scaling> scaling = saved.scaling();
        Optional<Checkpoint> checkpoint = saved.checkpoint();
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.metadata(SCHEMA_KEY, Integer.toString(SavedModel.SCHEMA));
        writer.metadata(NETWORK_KEY, NetworkDescription.write(network));
        writeNames(FEATURES_KEY, "feature", saved.featureNames(), writer);
        writeNames(CLASSES_KEY, "class", saved.classNames(), writer);
        checkpoint.ifPresent(at -> CheckpointTensors.metadata(at, writer));
        // Longest elements first, so that all tensors are aligned.
        if (scaling.isPresent()) {
            double[] offsets = new double[network.inputs()];
            double[] scales = new double[network.inputs()];
            for (int feature = 0; feature < offsets.length; feature++) {
                offsets[feature] = scaling.get().offset(feature);
                scales[feature] = scaling.get().scale(feature);
            }
            writer.doubles(OFFSETS, offsets);
            writer.doubles(SCALES, scales);
        }
        checkpoint.ifPresent(at -> CheckpointTensors.doubles(at, writer));
        float[] parameters = model.parameters();
        for (ParameterTensor part : ParameterTensor.of(network)) {
            writer.floats(part.name(), parameters, part.from(), part.shape());
        }
        checkpoint.ifPresent(at -> CheckpointTensors.tensors(at, writer));
        for (int l = 0; l < network.layers().size(); l++) {
            Optional<Wiring> wiring =
                    network.layers().get(l).recurrence().flatMap(recurrence -> recurrence.wiring());
            if (wiring.isPresent()) {
                writer.booleans(
                        wiringName(l),
                        bytes(wiring.get()),
                        List.of(wiring.get().sources(), wiring.get().units()));
            }
        }
        return writer;
    }

    private static void writeNames(
            String key, String what, List<String> names, SafetensorsWriter writer) {
        if (names.isEmpty()) {
            return;
        }
        if (names.size() >= Json.MAX_VALUES) { // the array is a value, too
            throw new IllegalArgumentException(
                    names.size()
                            + " "
                            + what
                            + " names: expected at most "
                            + (Json.MAX_VALUES - 1)
                            + "; save the model without them");
        }
        StringBuilder json = new StringBuilder();
        for (String name : names) {
            json.append(json.isEmpty() ? "[" : ",").append(Json.quote(name));
        }
        writer.metadata(key, json.append(']').toString());
    }

    private static String wiringName(int layer) {
        return "layers." + layer + ".wiring";
    }

    private static byte[] bytes(Wiring wiring) {
        byte[] bytes = new byte[wiring.sources() * wiring.units()];
        for (int k = 0; k < bytes.length; k++) {
            bytes[k] = (byte) (wiring.connects(k / wiring.units(), k % wiring.units()) ? 1 : 0);
        }
        return bytes;
    }

    /**
     * Reads a file.
     *
     * @throws ModelFileException if it is not a saved model, has a later schema or is damaged
     */
    static SavedModel read(Source source) throws IOException {
        SafetensorsReader reader = new SafetensorsReader(source);
        requireSchema(reader.metadata());
        try {
            Network network = network(reader);
            Optional<Scaling> scaling = scaling(reader, network);
            List<String> featureNames = names(reader.metadata(), FEATURES_KEY);
            List<String> classNames = names(reader.metadata(), CLASSES_KEY);
            requireTensors(reader, network, scaling.isPresent());
            reader.verifyChecksum(CHECKSUM_KEY);
            Model model = model(reader, network).withClassNames(classNames);
            return new SavedModel(
                    model,
                    scaling,
                    featureNames,
                    classNames,
                    CheckpointTensors.read(reader, model));
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(Problem.INCONSISTENT, e.getMessage(), e);
        }
    }

    private static void requireSchema(Map<String, String> metadata) throws ModelFileException {
        String schema = metadata.get(SCHEMA_KEY);
        if (schema == null || !schema.matches("[1-9][0-9]{0,8}")) {
            throw new ModelFileException(
                    Problem.FOREIGN,
                    "not a Lanewise model: the metadata has "
                            + (schema == null ? "no " + SCHEMA_KEY : SCHEMA_KEY + " " + schema));
        }
        if (Integer.parseInt(schema) > SavedModel.SCHEMA) {
            throw new ModelFileException(
                    Problem.FUTURE_VERSION,
                    "file of schema "
                            + schema
                            + ": expected at most "
                            + SavedModel.SCHEMA
                            + "; read it with a later version of Lanewise");
        }
    }

    private static Network network(SafetensorsReader reader) throws IOException {
        String description = reader.metadata().get(NETWORK_KEY);
        if (description == null) {
            throw new IllegalArgumentException("the metadata has no " + NETWORK_KEY);
        }
        try {
            return NetworkDescription.read(description, layer -> wiring(reader, layer));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(NETWORK_KEY + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a wiring, after checking that its shape is that of the weights. The file contains four
     * bytes per weight, which bounds the size of the arrays allocated here.
     */
    private static Wiring wiring(SafetensorsReader reader, int layer) throws IOException {
        Tensor tensor = reader.tensor(wiringName(layer), "BOOL");
        Tensor weights = reader.tensor("layers." + layer + ".weights", "F32");
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

    private static Optional<Scaling> scaling(SafetensorsReader reader, Network network)
            throws IOException {
        if (!reader.tensors().containsKey(OFFSETS)) {
            return Optional.empty();
        }
        return Optional.of(
                Scaling.of(perInput(reader, OFFSETS, network), perInput(reader, SCALES, network)));
    }

    private static double[] perInput(SafetensorsReader reader, String name, Network network)
            throws IOException {
        Tensor tensor = reader.tensor(name, "F64");
        if (!tensor.shape().equals(List.of((long) network.inputs()))) {
            throw new IllegalArgumentException(
                    "tensor "
                            + name
                            + " has shape "
                            + tensor.shape()
                            + ": expected one number for each of "
                            + network.inputs()
                            + " inputs");
        }
        return reader.doubles(tensor);
    }

    private static List<String> names(Map<String, String> metadata, String key) {
        String json = metadata.get(key);
        if (json == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        if (Json.parse(json) instanceof List<?> list) {
            for (Object name : list) {
                if (name instanceof String text) {
                    names.add(text);
                } else {
                    throw new IllegalArgumentException(
                            key + " contains " + name + ": expected a string");
                }
            }
            return names;
        }
        throw new IllegalArgumentException(key + ": expected an array of strings");
    }

    /** Checks the tensors before anything is allocated whose size depends on the description. */
    private static void requireTensors(SafetensorsReader reader, Network network, boolean scaled)
            throws ModelFileException {
        Set<String> expected = new TreeSet<>();
        for (ParameterTensor part : ParameterTensor.of(network)) {
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
            expected.add(part.name());
        }
        for (int l = 0; l < network.layers().size(); l++) {
            if (network.layers().get(l).recurrence().isPresent()
                    && network.layers().get(l).recurrence().get().wiring().isPresent()) {
                expected.add(wiringName(l));
            }
        }
        if (scaled) {
            expected.add(OFFSETS);
            expected.add(SCALES);
        }
        Set<String> more = new TreeSet<>(reader.tensors().keySet());
        more.removeAll(expected);
        more.removeAll(CheckpointTensors.names(reader));
        if (!more.isEmpty()) {
            throw new IllegalArgumentException(
                    "unexpected tensors for the network " + network + ": " + more);
        }
    }

    private static Model model(SafetensorsReader reader, Network network) throws IOException {
        float[] parameters = new float[network.parameterCount()];
        for (ParameterTensor part : ParameterTensor.of(network)) {
            reader.floats(reader.tensors().get(part.name()), parameters, part.from());
        }
        SafetensorsReader.requireFinite("parameter %d", parameters);
        return Model.of(network, parameters);
    }
}
