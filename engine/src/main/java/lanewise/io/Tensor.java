package lanewise.io;

import java.util.List;

/**
 * Where a tensor lies in a file in the safetensors format.
 *
 * @param name its name
 * @param dtype the type of its elements, such as {@code F32}
 * @param shape its dimensions
 * @param begin its first byte, counted from the end of the header
 * @param end the byte after its last
 */
record Tensor(String name, String dtype, List<Long> shape, long begin, long end) {

    /** The bytes of an element; 0 of a type that is not known here. */
    static int bytes(String dtype) {
        return switch (dtype) {
            case "F64", "I64", "U64" -> 8;
            case "F32", "I32", "U32" -> 4;
            case "F16", "BF16", "I16", "U16" -> 2;
            case "BOOL", "I8", "U8", "F8_E4M3", "F8_E5M2" -> 1;
            default -> 0;
        };
    }

    /** The number of elements, −1 if that is more than a long can tell. */
    long elements() {
        long product = 1;
        for (long dimension : shape) {
            if (dimension != 0 && product > Long.MAX_VALUE / dimension) {
                return -1;
            }
            product *= dimension;
        }
        return product;
    }
}
