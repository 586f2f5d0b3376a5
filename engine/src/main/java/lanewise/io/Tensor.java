package lanewise.io;

import java.util.List;

/**
 * The header entry of a tensor in a safetensors file.
 *
 * @param name the tensor's name
 * @param dtype the type of its elements, such as {@code F32}
 * @param shape its dimensions
 * @param begin the offset of its first byte from the end of the header
 * @param end the offset after its last byte
 */
record Tensor(String name, String dtype, List<Long> shape, long begin, long end) {

    /** Returns the number of bytes of an element; 0 for an unknown type. */
    static int bytes(String dtype) {
        return switch (dtype) {
            case "F64", "I64", "U64" -> 8;
            case "F32", "I32", "U32" -> 4;
            case "F16", "BF16", "I16", "U16" -> 2;
            case "BOOL", "I8", "U8", "F8_E4M3", "F8_E5M2" -> 1;
            default -> 0;
        };
    }

    /** Returns the number of elements; −1 if it overflows a long. */
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
