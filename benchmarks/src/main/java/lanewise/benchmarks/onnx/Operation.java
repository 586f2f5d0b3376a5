package lanewise.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;

import com.google.protobuf.ByteString;

import lanewise.benchmarks.onnx.OnnxFileException.Problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A node of a graph, with checked access to its attributes. Unread attributes are rejected. */
final class Operation {
    private final int index;
    private final NodeProto node;
    private final Map<String, AttributeProto> attributes = new HashMap<>();
    private final Set<String> read = new HashSet<>();

    /**
     * Creates the view of a node.
     *
     * @throws OnnxFileException if an attribute occurs twice
     */
    Operation(int index, NodeProto node) throws OnnxFileException {
        this.index = index;
        this.node = node;
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attributes.put(attribute.getName(), attribute) != null) {
                throw inconsistent("attribute \"" + attribute.getName() + "\" occurs twice");
            }
        }
    }

    /** The operator, with its domain if that is not the default. */
    String operator() {
        String domain = node.getDomain();
        boolean standard = domain.isEmpty() || domain.equals("ai.onnx");
        return standard ? node.getOpType() : domain + "." + node.getOpType();
    }

    List<String> inputs() {
        return node.getInputList();
    }

    /** The name of the only result. */
    String output() throws OnnxFileException {
        if (node.getOutputCount() != 1 || node.getOutput(0).isEmpty()) {
            throw unsupported(node.getOutputCount() + " outputs", "one output");
        }
        return node.getOutput(0);
    }

    /** Requires a number of inputs, all of them present. */
    void requireInputs(int least, int most) throws OnnxFileException {
        int count = node.getInputCount();
        if (count < least || count > most) {
            throw inconsistent(
                    count + " inputs: expected " + least + (most > least ? " to " + most : ""));
        }
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    private AttributeProto attribute(String name, AttributeType type) throws OnnxFileException {
        read.add(name);
        AttributeProto attribute = attributes.get(name);
        if (attribute != null && attribute.getType() != type) {
            throw inconsistent(
                    "attribute \""
                            + name
                            + "\" has type "
                            + attribute.getType()
                            + ": expected "
                            + type);
        }
        return attribute;
    }

    long integer(String name, long absent) throws OnnxFileException {
        AttributeProto attribute = attribute(name, AttributeType.INT);
        return attribute == null ? absent : attribute.getI();
    }

    float number(String name, float absent) throws OnnxFileException {
        AttributeProto attribute = attribute(name, AttributeType.FLOAT);
        float number = attribute == null ? absent : attribute.getF();
        if (!Float.isFinite(number)) {
            throw new OnnxFileException(
                    Problem.NOT_FINITE,
                    this + ": " + name + " is " + number + ": expected a finite number");
        }
        return number;
    }

    String text(String name, String absent) throws OnnxFileException {
        AttributeProto attribute = attribute(name, AttributeType.STRING);
        return attribute == null ? absent : attribute.getS().toStringUtf8();
    }

    List<Float> numbers(String name) throws OnnxFileException {
        AttributeProto attribute = attribute(name, AttributeType.FLOATS);
        return attribute == null ? List.of() : attribute.getFloatsList();
    }

    List<Long> integers(String name) throws OnnxFileException {
        AttributeProto attribute = attribute(name, AttributeType.INTS);
        return attribute == null ? List.of() : attribute.getIntsList();
    }

    List<String> texts(String name) throws OnnxFileException {
        AttributeProto attribute = attribute(name, AttributeType.STRINGS);
        List<String> texts = new ArrayList<>();
        for (ByteString bytes :
                attribute == null ? List.<ByteString>of() : attribute.getStringsList()) {
            if (!bytes.isValidUtf8()) {
                throw inconsistent("attribute \"" + name + "\" is not valid UTF-8");
            }
            texts.add(bytes.toStringUtf8());
        }
        return texts;
    }

    Constant tensor(String name) throws OnnxFileException {
        AttributeProto attribute = attribute(name, AttributeType.TENSOR);
        if (attribute == null) {
            throw unsupported("without the attribute \"" + name + "\"", "a tensor");
        }
        return Constant.of(this + ": " + name, attribute.getT());
    }

    /** Requires that every attribute was read: others would change the result. */
    void requireAllAttributesRead() throws OnnxFileException {
        for (String name : attributes.keySet()) {
            if (!read.contains(name)) {
                throw unsupported("attribute \"" + name + "\"", "only " + read);
            }
        }
    }

    OnnxFileException unsupported(String found, String expected) {
        return new OnnxFileException(
                Problem.UNSUPPORTED, this + ": " + found + ": expected " + expected);
    }

    OnnxFileException inconsistent(String problem) {
        return new OnnxFileException(Problem.INCONSISTENT, this + ": " + problem);
    }

    /** Such as {@code node 3 "dense/MatMul" (MatMul)}. */
    @Override
    public String toString() {
        return "node "
                + index
                + (node.getName().isEmpty() ? "" : " \"" + node.getName() + "\"")
                + " ("
                + operator()
                + ")";
    }
}
