package lanewise.benchmarks.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;

import lanewise.benchmarks.onnx.OnnxFileException.Problem;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A constant tensor of a graph. Its numbers are decoded on access: float16 and bfloat16 exactly,
 * float64 rounded to the nearest float where a float is required.
 */
final class Constant {
    /** Maximum number of dimensions; matrices have two. */
    static final int MAX_RANK = 8;

    private final String name;
    private final TensorProto tensor;
    private final DataType type;
    private final int count;

    /** The elements; null if they are in the message's typed fields. */
    private final ByteBuffer raw;

    private Constant(String name, TensorProto tensor, DataType type, int count) {
        this.name = name;
        this.tensor = tensor;
        this.type = type;
        this.count = count;
        raw =
                tensor.hasRawData()
                        ? tensor.getRawData()
                                .asReadOnlyByteBuffer()
                                .slice()
                                .order(ByteOrder.LITTLE_ENDIAN)
                        : null;
    }

    /**
     * Checks a tensor.
     *
     * @param name its description in messages, such as {@code initializer "W"}
     * @throws OnnxFileException if its type is not supported, its data are in another file, or do
     *     not match its shape
     */
    static Constant of(String name, TensorProto tensor) throws OnnxFileException {
        if (tensor.getExternalDataCount() > 0
                || tensor.getDataLocation() != TensorProto.DataLocation.DEFAULT) {
            throw new OnnxFileException(
                    Problem.EXTERNAL_DATA,
                    name
                            + " is in another file (external data): save the model as one file, in"
                            + " Python by onnx.save(model, path, save_as_external_data=False)");
        }
        DataType type = DataType.forNumber(tensor.getDataType());
        int bytes = type == null ? -1 : bytes(type);
        if (bytes < 0 || tensor.hasSegment()) {
            throw new OnnxFileException(
                    Problem.UNSUPPORTED,
                    name
                            + (tensor.hasSegment() ? " is a segment" : " has type " + shown(tensor))
                            + ": expected FLOAT, DOUBLE, FLOAT16, BFLOAT16, INT32, INT64 or"
                            + " STRING in one piece");
        }
        long count = count(name, tensor.getDimsList());
        long found =
                tensor.hasRawData() && bytes > 0 && tensor.getRawData().size() % bytes == 0
                        ? tensor.getRawData().size() / bytes
                        : typed(tensor, type);
        long all =
                (long) tensor.getFloatDataCount()
                        + tensor.getInt32DataCount()
                        + tensor.getInt64DataCount()
                        + tensor.getDoubleDataCount()
                        + tensor.getUint64DataCount()
                        + tensor.getStringDataCount();
        if (found != count || all != (tensor.hasRawData() ? 0 : count)) {
            throw new OnnxFileException(
                    Problem.INCONSISTENT,
                    name
                            + " of type "
                            + type
                            + " and shape "
                            + tensor.getDimsList()
                            + " has "
                            + found
                            + " elements: expected "
                            + count
                            + " in one field");
        }
        return new Constant(name, tensor, type, (int) count);
    }

    private static String shown(TensorProto tensor) {
        DataType type = DataType.forNumber(tensor.getDataType());
        return type == null ? "" + tensor.getDataType() : type.name();
    }

    /** Bytes of an element; 0 if raw data cannot hold it, −1 if it is not supported. */
    private static int bytes(DataType type) {
        return switch (type) {
            case FLOAT, INT32 -> 4;
            case DOUBLE, INT64 -> 8;
            case FLOAT16, BFLOAT16 -> 2;
            case STRING -> 0;
            default -> -1;
        };
    }

    private static int typed(TensorProto tensor, DataType type) {
        return switch (type) {
            case FLOAT -> tensor.getFloatDataCount();
            case DOUBLE -> tensor.getDoubleDataCount();
            case INT64 -> tensor.getInt64DataCount();
            case STRING -> tensor.getStringDataCount();
            default -> tensor.getInt32DataCount();
        };
    }

