package lanewise.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

import com.google.protobuf.ByteString;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** An ONNX graph under construction. Its nodes refer to each other by the names of tensors. */
final class OnnxGraph {
    /** Domain of the operators of classical machine learning. */
    static final String ML = "ai.onnx.ml";

    private final GraphProto.Builder graph = GraphProto.newBuilder();

    OnnxGraph(String name) {
        graph.setName(name);
    }

    /** Adds an input: a float matrix with any number of rows. */
    void input(String name, int columns) {
        graph.addInput(value(name, DataType.FLOAT, columns));
    }

    /** Adds an input: a column with any number of rows. */
    void inputColumn(String name, DataType type, String description) {
        graph.addInput(value(name, type, 1).setDocString(description));
    }

    /** Adds an output: a float matrix with as many rows as the input. */
    void output(String name, int columns) {
        graph.addOutput(value(name, DataType.FLOAT, columns));
    }

    /** Adds an output: a matrix with as many rows as the inputs; a vector for 0 columns. */
    void output(String name, DataType type, int columns, String description) {
        graph.addOutput(value(name, type, columns).setDocString(description));
    }

    private static ValueInfoProto.Builder value(String name, DataType type, int columns) {
        TensorShapeProto.Builder shape =
                TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam("rows"));
        if (columns > 0) {
            shape.addDim(Dimension.newBuilder().setDimValue(columns));
        }
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor));
    }

    /** Adds constant floats, row-major. */
    void constant(String name, float[] numbers, List<Long> shape) {
        ByteBuffer bytes = littleEndian(numbers.length * Float.BYTES);
        bytes.asFloatBuffer().put(numbers);
        constant(name, DataType.FLOAT, bytes, shape);
    }

    /** Adds constant doubles, row-major. */
    void constant(String name, double[] numbers, List<Long> shape) {
        ByteBuffer bytes = littleEndian(numbers.length * Double.BYTES);
        bytes.asDoubleBuffer().put(numbers);
        constant(name, DataType.DOUBLE, bytes, shape);
    }

    /** Adds a vector of constant whole numbers, and returns its name. */
    String constant(String name, long... numbers) {
        ByteBuffer bytes = littleEndian(numbers.length * Long.BYTES);
        bytes.asLongBuffer().put(numbers);
        constant(name, DataType.INT64, bytes, List.of((long) numbers.length));
        return name;
    }

    /** Adds a vector of constant texts, and returns its name. */
    String constant(String name, List<String> texts) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(DataType.STRING.getNumber())
                        .addDims(texts.size());
        for (String text : texts) {
            tensor.addStringData(ByteString.copyFromUtf8(text));
        }
        graph.addInitializer(tensor);
        return name;
    }

    private static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void constant(String name, DataType type, ByteBuffer bytes, List<Long> shape) {
        graph.addInitializer(
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(type.getNumber())
                        .addAllDims(shape)
                        .setRawData(ByteString.copyFrom(bytes)));
    }

    /** Adds a node, after those whose results it uses, and returns the name of its result. */
    String node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(
                node(operator, output)
                        .addAllInput(inputs)
                        .addAllAttribute(Arrays.asList(attributes)));
        return output;
    }

    /** Adds a node of an operator of {@value #ML}, and returns the name of its result. */
    String mlNode(String operator, String input, String output, AttributeProto... attributes) {
        graph.addNode(
                node(operator, output)
                        .setDomain(ML)
                        .addInput(input)
                        .addAllAttribute(Arrays.asList(attributes)));
        return output;
    }

    /** Adds a conversion of each number to another type, and returns the name of its result. */
    String cast(String input, DataType type, String output) {
        return node("Cast", List.of(input), output, integer("to", type.getNumber()));
    }

    static AttributeProto integer(String name, long number) {
        return attribute(name, AttributeType.INT).setI(number).build();
    }

    static AttributeProto integers(String name, Iterable<Long> numbers) {
        return attribute(name, AttributeType.INTS).addAllInts(numbers).build();
    }

    static AttributeProto text(String name, String text) {
        return attribute(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(text)).build();
    }

    static AttributeProto texts(String name, List<String> texts) {
        AttributeProto.Builder attribute = attribute(name, AttributeType.STRINGS);
        for (String text : texts) {
            attribute.addStrings(ByteString.copyFromUtf8(text));
        }
        return attribute.build();
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private static NodeProto.Builder node(String operator, String output) {
        return NodeProto.newBuilder()
                .setName(output + "." + operator)
                .setOpType(operator)
                .addOutput(output);
    }

    GraphProto build() {
        return graph.build();
    }
}
