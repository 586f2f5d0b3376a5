package lanewise.io;

import lanewise.Model;
import lanewise.Network;
import lanewise.data.Scaling;
import lanewise.internal.text.OneLine;
import lanewise.io.ModelFileException.Problem;
import lanewise.recurrent.Wiring;
import lanewise.train.Checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A model with what others need to use it: how features are scaled, and what its classes are
 * called. Immutable and thread-safe. Equal only if the models are one object.
 *
 * <pre>{@code
 * SavedModel.of(run.model()).withScaling(scaling).withClassNames(train.classNames()).write(file);
 *
 * SavedModel saved = SavedModel.read(file);
 * float[] scaled = saved.scaling().orElseThrow().apply(row);
 * System.out.println(saved.classNames().get(saved.model().predictor().classify(scaled))); // prints setosa
 * }</pre>
 *
 * <p>The file is in the safetensors format, which Python's {@code safetensors} reads: tensors
 * {@code layers.0.weights} (F32, inputs × units; of a recurrent layer (inputs + units) × units),
 * {@code layers.0.biases}, {@code layers.0.wiring} (BOOL), {@code scaling.offsets} and {@code
 * scaling.scales} (F64); in its metadata {@code lanewise.schema}, which is {@value #SCHEMA}, {@code
 * lanewise.network}, {@code lanewise.classes} and {@code lanewise.training} (JSON) and {@code
 * lanewise.sha256}, the checksum of the whole file with zeros in its place. Every float keeps its
 * bits. Reading a file runs nothing that is in it, and takes no more memory than some ten times the
 * file's length. A file that is changed while it is read is not noticed; {@link #write(Path)} never
 * changes one.
 *
 * <p>A checkpoint is whole numbers in {@code lanewise.training} and tensors of one dimension:
 * {@code training.first} and {@code training.second} (F32), what the optimizer remembers of each
 * parameter; {@code training.powers} (F64), β1 and β2 to the power of the steps done; {@code
 * training.losses} (F32), the last loss and, with early stopping, the smallest and the last one on
 * the validation rows; {@code training.parameters} (F32), those of the next iteration where the
 * model is an earlier one; {@code training.order} (I32) and {@code training.random} (U32), the
 * shuffled rows and the words of {@link lanewise.random.RandomState}; {@code training.history.loss}
 * (F32), {@code training.history.hits} and {@code training.history.rows} (I32). What a run does not
 * have is not there.
 *
 * @param model the model
 * @param scaling how the features of its rows are scaled; empty if they are not
 * @param classNames the names of its classes, in the order of its outputs (of one output, those of
 *     0 and 1); empty if they have none
 * @param checkpoint where the training of the model stands; empty if it is not to be resumed
 */
