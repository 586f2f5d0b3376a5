package lanewise.io;

import lanewise.Model;
import lanewise.Network;
import lanewise.data.Scaling;
import lanewise.ensemble.Ensemble;
import lanewise.io.ModelFileException.Problem;
import lanewise.train.Checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Maps saved models and ensembles to the metadata and tensors of a safetensors file and back, as
 * documented in {@link SavedModel} and {@link SavedEnsemble}.
 */
final class SavedModelFormat {
    private static final String SCHEMA_KEY = "lanewise.schema";
    private static final String NETWORK_KEY = "lanewise.network";
    private static final String MEMBERS_KEY = "lanewise.members";
    private static final String FEATURES_KEY = "lanewise.features";
    private static final String CLASSES_KEY = "lanewise.classes";
    private static final String PREPARATION_KEY = "lanewise.preparation";
    static final String CHECKSUM_KEY = "lanewise.sha256";
    private static final String OFFSETS = "scaling.offsets";
    private static final String SCALES = "scaling.scales";
    private static final ModelTensors MODEL = new ModelTensors(NETWORK_KEY, "");

    private SavedModelFormat() {}

    /** Returns a writer with all metadata and tensors. Its checksum is {@link #CHECKSUM_KEY}. */
    static SafetensorsWriter writer(SavedModel saved) {
        Model model = saved.model();
        Optional<Checkpoint> checkpoint = saved.checkpoint();
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.metadata(SCHEMA_KEY, saved.preparation().isPresent() ? "2" : "1");
        MODEL.metadata(model, writer);
        writeNames(FEATURES_KEY, "feature", saved.featureNames(), writer);
        writeNames(CLASSES_KEY, "class", saved.classNames(), writer);
        saved.preparation()
                .ifPresent(
                        preparation ->
                                writer.metadata(
                                        PREPARATION_KEY,
                                        PreparationDescription.write(preparation)));
        checkpoint.ifPresent(at -> CheckpointTensors.metadata(at, writer));
        // Longest elements first, so that all tensors are aligned.
        saved.scaling().ifPresent(scaling -> write(scaling, writer));
        checkpoint.ifPresent(at -> CheckpointTensors.doubles(at, writer));
        MODEL.parameters(model, writer);
        checkpoint.ifPresent(at -> CheckpointTensors.tensors(at, writer));
        MODEL.wirings(model, writer);
        return writer;
    }

    /** The same for an ensemble. */
    static SafetensorsWriter writer(SavedEnsemble saved) {
        List<Model> members = saved.ensemble().members();
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.metadata(SCHEMA_KEY, "1");
        writer.metadata(MEMBERS_KEY, Integer.toString(members.size()));
        for (int k = 0; k < members.size(); k++) {
            member(k).metadata(members.get(k), writer);
        }
        writeNames(FEATURES_KEY, "feature", saved.featureNames(), writer);
        writeNames(CLASSES_KEY, "class", saved.ensemble().classNames(), writer);
        saved.scaling().ifPresent(scaling -> write(scaling, writer));
        for (int k = 0; k < members.size(); k++) {
            member(k).parameters(members.get(k), writer);
        }
        for (int k = 0; k < members.size(); k++) {
            member(k).wirings(members.get(k), writer);
        }
        return writer;
    }

    private static ModelTensors member(int index) {
        return new ModelTensors(NETWORK_KEY + "." + index, "members." + index + ".");
    }

    private static void write(Scaling scaling, SafetensorsWriter writer) {
        double[] offsets = new double[scaling.features()];
        double[] scales = new double[scaling.features()];
        for (int feature = 0; feature < offsets.length; feature++) {
            offsets[feature] = scaling.offset(feature);
            scales[feature] = scaling.scale(feature);
        }
        writer.doubles(OFFSETS, offsets);
        writer.doubles(SCALES, scales);
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

    /**
     * Reads a file with a model.
     *
     * @throws ModelFileException if it is not a saved model, has a later schema or is damaged
     */
    static SavedModel read(Source source) throws IOException {
        SafetensorsReader reader = new SafetensorsReader(source);
        requireSchema(reader.metadata());
        if (reader.metadata().containsKey(MEMBERS_KEY)) {
            throw new ModelFileException(
                    Problem.OTHER_KIND,
                    "the file holds an ensemble, not a model: read it with SavedEnsemble.read");
        }
        try {
            Network network = MODEL.network(reader);
            Optional<Scaling> scaling = scaling(reader, network);
            List<String> featureNames = names(reader.metadata(), FEATURES_KEY);
            List<String> classNames = names(reader.metadata(), CLASSES_KEY);
            Set<String> expected = MODEL.require(reader, network);
            expected.addAll(CheckpointTensors.names(reader));
            requireNoOthers(reader, expected, scaling);
            reader.verifyChecksum(CHECKSUM_KEY);
            Model model = MODEL.read(reader, network).withClassNames(classNames);
            return new SavedModel(
                    model,
                    scaling,
                    featureNames,
                    classNames,
                    CheckpointTensors.read(reader, model),
                    Optional.ofNullable(reader.metadata().get(PREPARATION_KEY))
                            .map(PreparationDescription::read));
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(Problem.INCONSISTENT, e.getMessage(), e);
        }
    }

    /**
     * Reads a file with an ensemble.
     *
     * @throws ModelFileException if it is not a saved ensemble, has a later schema or is damaged
     */
    static SavedEnsemble readEnsemble(Source source) throws IOException {
        SafetensorsReader reader = new SafetensorsReader(source);
        requireSchema(reader.metadata());
        String count = reader.metadata().get(MEMBERS_KEY);
        if (count == null) {
            throw new ModelFileException(
                    Problem.OTHER_KIND,
                    "the file holds a model, not an ensemble: read it with SavedModel.read");
        }
        try {
            List<Network> networks = networks(reader, count);
            Optional<Scaling> scaling = scaling(reader, networks.getFirst());
            List<String> featureNames = names(reader.metadata(), FEATURES_KEY);
            List<String> classNames = names(reader.metadata(), CLASSES_KEY);
            Set<String> expected = new HashSet<>();
            for (int k = 0; k < networks.size(); k++) {
                expected.addAll(member(k).require(reader, networks.get(k)));
            }
            requireNoOthers(reader, expected, scaling);
            reader.verifyChecksum(CHECKSUM_KEY);
            List<Model> members = new ArrayList<>();
            for (int k = 0; k < networks.size(); k++) {
                Model member = member(k).read(reader, networks.get(k));
                members.add(member.withClassNames(classNames));
            }
            return new SavedEnsemble(Ensemble.of(members), scaling, featureNames);
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(Problem.INCONSISTENT, e.getMessage(), e);
        }
    }

    private static List<Network> networks(SafetensorsReader reader, String count)
            throws IOException {
        if (!count.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    MEMBERS_KEY + " is " + count + ": expected the number of members");
        }
        List<Network> networks = new ArrayList<>(); // grows with the descriptions in the file
        for (int k = 0; k < Integer.parseInt(count); k++) {
            networks.add(member(k).network(reader));
        }
        return networks;
    }

    private static void requireNoOthers(
            SafetensorsReader reader, Set<String> expected, Optional<Scaling> scaling) {
        Set<String> more = new TreeSet<>(reader.tensors().keySet());
        more.removeAll(expected);
        if (scaling.isPresent()) {
            more.remove(OFFSETS);
            more.remove(SCALES);
        }
        if (!more.isEmpty()) {
            throw new IllegalArgumentException("unexpected tensors: " + more);
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
}
