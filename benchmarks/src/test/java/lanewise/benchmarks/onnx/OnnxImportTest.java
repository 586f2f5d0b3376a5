package lanewise.benchmarks.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;

import lanewise.Activation;
import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.benchmarks.onnx.OnnxFileException.Problem;
import lanewise.data.Scaling;
import lanewise.io.SavedModel;
import lanewise.random.RandomState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Networks of other frameworks, read from ONNX files. */
class OnnxImportTest {
    private static final double TOLERANCE = 1e-6;

    @TempDir private Path folder;

    private static ModelProto model(String name) throws IOException {
        return ModelProto.parseFrom(Files.readAllBytes(ImportFixtures.file(name + ".onnx")));
    }

    private static SavedModel read(ModelProto.Builder model) throws OnnxFileException {
        return OnnxImport.read(model.build().toByteArray());
    }

    private static OnnxFileException refused(ModelProto.Builder model) {
        return assertThrows(OnnxFileException.class, () -> read(model));
    }

    private static void assertRefused(Problem problem, String part, ModelProto.Builder model) {
        OnnxFileException e = refused(model);
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertEquals(problem, e.problem(), e.getMessage());
    }

    private static NodeProto.Builder node(ModelProto.Builder model, String operator) {
        return model.getGraphBuilder().getNodeBuilderList().stream()
                .filter(node -> node.getOpType().equals(operator))
                .findFirst()
                .orElseThrow();
    }

