package lanewise.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;

import com.google.gson.Gson;

import lanewise.Network;
import lanewise.internal.file.AtomicFile;
import lanewise.internal.text.OneLine;
import lanewise.io.SavedModel;
import lanewise.table.CategoryEncoding;
import lanewise.table.ColumnEncoding;
import lanewise.table.ColumnKind;
import lanewise.table.NumberEncoding;
import lanewise.table.Preparation;
import lanewise.table.TableTarget;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
 * <p>If the model has a preparation, the graph begins with it: it takes one tensor (rows × 1) for
 * each column of the table, of the column's name. Numbers are double, NaN if they are missing;
 * dates are double, the days since 1970-01-01; so are boolean and ordinal columns whose levels are
 * all numbers. All other columns are strings, empty if they are missing; a category or level that
 * is a decimal number with an exponent of at most two digits is also found by its value, as by
 * {@link lanewise.table.Preparation} does. {@value #OUTPUTS} are then the probability of each class
 * or label (float), or numbers in the units of the target (double); the name of the most probable
 * class is a second output (string, rows), named like the target column. A row that {@link
 * lanewise.table.RecordPredictor} refuses, such as one with a text that is no level of an ordinal
 * column, has the outputs NaN and an empty name. The metadata list the columns under {@value
 * #COLUMNS} and the target under {@value #TARGET}, both JSON.
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

    /**
     * Key of the columns of a preparation in the metadata: their names, kinds, types and values.
     */
    public static final String COLUMNS = "lanewise.columns";

    /** Key of the target of a preparation in the metadata: its kind and columns. */
    public static final String TARGET = "lanewise.target";

    /** Version of the operators: the first with GELU. ONNX Runtime supports it since 1.17. */
    public static final int OPSET = 20;

    /** Version of the operators of {@link OnnxGraph#ML}. */
    private static final int ML_OPSET = 3;

    /** Limit by the file format: a protocol buffers message must be shorter than 2 GiB. */
    static final int MAX_PARAMETERS = 500_000_000;

    /** Version of the format that belongs to the operators. */
    private static final int IR_VERSION = 9;

    private final ModelProto message;

    /**
     * A column in the metadata.
     *
     * @param name its name, which is also that of the graph's input
     * @param kind its kind
     * @param type the type of the input: double or string
     * @param meaning what the input holds
     * @param values the known texts; null if there are none
     */
    private record Column(
            String name, String kind, String type, String meaning, List<String> values) {
        static Column of(ColumnEncoding encoding) {
            boolean number = PreparationGraph.type(encoding) == DataType.DOUBLE;
            List<String> texts =
                    switch (encoding) {
                        case CategoryEncoding category -> category.categories();
                        case NumberEncoding other -> other.levels();
                    };
            return new Column(
                    encoding.column(),
                    (encoding instanceof NumberEncoding other
                                    ? other.kind()
                                    : ColumnKind.CATEGORICAL)
                            .toString(),
                    number ? "double" : "string",
                    PreparationGraph.description(encoding),
                    texts.isEmpty() ? null : texts);
        }
    }

    /** The target in the metadata. */
    private record Target(String kind, List<String> columns) {}

    private OnnxModel(ModelProto message) {
        this.message = message;
    }

    /**
     * Creates the graph of a model.
     *
     * @param saved the model with its scaling and class names
     * @return the graph
     * @throws NullPointerException if {@code saved} is null
     * @throws IllegalArgumentException as in {@link #requireExportable(Network)} and {@link
     *     #requireExportable(Preparation)}
     */
    public static OnnxModel of(SavedModel saved) {
        Objects.requireNonNull(saved, "saved must not be null: expected the model to export");
        requireExportable(saved.model().network());
        saved.preparation().ifPresent(OnnxModel::requireExportable);
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
            message.addMetadataProps(entry(CLASSES, saved.classNames()));
        }
        if (saved.preparation().isPresent()) {
            Preparation preparation = saved.preparation().get();
            message.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain(OnnxGraph.ML).setVersion(ML_OPSET));
            message.addMetadataProps(
                    entry(COLUMNS, preparation.columns().stream().map(Column::of).toList()));
            message.addMetadataProps(
                    entry(
                            TARGET,
                            new Target(
                                    preparation.target().kind().toString(),
                                    preparation.target().columns())));
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
     * Checks that models with a preparation can be exported, for example before training one.
     *
     * @param preparation the preparation
     * @throws NullPointerException if {@code preparation} is null
     * @throws IllegalArgumentException if the name of a column is that of another tensor of the
     *     graph, or a name, category or class is not valid Unicode; the message names the column
     */
    public static void requireExportable(Preparation preparation) {
        Objects.requireNonNull(
                preparation, "preparation must not be null: expected that of a model");
        for (ColumnEncoding encoding : preparation.columns()) {
            requireName(encoding.column());
            for (String name : encoding.inputNames()) { // with all categories
                requireUnicode(encoding.column(), name);
            }
            if (encoding instanceof NumberEncoding number) {
                number.levels().forEach(level -> requireUnicode(number.column(), level));
            }
        }
        if (preparation.target() instanceof TableTarget.Classes classes) {
            requireName(classes.column());
            classes.classNames().forEach(name -> requireUnicode(classes.column(), name));
        }
    }

    private static void requireName(String column) {
        requireUnicode(column, column);
        boolean taken = column.equals(OUTPUTS);
        for (String prefix : List.of("columns.", "layers.", "target.")) {
            taken |= column.startsWith(prefix);
        }
        if (taken || column.isEmpty() || column.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "column "
                            + quoted(column)
                            + " would be a tensor of that name in an ONNX graph: expected a name"
                            + " without NUL, other than "
                            + OUTPUTS
                            + ", that does not begin with columns., layers. or target.; rename the"
                            + " column");
        }
    }

    /** The format has texts in UTF-8. */
    private static void requireUnicode(String column, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    "column "
                            + quoted(column)
                            + " has the text "
                            + quoted(text)
                            + ", which is not valid Unicode and does not fit in an ONNX file: change"
                            + " the text");
        }
    }

    private static String quoted(String text) {
        return '"' + OneLine.of(OneLine.cut(text)) + '"';
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
    private static StringStringEntryProto entry(String key, Object value) {
        StringBuilder ascii = new StringBuilder();
        for (char c : new Gson().toJson(value).toCharArray()) {
            if (c > 0x7e) {
                ascii.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                ascii.append(c);
            }
        }
        return StringStringEntryProto.newBuilder().setKey(key).setValue(ascii.toString()).build();
    }
}
