package lanewise.benchmarks.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;

import lanewise.benchmarks.onnx.OnnxFileException.Problem;

import java.io.IOException;
import java.util.Set;

/**
 * Checks an encoded protocol buffers message before it is parsed. A parsed message takes about a
 * hundred times the memory of its two bytes, so their number is limited; and the parser accepts
 * fields that it does not know, so a damaged tag would drop a part of the graph.
 */
final class WireScan {
    /** Maximum number of fields in a file. A node has about ten. */
    static final int MAX_FIELDS = 500_000;

    /** Maximum depth of messages; subgraphs, which nest deeper, are not supported. */
    private static final int MAX_DEPTH = 20;

    /** Fields of ONNX 1.18 that do not affect results: placement on devices. */
    private static final Set<String> IGNORED = Set.of("ModelProto.26", "NodeProto.10");

    private final CodedInputStream in;
    private int fields;

    private WireScan(CodedInputStream in) {
        this.in = in;
    }

    /**
     * Checks a message.
     *
     * @param in the encoded message
     * @param type its type
     * @throws OnnxFileException if it is malformed, too large or has unknown fields
     */
    static void check(CodedInputStream in, Descriptor type) throws IOException {
        try {
            new WireScan(in).message(type, 0);
        } catch (InvalidProtocolBufferException e) {
            throw malformed(e);
        }
    }

    static OnnxFileException malformed(InvalidProtocolBufferException e) {
        return new OnnxFileException(
                Problem.NOT_ONNX, "not an ONNX model, or damaged: " + e.getMessage(), e);
    }

    private void message(Descriptor type, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new OnnxFileException(
                    Problem.TOO_LARGE,
                    "messages are nested deeper than "
                            + MAX_DEPTH
                            + " levels: expected a graph"
                            + " without subgraphs");
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            fields++;
            if (fields > MAX_FIELDS) {
                throw new OnnxFileException(
                        Problem.TOO_LARGE,
                        "more than "
                                + MAX_FIELDS
                                + " fields: expected a multilayer perceptron, which has fewer");
            }
            field(type, tag, depth);
        }
    }

    private void field(Descriptor type, int tag, int depth) throws IOException {
        int number = WireFormat.getTagFieldNumber(tag);
        FieldDescriptor field = type.findFieldByNumber(number);
        if (field == null && IGNORED.contains(type.getName() + "." + number)) {
            in.skipField(tag);
            return;
        }
        int wire = WireFormat.getTagWireType(tag);
        if (field == null || !isValid(field, wire)) {
            throw new OnnxFileException(
                    Problem.NOT_ONNX,
                    "field "
                            + number
                            + " of "
                            + type.getName()
                            + (field == null ? " is unknown" : " has a wrong type")
                            + ": the file is not an ONNX model, is damaged or has a later version");
        }
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            int outer = in.pushLimit(in.readRawVarint32());
            message(field.getMessageType(), depth + 1);
            in.popLimit(outer);
        } else {
            in.skipField(tag);
        }
    }

    private static boolean isValid(FieldDescriptor field, int wire) {
        return wire == field.getLiteType().getWireType()
                || field.isPackable() && wire == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }
}