public record SavedModel(
        Model model,
        Optional<Scaling> scaling,
        List<String> classNames,
        Optional<Checkpoint> checkpoint) {

    /** The longest header that is written and read, in bytes. */
    public static final int MAX_HEADER_BYTES = 1 << 24;

    /** The schema of the files that are written. */
    public static final int SCHEMA = 1;

    private static final String SCHEMA_KEY = "lanewise.schema";
    private static final String NETWORK_KEY = "lanewise.network";
    private static final String CLASSES_KEY = "lanewise.classes";
    private static final String CHECKSUM_KEY = "lanewise.sha256";
    private static final String OFFSETS = "scaling.offsets";
    private static final String SCALES = "scaling.scales";

    /**
     * Checks that all go together.
     *
     * @throws NullPointerException if an argument is null or contains null
     * @throws IllegalArgumentException if the scaling is not of as many features as the model has
     *     inputs, or there are class names, but not one for each class, or two are equal, or the
     *     checkpoint is of another model
     */
    public SavedModel {
        Objects.requireNonNull(model, "model is null: expected the model to save");
        Objects.requireNonNull(scaling, "scaling is null: expected one, or empty for none");
        Objects.requireNonNull(classNames, "classNames is null: expected a list, or empty");
        for (int index = 0; index < classNames.size(); index++) {
            if (classNames.get(index) == null) {
                throw new NullPointerException(
                        "name of class " + index + " is null: expected a name for each class");
            }
        }
        classNames = List.copyOf(classNames);
        Network network = model.network();
        if (scaling.isPresent() && scaling.get().features() != network.inputs()) {
            throw new IllegalArgumentException(
                    "a scaling of "
                            + scaling.get().features()
                            + " features for the network "
                            + network
                            + ": expected "
                            + network.inputs());
        }
        int classes = network.outputs() == 1 ? 2 : network.outputs();
        if (!classNames.isEmpty() && classNames.size() != classes) {
            throw new IllegalArgumentException(
                    classNames.size()
                            + " class names for the network "
                            + network
                            + ": expected "
                            + classes
                            + ", or none");
        }
        Set<String> seen = new HashSet<>();
        for (String name : classNames) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "class name "
                                + Json.quote(OneLine.cut(name))
                                + " occurs twice: expected names that differ");
            }
        }
        Objects.requireNonNull(checkpoint, "checkpoint is null: expected one, or empty for none");
        if (checkpoint.isPresent() && !isSame(model, checkpoint.get().model())) {
            throw new IllegalArgumentException(
                    "the checkpoint is of another model: expected that of the same run, taken at the"
                            + " same iteration");
        }
    }

    private static boolean isSame(Model a, Model b) {
        // One object mostly. A record's own equals is best not run: the JDK would keep the engine.
        return Objects.equals(a.network(), b.network())
                && Arrays.equals(a.parameters(), b.parameters());
    }

    /**
     * A model alone.
     *
     * @param model the model
     * @return what can be written
     * @throws NullPointerException if {@code model} is null
     */
    public static SavedModel of(Model model) {
        return new SavedModel(model, Optional.empty(), List.of(), Optional.empty());
    }

    /**
     * This model with a scaling.
     *
     * @param how how the features of its rows are scaled
     * @return what can be written
     * @throws NullPointerException if {@code how} is null
     * @throws IllegalArgumentException if it is not of as many features as the model has inputs
     */
    public SavedModel withScaling(Scaling how) {
        Objects.requireNonNull(how, "how is null: expected a scaling");
        return new SavedModel(model, Optional.of(how), classNames, checkpoint);
    }

    /**
     * This model with names of its classes.
     *
     * @param names a name for each class, in the order of outputs
     * @return what can be written
     * @throws NullPointerException if {@code names} is null or contains null
     * @throws IllegalArgumentException if there are not as many as classes, or two are equal
     */
    public SavedModel withClassNames(List<String> names) {
        Objects.requireNonNull(names, "names is null: expected a name for each class");
        return new SavedModel(model, scaling, names, checkpoint);
    }

    /**
     * This model with where its training stands, so that it can be resumed.
     *
     * @param where the checkpoint of the run that the model is of
     * @return what can be written
     * @throws NullPointerException if {@code where} is null
     * @throws IllegalArgumentException if its {@link Checkpoint#model} is another model
     */
    public SavedModel withCheckpoint(Checkpoint where) {
        Objects.requireNonNull(where, "where is null: expected a checkpoint");
        return new SavedModel(model, scaling, classNames, Optional.of(where));
    }

    /**
     * Writes a file, or replaces one: as a whole or not at all, through a file beside it that takes
     * its name when it is on the disk. A symbolic link stays one, and permissions stay as they
     * were. A thread that has been interrupted, as one may be to stop a run, writes all the same
     * and stays interrupted; an interrupt while it writes makes that fail.
     *
     * @param file where to
     * @throws NullPointerException if {@code file} is null
     * @throws IOException if that fails, or there is something that is no file; {@code file} is
     *     then as it was
     * @throws IllegalArgumentException if the class names are too long or too many for a header, or
     *     the layers too many
     */
    public void write(Path file) throws IOException {
        Objects.requireNonNull(file, "file is null: expected where to write");
        SafetensorsWriter writer = writer();
        AtomicFile.write(file, to -> writer.write(CHECKSUM_KEY, to));
    }

    /**
     * Writes the bytes of a file to a stream, which stays open: for those who store models
     * elsewhere than in files of their own.
     *
     * @param out where to
     * @throws NullPointerException if {@code out} is null
     * @throws IOException if that fails
     * @throws IllegalArgumentException if the class names are too long or too many for a header, or
     *     the layers too many
     */
    public void write(OutputStream out) throws IOException {
        Objects.requireNonNull(out, "out is null: expected where to write");
        writer().write(
                        CHECKSUM_KEY,
                        bytes ->
                                out.write(
                                        bytes.array(),
                                        bytes.arrayOffset() + bytes.position(),
                                        bytes.remaining()));
    }

    SafetensorsWriter writer() {
        Network network = model.network();
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.metadata(SCHEMA_KEY, Integer.toString(SCHEMA));
        writer.metadata(NETWORK_KEY, NetworkDescription.write(network));
        if (!classNames.isEmpty()) {
            if (classNames.size() >= Json.MAX_VALUES) { // the array is one more
                throw new IllegalArgumentException(
                        classNames.size()
                                + " class names: a file has room for "
                                + (Json.MAX_VALUES - 1)
                                + "; save the model without them");
            }
            StringBuilder names = new StringBuilder();
            for (String name : classNames) {
                names.append(names.isEmpty() ? "[" : ",").append(Json.quote(name));
            }
            writer.metadata(CLASSES_KEY, names.append(']').toString());
        }
        checkpoint.ifPresent(at -> CheckpointTensors.metadata(at, writer));
        // The longest elements first, so that all are aligned.
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
     * @param file a file that {@link #write} wrote, of this schema
     * @return the model and what belongs to it
     * @throws NullPointerException if {@code file} is null
     * @throws ModelFileException if the file is not such a file, or not as it was written; its
     *     message begins with the file's name
     * @throws IOException if it cannot be read, or is no file but a folder or a pipe
     */
    public static SavedModel read(Path file) throws IOException {
        Objects.requireNonNull(file, "file is null: expected what to read");
        try (SourceFile source = new SourceFile(file)) {
            return read(source);
        } catch (ModelFileException e) {
            throw new ModelFileException(e.problem(), file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the bytes of a file from a stream to its end, and leaves it open: for models that are
     * stored elsewhere than in files of their own, such as resources of a program. They are in
     * memory as a whole before the first is looked at: limit a stream that may have no end.
     *
     * @param in what {@link #write} wrote, and nothing more
     * @return the model and what belongs to it
     * @throws NullPointerException if {@code in} is null
     * @throws ModelFileException if that is not such a file, or not as it was written
     * @throws IOException if it cannot be read
     */
    public static SavedModel read(InputStream in) throws IOException {
        Objects.requireNonNull(in, "in is null: expected what to read");
        return read(Source.of(in.readAllBytes()));
    }

    static SavedModel read(Source source) throws IOException {
        SafetensorsReader reader = new SafetensorsReader(source);
        requireSchema(reader.metadata());
        try {
            Network network = network(reader);
            Optional<Scaling> scaling = scaling(reader, network);
            List<String> classNames = classNames(reader.metadata());
            requireTensors(reader, network, scaling.isPresent());
            reader.verifyChecksum(CHECKSUM_KEY);
            Model model = model(reader, network);
            return new SavedModel(
                    model, scaling, classNames, CheckpointTensors.read(reader, model));
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(Problem.INCONSISTENT, e.getMessage(), e);
        }
    }

    private static void requireSchema(Map<String, String> metadata) throws ModelFileException {
        String schema = metadata.get(SCHEMA_KEY);
        if (schema == null || !schema.matches("[1-9][0-9]{0,8}")) {
            throw new ModelFileException(
                    Problem.FOREIGN,
                    "no model of Lanewise: the metadata has "
                            + (schema == null ? "no " + SCHEMA_KEY : SCHEMA_KEY + " " + schema));
        }
        if (Integer.parseInt(schema) > SCHEMA) {
            throw new ModelFileException(
                    Problem.FUTURE_VERSION,
                    "a file of schema "
                            + schema
                            + ", this Lanewise knows "
                            + SCHEMA
                            + ": read it with a later one");
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
     * Nothing is read of it before the weights are as many, of which a file has four bytes each.
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
                            + ": expected sources × units, as the weights have");
        }
        int sources = Math.toIntExact(tensor.shape().get(0));
        int units = Math.toIntExact(tensor.shape().get(1));
        byte[] bytes = reader.bytes(tensor);
        boolean[][] connected = new boolean[sources][units];
        for (int k = 0; k < bytes.length; k++) {
            if (bytes[k] < 0 || bytes[k] > 1) {
                throw new IllegalArgumentException(
                        "element " + k + " of " + tensor.name() + " is neither true nor false");
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

    private static List<String> classNames(Map<String, String> metadata) {
        String classes = metadata.get(CLASSES_KEY);
        if (classes == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        if (Json.parse(classes) instanceof List<?> list) {
            for (Object name : list) {
                if (name instanceof String text) {
                    names.add(text);
                } else {
                    throw new IllegalArgumentException(CLASSES_KEY + " has " + name);
                }
            }
            return names;
        }
        throw new IllegalArgumentException(CLASSES_KEY + " is no array of names");
    }

    /** Before anything is made whose size the description tells. */
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
                    "tensors that do not belong to the network " + network + ": " + more);
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