    private static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto attribute(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "torch-softmax, 4-8-6-3, RELU, SOFTMAX",
        "torch-mixed, 4-8-7-6-5-2, TANH, IDENTITY",
        "sklearn-iris, 4-9-3, RELU, SOFTMAX",
        "sklearn-div-cast, 4-9-3, RELU, SOFTMAX",
        "sklearn-binary, 4-6-5-1, SIGMOID, SIGMOID",
        "sklearn-regressor, 4-7-1, TANH, IDENTITY",
        "keras, 4-8-6-3, RELU, SOFTMAX"
    })
    void givesTheOutputsOfTheFrameworkAndOfOnnxRuntime(
            String name, String network, Activation first, Activation last) throws Exception {
        Path file = ImportFixtures.file(name + ".onnx");
        SavedModel saved = OnnxImport.read(file);
        assertEquals(network, saved.model().network().toString());
        List<Layer> layers = saved.model().network().layers();
        assertEquals(first, layers.getFirst().activation());
        assertEquals(last, layers.getLast().activation());
        double[][] rows = ImportFixtures.table("rows");
        double[][] outputs = ImportFixtures.outputs(saved, rows);
        double framework = ImportFixtures.difference(ImportFixtures.table(name), outputs);
        double[][] runtime = ImportFixtures.inOnnxRuntime(Files.readAllBytes(file), rows);
        if (runtime[0].length == outputs[0].length + 1) { // 1 − p and p
            runtime = Stream.of(runtime).map(r -> new double[] {r[1]}).toArray(double[][]::new);
        }
        double onnxRuntime = ImportFixtures.difference(runtime, outputs);
        assertTrue(framework < TOLERANCE, name + ": framework " + framework);
        assertTrue(onnxRuntime < TOLERANCE, name + ": ONNX Runtime " + onnxRuntime);
    }

    @Test
    void readsClassNamesScalingBiasesAndLoss() throws IOException {
        SavedModel iris = OnnxImport.read(ImportFixtures.file("sklearn-iris.onnx"));
        assertEquals(List.of("setosa", "versicolor", "virginica"), iris.classNames());
        double[][] expected = ImportFixtures.table("sklearn-iris-scaling");
        for (int feature = 0; feature < 4; feature++) {
            Scaling scaling = iris.scaling().orElseThrow();
            assertEquals(expected[0][feature], scaling.offset(feature), 1e-6);
            assertEquals(expected[1][feature], scaling.scale(feature), 1e-6);
        }
        assertEquals(Loss.CROSS_ENTROPY, iris.model().network().loss());
        Scaling exact =
                OnnxImport.read(ImportFixtures.file("sklearn-div-cast.onnx"))
                        .scaling()
                        .orElseThrow();
        assertEquals(Scaling.of(expected[0], expected[1]), exact);

        SavedModel binary = OnnxImport.read(ImportFixtures.file("sklearn-binary.onnx"));
        assertEquals(List.of("-1", "7"), binary.classNames());
        assertEquals(Loss.BINARY_CROSS_ENTROPY, binary.model().network().loss());
        SavedModel mixed = OnnxImport.read(ImportFixtures.file("torch-mixed.onnx"));
        assertEquals(List.of(), mixed.classNames());
        assertTrue(mixed.scaling().isEmpty());
        assertEquals(
                List.of(true, true, true, true, false),
                mixed.model().network().layers().stream().map(Layer::bias).toList());
    }

    static List<Activation> activations() {
        return List.of(Activation.values());
    }

    /** Every bit of what {@link OnnxModel} writes. */
    @ParameterizedTest
    @MethodSource("activations")
    void readsExportedModels(Activation last) throws IOException {
        Network network =
                Network.of(3, Layer.gelu(5), Layer.softplus(4).withoutBias(), Layer.of(2, last));
        SavedModel saved =
                SavedModel.of(Model.normal(network, 0.5, new RandomState(1)))
                        .withScaling(
                                Scaling.of(new double[] {1, 0.1, -1e300}, new double[] {1, 3, 7}))
                        .withClassNames(List.of("no \"way\"\n\\", "größer \ud83d\ude00"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OnnxModel.of(saved).write(out);
        SavedModel read = OnnxImport.read(out.toByteArray());
        assertEquals(network, read.model().network());
        assertEquals(saved.model().parametersSha256(), read.model().parametersSha256());
        assertEquals(saved.scaling(), read.scaling());
        assertEquals(saved.classNames(), read.classNames());
    }

    /** Numbers of each type, in each field, as the product of one input. */
    @ParameterizedTest
    @CsvSource({
        "FLOAT, 1.5",
        "DOUBLE, 0.1",
        "DOUBLE, 1e-60",
        "FLOAT16, 0.0999755859375",
        "FLOAT16, 6.103515625e-05",
        "BFLOAT16, 1.0078125",
        "BFLOAT16, -3.3895313892515355e38"
    })
    void convertsEveryType(DataType type, double number) throws OnnxFileException {
        TensorProto.Builder typed = tensor(type);
        ByteString raw;
        switch (type) {
            case FLOAT -> {
                typed.addFloatData((float) number);
                raw = little(Float.floatToRawIntBits((float) number), 4);
            }
            case DOUBLE -> {
                typed.addDoubleData(number);
                raw = little(Double.doubleToRawLongBits(number), 8);
            }
            case FLOAT16 -> {
                int bits = Float.floatToFloat16((float) number) & 0xffff;
                typed.addInt32Data(bits);
                raw = little(bits, 2);
            }
            default -> {
                int bits = Float.floatToRawIntBits((float) number) >>> 16;
                typed.addInt32Data(bits);
                raw = little(bits, 2);
            }
        }
        assertEquals((float) number, Constant.of("w", typed.build()).rounded(0, 1));
        Constant fromRaw = Constant.of("w", tensor(type).setRawData(raw).build());
        assertEquals((float) number, fromRaw.rounded(0, 1));
        assertEquals(number, fromRaw.number(0));
    }

    private static TensorProto.Builder tensor(DataType type) {
        return TensorProto.newBuilder().setDataType(type.getNumber()).addDims(1);
    }

    private static ByteString little(long bits, int bytes) {
        byte[] raw = new byte[bytes];
        for (int k = 0; k < bytes; k++) {
            raw[k] = (byte) (bits >> (8 * k));
        }
        return ByteString.copyFrom(raw);
    }

    @Test
    void rejectsNumbersOutOfRange() throws IOException {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            ModelProto.Builder model = model("sklearn-iris").toBuilder();
            model.getGraphBuilder().getInitializerBuilder(0).setFloatData(5, bad);
            assertRefused(
                    Problem.NOT_FINITE,
                    "element 5 of initializer \"coefficient\" is " + bad,
                    model);
        }
        ModelProto.Builder large = model("sklearn-regressor").toBuilder();
        large.getGraphBuilder().getInitializerBuilder(1).setDoubleData(2, 1e39);
        assertRefused(Problem.NOT_FINITE, "element 2 of initializer \"intercepts\"", large);
        ModelProto.Builder factor = model("torch-softmax").toBuilder();
        node(factor, "Gemm").clearAttribute().addAttribute(attribute("alpha", Float.NaN));
        assertRefused(Problem.NOT_FINITE, "alpha is NaN", factor);
    }

    @Test
    void appliesFactorsOfGemm() throws Exception {
        ModelProto.Builder model = model("torch-softmax").toBuilder();
        for (NodeProto.Builder node : model.getGraphBuilder().getNodeBuilderList()) {
            if (node.getOpType().equals("Gemm")) {
                node.clearAttribute()
                        .addAttribute(attribute("transB", 1))
                        .addAttribute(attribute("alpha", 0.75f))
                        .addAttribute(attribute("beta", -1.5f));
            }
        }
        double[][] rows = ImportFixtures.table("rows");
        double difference =
                ImportFixtures.difference(
                        ImportFixtures.inOnnxRuntime(model.build().toByteArray(), rows),
                        ImportFixtures.outputs(read(model), rows));
        assertTrue(difference < TOLERANCE, "" + difference);
    }

    @Test
    void namesUnsupportedNodes() throws IOException {
        ModelProto.Builder gelu = model("torch-gelu").toBuilder();
        OnnxFileException e = refused(gelu);
        assertEquals(Problem.UNSUPPORTED, e.problem());
        assertTrue(e.getMessage().startsWith("node "), e.getMessage());

        ModelProto.Builder selu = model("keras").toBuilder();
        node(selu, "Relu").setOpType("Selu");
        assertRefused(
                Problem.UNSUPPORTED,
                "node 2 \"N_sequential/dense/Relu:0\" (Selu): unsupported operator: expected one"
                        + " of Gemm, MatMul,",
                selu);
        ModelProto.Builder domain = model("keras").toBuilder();
        node(domain, "Relu").setDomain("com.example");
        assertRefused(Problem.UNSUPPORTED, "(com.example.Relu)", domain);
        ModelProto.Builder normalizer = model("sklearn-iris").toBuilder();
        node(normalizer, "Scaler").setOpType("Normalizer").clearAttribute();
        assertRefused(Problem.UNSUPPORTED, "(ai.onnx.ml.Normalizer): divides each row", normalizer);
        ModelProto.Builder slope = model("torch-mixed").toBuilder();
        node(slope, "LeakyRelu").clearAttribute().addAttribute(attribute("alpha", 0.2f));
        assertRefused(Problem.UNSUPPORTED, "alpha is 0.2: expected 0.01", slope);
        ModelProto.Builder axis = model("keras").toBuilder();
        node(axis, "Softmax").addAttribute(attribute("axis", 0));
        assertRefused(Problem.UNSUPPORTED, "axis 0: expected 1 or", axis);
        ModelProto.Builder unknown = model("keras").toBuilder();
        node(unknown, "Relu").addAttribute(attribute("limit", 6));
        assertRefused(Problem.UNSUPPORTED, "attribute \"limit\"", unknown);
        ModelProto.Builder transA = model("torch-softmax").toBuilder();
        node(transA, "Gemm").clearAttribute().addAttribute(attribute("transA", 1));
        assertRefused(Problem.UNSUPPORTED, "transA is not 0", transA);
        ModelProto.Builder twice = model("torch-softmax").toBuilder();
        node(twice, "Relu").setOpType("Softmax");
        assertRefused(Problem.UNSUPPORTED, "layer 0 is softmax", twice);
        ModelProto.Builder tanh = model("torch-softmax").toBuilder();
        NodeProto.Builder last = tanh.getGraphBuilder().getNodeBuilderList().getLast();
        last.clearAttribute().setOpType("Tanh");
        tanh.getGraphBuilder().addNode(last.build().toBuilder().setInput(0, last.getOutput(0)));
        tanh.getGraphBuilder().getNodeBuilderList().getLast().setOutput(0, "x").clearName();
        assertRefused(Problem.UNSUPPORTED, "to an activation", tanh);
    }

    @Test
    void supportsExactGeluOnly() throws IOException {
        ModelProto.Builder model = model("keras").toBuilder();
        node(model, "Sigmoid").setOpType("Gelu");
        assertEquals(Activation.GELU, read(model).model().network().layers().get(1).activation());
        AttributeProto.Builder tanh =
                AttributeProto.newBuilder()
                        .setName("approximate")
                        .setType(AttributeType.STRING)
                        .setS(ByteString.copyFromUtf8("tanh"));
        node(model, "Gelu").addAttribute(tanh);
        assertRefused(Problem.UNSUPPORTED, "approximate is \"tanh\": expected none", model);
    }

    @Test
    void rejectsGraphsThatAreNoChain() throws IOException {
        ModelProto.Builder cyclic = model("keras").toBuilder();
        node(cyclic, "MatMul").setInput(0, "dense_2");
        assertRefused(Problem.INCONSISTENT, "nor a result of an earlier node", cyclic);
        ModelProto.Builder residual = model("keras").toBuilder();
        node(residual, "Add").setInput(1, residual.getGraph().getNode(0).getOutput(0));
        assertRefused(Problem.UNSUPPORTED, "as a residual connection does", residual);
        ModelProto.Builder again = model("keras").toBuilder();
        node(again, "Relu").setOutput(0, node(again, "MatMul").getOutput(0));
        assertRefused(Problem.INCONSISTENT, "expected unique names", again);
        ModelProto.Builder named = model("keras").toBuilder();
        node(named, "Relu").setName(named.getGraph().getNode(0).getName());
        assertRefused(Problem.INCONSISTENT, "has the name of another node", named);
        ModelProto.Builder two = model("keras").toBuilder();
        two.getGraphBuilder().addInput(two.getGraph().getInput(0).toBuilder().setName("other"));
        assertRefused(Problem.UNSUPPORTED, "2 inputs [dense_input, other]", two);
        ModelProto.Builder heads = model("keras").toBuilder();
        heads.getGraphBuilder()
                .addOutput(
                        heads.getGraph().getOutput(0).toBuilder()
                                .setName(node(heads, "Relu").getOutput(0))
                                .clearType());
        assertRefused(Problem.UNSUPPORTED, "by other layers than the output before", heads);
        ModelProto.Builder none = model("keras").toBuilder();
        none.getGraphBuilder().getOutputBuilder(0).setName("dense_input").clearType();
        assertRefused(Problem.UNSUPPORTED, "the graph has no layer", none);
        ModelProto.Builder missing = model("keras").toBuilder();
        missing.getGraphBuilder().getOutputBuilder(0).setName("gone");
        assertRefused(Problem.INCONSISTENT, "output \"gone\" is no result", missing);
    }

    @Test
    void rejectsMismatchedShapesAndTypes() throws IOException {
        ModelProto.Builder weights = model("keras").toBuilder();
        node(weights, "MatMul").setInput(1, "sequential/dense_1/MatMul/ReadVariableOp:0");
        assertRefused(Problem.INCONSISTENT, "[8, 6] for 4 features", weights);
        ModelProto.Builder bias = model("keras").toBuilder();
        node(bias, "Add").setInput(1, "sequential/dense_2/BiasAdd/ReadVariableOp:0");
        assertRefused(Problem.INCONSISTENT, "shape [3]: expected one number or 8", bias);
        ModelProto.Builder elements = model("keras").toBuilder();
        elements.getGraphBuilder().getInitializerBuilder(0).setDims(0, 5);
        assertRefused(Problem.INCONSISTENT, "has 32 elements: expected 40", elements);
        ModelProto.Builder huge = model("keras").toBuilder();
        huge.getGraphBuilder()
                .getInitializerBuilder(0)
                .setDims(0, Integer.MAX_VALUE)
                .setDims(1, Integer.MAX_VALUE);
        assertRefused(Problem.INCONSISTENT, "fewer than 2³¹", huge);
        ModelProto.Builder negative = model("keras").toBuilder();
        negative.getGraphBuilder().getInitializerBuilder(0).setDims(0, -4).setDims(1, -8);
        assertRefused(Problem.INCONSISTENT, "[-4, -8]", negative);
        ModelProto.Builder type = model("sklearn-regressor").toBuilder();
        node(type, "Cast").getAttributeBuilder(0).setI(DataType.FLOAT.getNumber());
        assertRefused(Problem.INCONSISTENT, "has type DOUBLE: expected FLOAT", type);
        ModelProto.Builder output = model("keras").toBuilder();
        output.getGraphBuilder()
                .getOutputBuilder(0)
                .getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(1)
                .setDimValue(4);
        assertRefused(Problem.INCONSISTENT, "declared as FLOAT of 4: expected FLOAT of 3", output);
        ModelProto.Builder eight = model("keras").toBuilder();
        eight.getGraphBuilder().getInitializerBuilder(0).setDataType(DataType.INT8_VALUE);
        assertRefused(Problem.UNSUPPORTED, "has type INT8", eight);
    }

    @Test
    void rejectsScalingsWithoutPositiveDivisor() throws IOException {
        for (float bad : new float[] {0, -1}) {
            ModelProto.Builder model = model("sklearn-iris").toBuilder();
            AttributeProto.Builder scale = node(model, "Scaler").getAttributeBuilder(1);
            assertEquals("scale", scale.getName());
            scale.setFloats(2, bad);
            assertRefused(Problem.UNSUPPORTED, "scales feature 2 to", model);
        }
    }

    @Test
    void combinesScalings() throws Exception {
        ModelProto.Builder model = model("sklearn-iris").toBuilder();
        NodeProto.Builder scaler = node(model, "Scaler");
        NodeProto first = scaler.clone().setName("first").setOutput(0, "scaled").build();
        scaler.setInput(0, "scaled");
        model.getGraphBuilder().addNode(0, first);
        double[][] rows = ImportFixtures.table("rows");
        double difference =
                ImportFixtures.difference(
                        ImportFixtures.inOnnxRuntime(model.build().toByteArray(), rows),
                        ImportFixtures.outputs(read(model), rows));
        assertTrue(difference < TOLERANCE, "" + difference);
        ModelProto.Builder late = model("sklearn-iris").toBuilder();
        NodeProto.Builder relu = node(late, "Relu");
        relu.setOpType("Scaler")
                .setDomain("ai.onnx.ml")
                .addAllAttribute(node(late, "Scaler").getAttributeList());
        assertRefused(Problem.UNSUPPORTED, "is applied to layers", late);
    }

    @Test
    void rejectsOtherClassLabels() throws IOException {
        ModelProto.Builder order = model("sklearn-iris").toBuilder();
        AttributeProto.Builder names = node(order, "ZipMap").getAttributeBuilder(0);
        names.setStrings(0, names.getStrings(1));
        assertRefused(Problem.INCONSISTENT, "as elsewhere in the file", order);
        ModelProto.Builder fewer = model("sklearn-iris").toBuilder();
        AttributeProto.Builder all = node(fewer, "ZipMap").getAttributeBuilder(0);
        List<ByteString> some = List.copyOf(all.getStringsList().subList(0, 2));
        all.clearStrings().addAllStrings(some);
        assertRefused(Problem.INCONSISTENT, "2 class labels: expected 3", fewer);
        ModelProto.Builder same = model("keras").toBuilder();
        same.addMetadataProps(
                StringStringEntryProto.newBuilder()
                        .setKey(OnnxModel.CLASSES)
                        .setValue("[\"a\",\"b\",\"a\"]"));
        assertRefused(Problem.UNSUPPORTED, "\"a\" occurs twice", same);
        ModelProto.Builder json = model("keras").toBuilder();
        json.addMetadataProps(
                StringStringEntryProto.newBuilder()
                        .setKey(OnnxModel.CLASSES)
                        .setValue("[".repeat(100_000)));
        assertRefused(Problem.INCONSISTENT, "not a JSON array", json);
        ModelProto.Builder concat = model("sklearn-binary").toBuilder();
        NodeProto.Builder node = node(concat, "Concat");
        String first = node.getInput(0);
        node.setInput(0, node.getInput(1)).setInput(1, first);
        assertRefused(Problem.UNSUPPORTED, "joins other columns", concat);
    }

    @Test
    void rejectsExternalDataAndOtherVersions() throws IOException {
        ModelProto.Builder external = model("keras").toBuilder();
        external.getGraphBuilder()
                .getInitializerBuilder(1)
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("../../etc/passwd"));
        assertRefused(
                Problem.EXTERNAL_DATA,
                "initializer \"sequential/dense/BiasAdd/ReadVariableOp:0\" is in another file",
                external);
        for (int opset : new int[] {6, 27}) {
            ModelProto.Builder other = model("keras").toBuilder();
            other.getOpsetImportBuilder(0).setVersion(opset);
            assertRefused(Problem.UNSUPPORTED, "opset " + opset + ": expected 7 to 26", other);
        }
        ModelProto.Builder none = model("keras").toBuilder().clearOpsetImport();
        assertRefused(Problem.INCONSISTENT, "no version", none);
    }

    @Test
    void rejectsUnknownFieldsAndOtherFiles() throws IOException {
        UnknownFieldSet unknown =
                UnknownFieldSet.newBuilder()
                        .addField(77, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                        .build();
        ModelProto.Builder model = model("keras").toBuilder();
        node(model, "Relu").setUnknownFields(unknown);
        assertRefused(Problem.NOT_ONNX, "field 77 of NodeProto is unknown", model);
        for (byte[] other : new byte[][] {{}, {1, 2, 3}, "a,b\n1,2\n".getBytes("US-ASCII")}) {
            OnnxFileException e =
                    assertThrows(OnnxFileException.class, () -> OnnxImport.read(other));
            assertEquals(Problem.NOT_ONNX, e.problem());
        }
    }

    /** Small files that would make large models or take long. */
    @Test
    void limitsAmplification() throws IOException {
        ModelProto.Builder nodes = model("keras").toBuilder();
        GraphProto.Builder graph = nodes.getGraphBuilder();
        graph.addAllNode(Collections.nCopies(WireScan.MAX_FIELDS, NodeProto.getDefaultInstance()));
        assertRefused(Problem.TOO_LARGE, "fields", nodes);

        ModelProto.Builder shared = model("keras").toBuilder();
        GraphProto.Builder chain = shared.getGraphBuilder().clearNode().clearInitializer();
        chain.addInitializer(
                TensorProto.newBuilder()
                        .setName("w")
                        .setDataType(DataType.FLOAT_VALUE)
                        .addDims(300)
                        .addDims(300)
                        .setRawData(ByteString.copyFrom(new byte[360_000])));
        String last = "dense_input";
        for (int k = 0; k < 40_000; k++) {
            String next = k == 39_999 ? "dense_2" : "y" + k;
            chain.addNode(
                    NodeProto.newBuilder()
                            .setOpType("MatMul")
                            .addInput(last)
                            .addInput("w")
                            .addOutput(next));
            last = next;
        }
        chain.getInputBuilder(0).clearType().getTypeBuilder().getTensorTypeBuilder().setElemType(1);
        chain.getOutputBuilder(0).clearType();
        assertRefused(Problem.TOO_LARGE, "layers share weights", shared);

        ModelProto.Builder versions = model("keras").toBuilder();
        for (int k = 0; k < 150_000; k++) {
            versions.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain("d" + k).setVersion(1));
        }
        versions.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("d7").setVersion(1));
        assertRefused(Problem.INCONSISTENT, "two versions of the operators \"d7\"", versions);

        ModelProto.Builder dimensions = model("keras").toBuilder();
        dimensions
                .getGraphBuilder()
                .getInitializerBuilder(0)
                .addAllDims(Collections.nCopies(100_000, 1L));
        assertRefused(Problem.UNSUPPORTED, "has 100002 dimensions", dimensions);

        ModelProto.Builder nested = model("keras").toBuilder();
        GraphProto inner = GraphProto.getDefaultInstance();
        for (int k = 0; k < 30; k++) {
            inner =
                    GraphProto.newBuilder()
                            .addNode(
                                    NodeProto.newBuilder()
                                            .addAttribute(AttributeProto.newBuilder().setG(inner)))
                            .build();
        }
        nested.setGraph(inner);
        assertRefused(Problem.TOO_LARGE, "nested deeper", nested);
    }

    @Test
    void namesTheFile() throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), new byte[] {1});
        String message =
                assertThrows(OnnxFileException.class, () -> OnnxImport.read(file)).getMessage();
        assertTrue(message.startsWith(file + ": not an ONNX model"), message);
        assertThrows(FileSystemException.class, () -> OnnxImport.read(folder));
        assertThrows(
                NoSuchFileException.class, () -> OnnxImport.read(folder.resolve("missing.onnx")));
        assertThrows(NullPointerException.class, () -> OnnxImport.read((Path) null));
        assertThrows(NullPointerException.class, () -> OnnxImport.read((byte[]) null));
    }

    @Test
    void readsOnInterruptedThreads() throws IOException {
        Thread.currentThread().interrupt();
        OnnxImport.read(ImportFixtures.file("keras.onnx"));
        assertTrue(Thread.interrupted(), "it stays");
    }

    /** Old files list initializers as inputs; labels alone are enough. */
    @Test
    void readsOlderAndSmallerForms() throws IOException {
        ModelProto.Builder old = model("keras").toBuilder();
        for (TensorProto tensor : old.getGraph().getInitializerList()) {
            old.getGraphBuilder()
                    .addInput(
                            0,
                            old.getGraph().getInput(0).toBuilder()
                                    .setName(tensor.getName())
                                    .clearType());
        }
        assertArrayEquals(
                OnnxImport.read(ImportFixtures.file("keras.onnx")).model().parameters(),
                read(old).model().parameters());
        ModelProto.Builder label = model("sklearn-binary").toBuilder();
        label.getGraphBuilder().removeOutput(1);
        assertEquals(List.of("-1", "7"), read(label).classNames());
    }
}
