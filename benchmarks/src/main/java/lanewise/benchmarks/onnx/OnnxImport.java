package lanewise.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;

import com.google.gson.stream.JsonReader;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;

import lanewise.benchmarks.onnx.OnnxFileException.Problem;
import lanewise.io.SavedModel;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Reads multilayer perceptrons that other frameworks export to ONNX: PyTorch, scikit-learn (by
 * skl2onnx), Keras (by tf2onnx), and {@link OnnxModel}.
 *
 * <pre>{@code
 * SavedModel saved = OnnxImport.read(Path.of("model.onnx"));
 * saved.write(Path.of("model.safetensors"));
 * }</pre>
 *
 * <p>Supported are graphs of dense layers with one input, rows × features: {@code Gemm}, or {@code
 * MatMul} and {@code Add}, then {@code Relu}, {@code LeakyRelu} of slope 0.01, {@code Sigmoid},
 * {@code Tanh}, {@code Softplus}, exact {@code Gelu}, {@code Softmax}, or none. {@code Add}, {@code
 * Sub}, {@code Mul}, {@code Div} with constants and {@code Scaler} before the first layer become
 * the {@link lanewise.data.Scaling}; {@code Flatten}, {@code Reshape}, {@code Squeeze}, {@code
 * Identity} and {@code Cast} must not change the numbers. {@code ArgMax}, {@code
 * ArrayFeatureExtractor}, {@code ZipMap} and the two columns {@code 1 − p} and {@code p} of a
 * single sigmoid output are what converters add to classifiers: they give the class names, and the
 * network is the part before them. Everything else is rejected with the name of its node.
 *
 * <p>Parameters are rounded to the nearest float: float16, bfloat16 and float32 keep their value. A
 * number that is NaN or infinite, or becomes so as float, is rejected. The scaling is combined in
 * double. The loss, which ONNX does not store, is that of {@link lanewise.Network#Network(int,
 * List)}, or binary cross-entropy for a single output turned into two classes.
 *
 * <p>Files are not trusted: reading one executes nothing and takes memory in proportion to its
 * length.
 */
public final class OnnxImport {
    /** First version of the operators in which arithmetic broadcasts as it does today. */
    static final int MIN_OPSET = 7;

    /** Last version of the operators whose definitions were checked. */
    static final int MAX_OPSET = 26;

    /** Number of parameters that a file of any length may have. */
    private static final long FREE_PARAMETERS = 1 << 20;

    private OnnxImport() {}

    /**
     * Reads a file.
     *
     * @param file an ONNX file
     * @return the model with its scaling and class names
     * @throws NullPointerException if {@code file} is null
     * @throws OnnxFileException if it is not a supported network; the message begins with the file
     *     name
     * @throws IOException if the file cannot be read or is not a regular file
     */
    public static SavedModel read(Path file) throws IOException {
        Objects.requireNonNull(file, "file must not be null: expected an ONNX file");
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileSystemException(
                    file.toString(), null, "not a regular file: expected the path of a file");
        }
        // A pending interrupt would close the channel.
        boolean interrupted = Thread.interrupted();
        try {
            if (Files.size(file) > Integer.MAX_VALUE - 8) {
                throw new OnnxFileException(
                        Problem.TOO_LARGE,
                        Files.size(file) + " bytes: expected less than 2 GiB, the format's limit");
            }
            return read(Files.readAllBytes(file));
        } catch (OnnxFileException e) {
            throw new OnnxFileException(e.problem(), file + ": " + e.getMessage(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Reads the bytes of a file.
     *
     * @param file the content of an ONNX file
     * @return the model with its scaling and class names
     * @throws NullPointerException if {@code file} is null
     * @throws OnnxFileException if it is not a supported network
     */
    public static SavedModel read(byte[] file) throws OnnxFileException {
        Objects.requireNonNull(file, "file must not be null: expected the bytes of an ONNX file");
        ModelProto model = parse(UnsafeByteOperations.unsafeWrap(file));
        if (!model.hasGraph()) {
            throw new OnnxFileException(
                    Problem.NOT_ONNX, "not an ONNX model, or damaged: it has no graph");
        }
        requireSupported(model);
        return GraphImport.read(
                model.getGraph(), classNames(model), Math.max(FREE_PARAMETERS, file.length));
    }

    private static ModelProto parse(ByteString bytes) throws OnnxFileException {
        try {
            WireScan.check(bytes.newCodedInput(), ModelProto.getDescriptor());
            CodedInputStream in = bytes.newCodedInput();
            in.enableAliasing(true);
            return ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw WireScan.malformed(e);
        } catch (OnnxFileException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("reading an array failed", e);
        }
    }

    private static void requireSupported(ModelProto model) throws OnnxFileException {
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            if (entry.getKey().equals(OnnxModel.COLUMNS)) {
                throw new OnnxFileException(
                        Problem.UNSUPPORTED,
                        "the graph prepares the columns of a table, which is not imported: expected"
                                + " a network with one input, rows × features; use the model file"
                                + " that it was exported from");
            }
        }
        if (model.getFunctionsCount() > 0 || model.getTrainingInfoCount() > 0) {
            throw new OnnxFileException(
                    Problem.UNSUPPORTED,
                    "the file has "
                            + (model.getFunctionsCount() > 0 ? "functions" : "training graphs")
                            + ": expected a graph of standard operators only");
        }
        Set<String> domains = new HashSet<>();
        for (OperatorSetIdProto set : model.getOpsetImportList()) {
            String domain = set.getDomain().equals("ai.onnx") ? "" : set.getDomain();
            if (!domains.add(domain)) {
                throw GraphImport.inconsistent(
                        "two versions of the operators \"" + domain + "\": expected one");
            }
            long version = set.getVersion();
            if (domain.isEmpty() && (version < MIN_OPSET || version > MAX_OPSET)) {
                throw new OnnxFileException(
                        Problem.UNSUPPORTED,
                        "opset "
                                + version
                                + ": expected "
                                + MIN_OPSET
                                + " to "
                                + MAX_OPSET
                                + "; export the model with one of these");
            }
        }
        if (!domains.contains("")) {
            throw GraphImport.inconsistent("no version of the standard operators is given");
        }
    }

    private static List<String> classNames(ModelProto model) throws OnnxFileException {
        List<String> names = new ArrayList<>();
        boolean found = false;
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            if (!entry.getKey().equals(OnnxModel.CLASSES)) {
                continue;
            }
            if (found) {
                throw GraphImport.inconsistent("metadata " + OnnxModel.CLASSES + " occurs twice");
            }
            found = true;
            try (JsonReader json = new JsonReader(new StringReader(entry.getValue()))) {
                json.beginArray();
                while (json.hasNext()) {
                    names.add(json.nextString());
                }
                json.endArray();
            } catch (IOException | IllegalStateException e) {
                throw new OnnxFileException(
                        Problem.INCONSISTENT,
                        "metadata " + OnnxModel.CLASSES + " is not a JSON array of strings",
                        e);
            }
        }
        return names;
    }
}
