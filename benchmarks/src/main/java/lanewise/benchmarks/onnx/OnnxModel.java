package lanewise.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;

import com.google.gson.Gson;

import lanewise.Network;
import lanewise.io.SavedModel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A model in the ONNX format, for ONNX Runtime and whatever else reads that. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * OnnxModel.of(SavedModel.read(file)).write(Path.of("model.onnx"));
 * }</pre>
 *
 * <p>The graph takes a tensor {@value #FEATURES} (float, rows × inputs, any number of rows) and
 * gives {@value #OUTPUTS} (float, rows × outputs). If the model has a scaling, that is the graph's
 * beginning: rows are fed as they were measured, and come out of it with the bits that {@link
 * lanewise.data.Scaling} gives them. Then each layer is one {@code Gemm} and the node of its
 * activation. What is for training only, dropout and the loss, is left out. Numbers have the names
 * that they have in a model's own file; so have the names of the classes, an array in JSON under
 * {@value #CLASSES} in the metadata.
 *
 * <p>The numbers are the model's to the bit. What a runtime makes of them is its own float
 * arithmetic: ONNX Runtime's activations {@code a} are within 4e-7 · max(1, |a|) of the exact ones,
 * and its answers within 1e-6 · max(1, |a|) of Lanewise's where the numbers that a unit adds up are
 * not larger; beyond, the difference grows with these, as rounding does. Tails far below 1e-6 need
 * not agree in any digit.
 */
public final class OnnxModel {
    /** The name of the tensor that is fed. */
    public static final String FEATURES = "features";

    /** The name of the tensor that is fetched. */
    public static final String OUTPUTS = "outputs";

    /** The key of the names of classes in the metadata. */
    public static final String CLASSES = "lanewise.classes";

    /** The version of the operators: the first to have GELU. ONNX Runtime reads it from 1.17. */
    public static final int OPSET = 20;

    /** A file is a message of protocol buffers, which must be shorter than 2 GiB. */
    static final int MAX_PARAMETERS = 500_000_000;

    /** The version of the format that came with the operators. */
    private static final int IR_VERSION = 9;

    private final ModelProto message;

    private OnnxModel(ModelProto message) {
        this.message = message;
    }

    /**
     * Makes the graph of a model.
     *
     * @param saved the model and what belongs to it
     * @return what can be written
     * @throws NullPointerException if {@code saved} is null
     * @throws IllegalArgumentException as {@link #requireExportable} says
     */
    public static OnnxModel of(SavedModel saved) {
        Objects.requireNonNull(saved, "saved is null: expected the model to export");
        requireExportable(saved.model().network());
        ModelProto.Builder message =
                ModelProto.newBuilder()
                        .setIrVersion(IR_VERSION)
                        .setProducerName("Lanewise")
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                        .setGraph(NetworkGraph.of(saved));
        String version = OnnxModel.class.getPackage().getImplementationVersion();
        if (version != null) { // not from a jar
            message.setProducerVersion(version);
        }
        if (!saved.classNames().isEmpty()) {
            message.addMetadataProps(
                    StringStringEntryProto.newBuilder()
                            .setKey(CLASSES)
                            .setValue(json(saved.classNames())));
        }
        return new OnnxModel(message.build());
    }

    /**
     * Checks that the models of a network can be exported, before one is trained, say.
     *
     * @param network the shape
     * @throws NullPointerException if {@code network} is null
     * @throws IllegalArgumentException if a layer is recurrent, or there are more than 500 million
     *     parameters
     */
    public static void requireExportable(Network network) {
        Objects.requireNonNull(network, "network is null: expected the shape of a model");
        for (int l = 0; l < network.layers().size(); l++) {
            if (network.layers().get(l).recurrence().isPresent()) {
                throw new IllegalArgumentException(
                        "layer "
                                + l
                                + " of the network "
                                + network
                                + " is recurrent: its units go round until they are at rest, and"
                                + " an exported graph is one pass from inputs to outputs; expected"
                                + " a network without recurrent layers");
            }
        }
        if (network.parameterCount() > MAX_PARAMETERS) {
            throw new IllegalArgumentException(
                    network.parameterCount()
                            + " parameters of the network "
                            + network
                            + " do not fit in an ONNX file: expected at most "
                            + MAX_PARAMETERS);
        }
    }

    /**
     * Writes a file, or replaces one: as a whole or not at all, through a file beside it that takes
     * its name at last. A symbolic link stays one, and an interrupt that came before stays pending.
     *
     * @param file where to
     * @throws NullPointerException if {@code file} is null
     * @throws IOException if that fails, or there is something that is no file; {@code file} is
     *     then as it was
     */
    public void write(Path file) throws IOException {
        Objects.requireNonNull(file, "file is null: expected where to write");
        boolean interrupted = Thread.interrupted(); // it would close the file
        try {
            replace(file);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void replace(Path file) throws IOException {
        boolean exists = Files.exists(file, LinkOption.NOFOLLOW_LINKS); // a link that leads nowhere
        if (exists && !Files.isRegularFile(file)) {
            throw new FileSystemException(
                    file.toString(), null, "this is no file: expected the name of one");
        }
        Path target = exists ? file.toRealPath() : file.toAbsolutePath();
        if (!Files.isDirectory(target.getParent())) {
            throw new NoSuchFileException(
                    file.toString(), null, "there is no folder " + target.getParent());
        }
        Path beside = target.resolveSibling(".lanewise-" + UUID.randomUUID());
        try {
            try (OutputStream out =
                    Files.newOutputStream(
                            beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                write(out);
            }
            Files.move(
                    beside,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside); // is there only if something has failed
        }
    }

    /**
     * Writes the bytes of a file to a stream, which stays open. Equal models give equal bytes.
     *
     * @param out where to
     * @throws NullPointerException if {@code out} is null
     * @throws IOException if that fails
     */
    public void write(OutputStream out) throws IOException {
        Objects.requireNonNull(out, "out is null: expected where to write");
        message.writeTo(out);
    }

    /** In ASCII, as a model's own file has it: half a surrogate pair would not outlive UTF-8. */
    private static String json(List<String> names) {
        StringBuilder ascii = new StringBuilder();
        for (char c : new Gson().toJson(names).toCharArray()) {
            if (c > 0x7e) {
                ascii.append(String.format("\\u%04x", (int) c));
            } else {
                ascii.append(c);
            }
        }
        return ascii.toString();
    }
}
