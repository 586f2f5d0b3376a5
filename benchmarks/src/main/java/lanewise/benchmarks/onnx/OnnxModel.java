package lanewise.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;

import com.google.gson.Gson;

import lanewise.Network;
import lanewise.internal.file.AtomicFile;
import lanewise.io.SavedModel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A model in the ONNX format, for ONNX Runtime and other readers. Immutable and thread-safe.
 *
 * <pre>{@code
 * OnnxModel.of(SavedModel.read(file)).write(Path.of("model.onnx"));
 * }</pre>
 *
 * <p>The graph takes a tensor {@value #FEATURES} (float, rows × inputs, any number of rows) and
 * gives {@value #OUTPUTS} (float, rows × outputs). If the model has a scaling, the graph begins
 * with it: it takes unscaled rows and scales them to the same bits as {@link
 * lanewise.data.Scaling}. Then each layer is one {@code Gemm} and the node of its activation.
 * Training-only parts, dropout and the loss, are left out. Parameters have the same names as in the
 * model's own file; so do the names of the classes, a JSON array under {@value #CLASSES} in the
 * metadata.
 *
 * <p>The parameters are the model's, bit for bit. A runtime uses its own float arithmetic: ONNX
 * Runtime's activations {@code a} are within 4e-7 · max(1, |a|) of the exact ones, and its answers
 * within 1e-6 · max(1, |a|) of Lanewise's if the terms of a unit's sum are not larger; otherwise
 * the difference grows with them, as rounding does. Tails far below 1e-6 need not agree in any
 * digit.
 */
public final class OnnxModel {
    /** Name of the input tensor. */
    public static final String FEATURES = "features";

    /** Name of the output tensor. */
    public static final String OUTPUTS = "outputs";

    /** Key of the class names in the metadata. */
    public static final String CLASSES = "lanewise.classes";

    /** Version of the operators: the first with GELU. ONNX Runtime supports it since 1.17. */
    public static final int OPSET = 20;

    /** Limit by the file format: a protocol buffers message must be shorter than 2 GiB. */
    static final int MAX_PARAMETERS = 500_000_000;

    /** Version of the format that belongs to the operators. */
    private static final int IR_VERSION = 9;

    private final ModelProto message;

    private OnnxModel(ModelProto message) {
        this.message = message;
    }

    /**
     * Creates the graph of a model.
     *
     * @param saved the model with its scaling and class names
     * @return the graph
     * @throws NullPointerException if {@code saved} is null
     * @throws IllegalArgumentException as in {@link #requireExportable}, or if the model has a
     *     preparation
     */
    public static OnnxModel of(SavedModel saved) {
        Objects.requireNonNull(saved, "saved must not be null: expected the model to export");
        requireExportable(saved.model().network());
        if (saved.preparation().isPresent()) { // the graph would take other rows than the model
            throw new IllegalArgumentException(
                    "the model prepares the rows of a table ("
                            + saved.preparation().get()
                            + "), which is not exported: use SavedModel.recordPredictor, or export"
                            + " SavedModel.of(model) for rows that are prepared already");
        }
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
     * Checks that the models of a network can be exported, for example before training one.
     *
     * @param network the network
     * @throws NullPointerException if {@code network} is null
     * @throws IllegalArgumentException if a layer is recurrent, or there are more than 500 million
     *     parameters
     */
    public static void requireExportable(Network network) {
        Objects.requireNonNull(network, "network must not be null: expected the shape of a model");
        for (int l = 0; l < network.layers().size(); l++) {
            if (network.layers().get(l).recurrence().isPresent()) {
                throw new IllegalArgumentException(
                        "layer "
                                + l
                                + " of the network "
                                + network
                                + " is recurrent: its units iterate to a fixed point, but an"
                                + " exported graph is one pass from inputs to outputs;"
                                + " expected a network without recurrent layers");
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
     * Writes a file atomically, replacing any existing one, through a temporary file in the same
     * directory. Keeps symbolic links, permissions and a pending interrupt.
     *
     * @param file the file
     * @throws NullPointerException if {@code file} is null
     * @throws IOException if writing fails, or the name belongs to something other than a regular
     *     file; {@code file} is then unchanged
     */
    public void write(Path file) throws IOException {
        Objects.requireNonNull(file, "file must not be null: expected the file to write");
        AtomicFile.write(file, this::write);
    }

    /**
     * Writes the bytes of a file to a stream, which stays open. Equal models give equal bytes.
     *
     * @param out the stream
     * @throws NullPointerException if {@code out} is null
     * @throws IOException if writing fails
     */
    public void write(OutputStream out) throws IOException {
        Objects.requireNonNull(out, "out must not be null: expected the stream to write to");
        message.writeTo(out);
    }

    /** ASCII only, as in a model's own file: an unpaired surrogate would not survive UTF-8. */
    private static String json(List<String> names) {
        StringBuilder ascii = new StringBuilder();
        for (char c : new Gson().toJson(names).toCharArray()) {
            if (c > 0x7e) {
                ascii.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                ascii.append(c);
            }
        }
        return ascii.toString();
    }
}
