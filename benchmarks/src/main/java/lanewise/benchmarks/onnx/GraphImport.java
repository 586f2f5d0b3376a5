package lanewise.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

import lanewise.benchmarks.onnx.OnnxFileException.Problem;
import lanewise.benchmarks.onnx.Value.Fixed;
import lanewise.benchmarks.onnx.Value.Rows;
import lanewise.benchmarks.onnx.Value.Steps;
import lanewise.io.SavedModel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows a graph from its input to its outputs, in the order of its nodes. */
final class GraphImport {
    /** Maximum number of outputs; converters write one or two. */
    private static final int MOST_OUTPUTS = 8;

    private final GraphProto graph;
    private final Map<String, Value> values = new HashMap<>();

    private GraphImport(GraphProto graph) {
        this.graph = graph;
    }

    /**
     * Imports a graph.
     *
     * @param graph the graph
     * @param classes class names of the metadata; empty if there are none
     * @param parameters maximum number of parameters
     * @throws OnnxFileException if it is not a supported network
     */
    static SavedModel read(GraphProto graph, List<String> classes, long parameters)
            throws OnnxFileException {
        GraphImport graphImport = new GraphImport(graph);
        graphImport.requireNoOtherParts();
        graphImport.readConstants();
        graphImport.readInput();
        graphImport.readNodes();
        if (graph.getOutputCount() > MOST_OUTPUTS) {
            throw new OnnxFileException(
                    Problem.UNSUPPORTED,
                    graph.getOutputCount()
                            + " outputs: expected the probabilities and labels of one network");
        }
        NetworkImport network = new NetworkImport(classes, parameters);
        for (ValueInfoProto output : graph.getOutputList()) {
            Value value = graphImport.values.get(output.getName());
            if (value == null) {
                throw inconsistent(
                        "the graph's output \"" + output.getName() + "\" is no result of a node");
            }
            network.output(output.getName(), value);
            requireDeclared(output, value);
        }
        return network.saved();
    }

    private void requireNoOtherParts() throws OnnxFileException {
        String part =
                graph.getSparseInitializerCount() > 0
                        ? "sparse initializers"
                        : graph.getQuantizationAnnotationCount() > 0
                                ? "quantization annotations"
                                : "";
        if (!part.isEmpty()) {
            throw new OnnxFileException(
                    Problem.UNSUPPORTED,
                    "the graph has " + part + ": expected dense floating-point tensors");
        }
    }

    private void define(String name, Value value, String where) throws OnnxFileException {
        if (values.put(name, value) != null) {
            throw inconsistent(where + " defines \"" + name + "\" again: expected unique names");
        }
    }

    private void readConstants() throws OnnxFileException {
        for (TensorProto tensor : graph.getInitializerList()) {
            String name = "initializer \"" + tensor.getName() + "\"";
            define(tensor.getName(), new Fixed(Constant.of(name, tensor)), "an initializer");
        }
    }

    /** Old files list the initializers among the inputs. */
    private void readInput() throws OnnxFileException {
        List<String> names = new ArrayList<>();
        for (ValueInfoProto input : graph.getInputList()) {
            if (!values.containsKey(input.getName())) {
                names.add(input.getName());
                define(input.getName(), features(input), "an input");
            } else if (!(values.get(input.getName()) instanceof Fixed)) {
                throw inconsistent("two inputs \"" + input.getName() + "\"");
            }
        }
        if (names.size() != 1) {
            throw new OnnxFileException(
                    Problem.UNSUPPORTED,
                    names.size() + " inputs " + names + ": expected one, the features");
        }
    }

    private static Rows features(ValueInfoProto input) throws OnnxFileException {
        TypeProto.Tensor tensor = input.getType().getTensorType();
        DataType type = DataType.forNumber(tensor.getElemType());
        List<Dimension> dimensions = tensor.getShape().getDimList();
        boolean number =
                type != null
                        && (Constant.isFloatingPoint(type)
                                || type == DataType.INT64
                                || type == DataType.INT32);
        int rank = dimensions.size();
        if (!number || tensor.hasShape() && (rank < 2 || rank > Constant.MAX_RANK)) {
            throw new OnnxFileException(
                    Problem.UNSUPPORTED,
                    "input \""
                            + input.getName()
                            + "\" is of type "
                            + type
                            + " with "
                            + rank
                            + " dimensions: expected numbers, rows × features");
        }
        List<Long> shape = new ArrayList<>();
        for (int k = 1; k < rank; k++) {
            shape.add(dimensions.get(k).hasDimValue() ? dimensions.get(k).getDimValue() : -1);
        }
        return new Rows(
                type, shape.isEmpty() ? List.of(-1L) : List.copyOf(shape), new Steps(null, null));
    }

    private void readNodes() throws OnnxFileException {
        int index = 0;
        Set<String> names = new HashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            Operation operation = new Operation(index, node);
            if (!node.getName().isEmpty() && !names.add(node.getName())) {
                throw operation.inconsistent("has the name of another node: expected unique names");
            }
            List<Value> inputs = new ArrayList<>();
            for (String input : operation.inputs()) {
                Value value = values.get(input);
                if (value == null && !input.isEmpty()) {
                    throw operation.inconsistent(
                            "input \""
                                    + input
                                    + "\" is neither a constant nor the graph's input nor a result"
                                    + " of an earlier node");
                }
                inputs.add(value);
            }
            Value result = new Operators(operation, inputs).result();
            operation.requireAllAttributesRead();
            define(operation.output(), result, operation.toString());
            index++;
        }
    }

    /** Compares the declared type and shape of an output with the computed ones. */
    private static void requireDeclared(ValueInfoProto output, Value value)
            throws OnnxFileException {
        long width;
        DataType type;
        switch (value) {
            case Rows rows -> {
                width = rows.shape().isEmpty() ? -1 : rows.width();
                type = rows.type();
            }
            case Value.TwoClasses two -> {
                width = 2;
                type = two.positive().type();
            }
            default -> {
                return; // labels and maps
            }
        }
        TypeProto.Tensor tensor = output.getType().getTensorType();
        TensorShapeProto shape = tensor.getShape();
        int rank = shape.getDimCount();
        boolean fits =
                rank < 2
                        || width < 0
                        || !shape.getDim(rank - 1).hasDimValue()
                        || shape.getDim(rank - 1).getDimValue() == width;
        boolean declared = output.getType().hasTensorType();
        if (declared && (tensor.getElemType() != type.getNumber() || !fits)) {
            throw inconsistent(
                    "output \""
                            + output.getName()
                            + "\" is declared as "
                            + DataType.forNumber(tensor.getElemType())
                            + (fits ? "" : " of " + shape.getDim(rank - 1).getDimValue())
                            + ": expected "
                            + type
                            + " of "
                            + width);
        }
    }

    static OnnxFileException inconsistent(String problem) {
        return new OnnxFileException(Problem.INCONSISTENT, problem);
    }
}