    private static long count(String name, List<Long> dimensions) throws OnnxFileException {
        if (dimensions.size() > MAX_RANK) {
            throw new OnnxFileException(
                    Problem.UNSUPPORTED,
                    name
                            + " has "
                            + dimensions.size()
                            + " dimensions: expected at most "
                            + MAX_RANK);
        }
        long count = 1;
        for (long dimension : dimensions) {
            if (dimension < 0
                    || dimension > Integer.MAX_VALUE
                    || count * dimension > Integer.MAX_VALUE - 8) {
                throw new OnnxFileException(
                        Problem.INCONSISTENT,
                        name
                                + " has shape "
                                + dimensions
                                + ": expected dimensions of at least 0 and fewer than 2³¹"
                                + " elements");
            }
            count *= dimension;
        }
        return count;
    }

    String name() {
        return name;
    }

    DataType type() {
        return type;
    }

    List<Long> shape() {
        return tensor.getDimsList();
    }

    /** The number of elements. */
    int count() {
        return count;
    }

    boolean isFloatingPoint() {
        return isFloatingPoint(type);
    }

    static boolean isFloatingPoint(DataType type) {
        return switch (type) {
            case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> true;
            default -> false;
        };
    }

    /**
     * An element of a floating-point tensor.
     *
     * @throws OnnxFileException if it is not finite
     */
    double number(int k) throws OnnxFileException {
        double number =
                switch (type) {
                    case FLOAT -> raw == null ? tensor.getFloatData(k) : raw.getFloat(4 * k);
                    case DOUBLE -> raw == null ? tensor.getDoubleData(k) : raw.getDouble(8 * k);
                    case FLOAT16 -> Float.float16ToFloat(half(k));
                    case BFLOAT16 -> Float.intBitsToFloat(half(k) << 16);
                    default -> throw new IllegalStateException(name + " is not floating-point");
                };
        if (!Double.isFinite(number)) {
            throw notFinite(k, "" + number);
        }
        return number;
    }

    private short half(int k) throws OnnxFileException {
        if (raw != null) {
            return raw.getShort(2 * k);
        }
        int bits = tensor.getInt32Data(k);
        if (bits != (bits & 0xffff)) {
            throw new OnnxFileException(
                    Problem.INCONSISTENT,
                    "element " + k + " of " + name + " has bits " + bits + ": expected 16 bits");
        }
        return (short) bits;
    }

    /**
     * An element of a floating-point tensor times a factor, rounded to float.
     *
     * @throws OnnxFileException if it is not finite as float
     */
    float rounded(int k, float factor) throws OnnxFileException {
        double exact = number(k) * factor; // exact but for float64
        float rounded = (float) exact;
        if (!Float.isFinite(rounded)) {
            throw notFinite(k, exact + " times " + factor);
        }
        return rounded;
    }

    private OnnxFileException notFinite(int k, String number) {
        return new OnnxFileException(
                Problem.NOT_FINITE,
                "element "
                        + k
                        + " of "
                        + name
                        + " is "
                        + number
                        + ": expected a finite number in the range of a float");
    }

    /** The elements of a tensor of integers. */
    List<Long> integers() {
        List<Long> numbers = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            numbers.add(
                    type == DataType.INT64
                            ? raw == null ? tensor.getInt64Data(k) : raw.getLong(8 * k)
                            : raw == null ? tensor.getInt32Data(k) : raw.getInt(4 * k));
        }
        return numbers;
    }

    /**
     * The elements of a tensor of class labels as text.
     *
     * @throws OnnxFileException if they are neither integers nor UTF-8 strings
     */
    List<String> labels() throws OnnxFileException {
        if (type == DataType.STRING) {
            List<String> labels = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                if (!tensor.getStringData(k).isValidUtf8()) {
                    throw new OnnxFileException(
                            Problem.INCONSISTENT,
                            "element " + k + " of " + name + " is not valid UTF-8");
                }
                labels.add(tensor.getStringData(k).toStringUtf8());
            }
            return labels;
        }
        if (type == DataType.INT32 || type == DataType.INT64) {
            return integers().stream().map(Object::toString).toList();
        }
        throw new OnnxFileException(
                Problem.UNSUPPORTED,
                name + " has type " + type + ": expected class labels of INT32, INT64 or STRING");
    }
}
