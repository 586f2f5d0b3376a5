package lanewise.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
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
import java.util.List;

/** An ONNX graph under construction. Its nodes refer to each other by the names of tensors. */
final class OnnxGraph {
    private final GraphProto.Builder graph = GraphProto.newBuilder();

    OnnxGraph(String name) {
        graph.setName(name);
    }

    /** Adds an input: a float matrix with any number of rows. */
    void input(String name, int columns) {
        graph.addInput(matrix(name, columns));
    }

    /** Adds an output: a float matrix with as many rows as the input. */
    void output(String name, int columns) {
        graph.addOutput(matrix(name, columns));
    }

    private static ValueInfoProto matrix(String name, int columns) {
        TensorShapeProto.Builder shape =
                TensorShapeProto.newBuilder()
                        .addDim(Dimension.newBuilder().setDimParam("rows"))
                        .addDim(Dimension.newBuilder().setDimValue(columns));
        TypeProto.Tensor.Builder type =
                TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.FLOAT.getNumber())
                        .setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
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

    /** Adds a node, after those whose results it uses. */
    void node(String operator, List<String> inputs, String output) {
        graph.addNode(node(operator, output).addAllInput(inputs));
    }

    /** Adds a conversion of each number to another type. */
    void cast(String input, DataType type, String output) {
        AttributeProto.Builder to =
                AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(type.getNumber());
        graph.addNode(node("Cast", output).addInput(input).addAttribute(to));
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
