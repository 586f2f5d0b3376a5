package lanewise.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes files in the safetensors format with a checksum, for {@link SafetensorsReader}. */
final class SafetensorsWriter {
    private static final int CHUNK = 1 << 16;

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final StringBuilder entries = new StringBuilder();
    private final List<Values> values = new ArrayList<>();
    private long end;

    /** Number of JSON values as counted by {@link Json}: header, metadata and their content. */
    private long jsonValues = 2;

    /** Receives bytes in order. */
    @FunctionalInterface
    interface Sink {
        void write(ByteBuffer bytes) throws IOException;
    }

    /** The elements of a tensor. */
    @FunctionalInterface
    private interface Values {
        /** Writes all bytes, one chunk at a time. */
        void write(ByteBuffer chunk, Sink to) throws IOException;
    }

    /** Copies elements of an array to the beginning of a chunk. */
    @FunctionalInterface
    private interface Elements {
        void put(ByteBuffer chunk, int first, int count);
    }

    void metadata(String name, String value) {
        metadata.put(name, value);
        jsonValues++;
    }

    /** Adds a tensor of type F32 from a part of an array. */
    void floats(String name, float[] array, int from, List<Integer> shape) {
        tensor(
                name,
                "F32",
                Float.BYTES,
                shape,
                (chunk, first, count) -> chunk.asFloatBuffer().put(array, from + first, count));
    }

    /** Adds a tensor of type F64 with one dimension. */
    void doubles(String name, double[] array) {
        tensor(
                name,
                "F64",
                Double.BYTES,
                List.of(array.length),
                (chunk, first, count) -> chunk.asDoubleBuffer().put(array, first, count));
    }

    /** Adds a tensor of four-byte integers with one dimension. */
    void ints(String name, String dtype, int[] array) {
        tensor(
                name,
                dtype,
                Integer.BYTES,
                List.of(array.length),
                (chunk, first, count) -> chunk.asIntBuffer().put(array, first, count));
    }

    /** Adds a tensor of type BOOL from bytes 0 and 1. */
    void booleans(String name, byte[] array, List<Integer> shape) {
        tensor(name, "BOOL", 1, shape, (chunk, first, count) -> chunk.put(0, array, first, count));
    }

    private void tensor(
            String name, String dtype, int bytes, List<Integer> shape, Elements elements) {
        int length = entry(name, dtype, bytes, shape);
        values.add(
                (chunk, to) -> {
                    for (int k = 0; k < length; ) {
                        int count = Math.min(CHUNK / bytes, length - k);
                        elements.put(chunk.clear(), k, count);
                        to.write(chunk.limit(count * bytes));
                        k += count;
                    }
                });
    }

    private int entry(String name, String dtype, int bytes, List<Integer> shape) {
        int length = 1;
        StringBuilder dimensions = new StringBuilder();
        for (int dimension : shape) {
            dimensions.append(dimensions.isEmpty() ? "" : ",").append(dimension);
            length *= dimension;
        }
        jsonValues += 6 + shape.size(); // the entry, dtype, shape, and offsets with two numbers
        long begin = end;
        end += (long) bytes * length;
        entries.append(',').append(Json.quote(name));
        entries.append(":{\"dtype\":\"").append(dtype);
        entries.append("\",\"shape\":[").append(dimensions);
        entries.append("],\"data_offsets\":[").append(begin).append(',').append(end).append("]}");
        return length;
    }

    /**
     * Writes the file.
     *
     * @param checksum the checksum's key in the metadata
     * @param to the destination
     * @throws IllegalArgumentException if the header would be too long to read
     */
    void write(String checksum, Sink to) throws IOException {
        metadata(checksum, Checksum.placeholder());
        if (jsonValues > Json.MAX_VALUES) {
            throw new IllegalArgumentException(
                    "the header has "
                            + jsonValues
                            + " values: expected at most "
                            + Json.MAX_VALUES
                            + "; use fewer layers or members");
        }
        byte[] head = head();
        if (head.length - SafetensorsReader.LENGTH_BYTES > SavedModel.MAX_HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "the header has "
                            + (head.length - SafetensorsReader.LENGTH_BYTES)
                            + " bytes: expected at most "
                            + SavedModel.MAX_HEADER_BYTES
                            + "; use shorter or fewer class names, or fewer layers or members");
        }
        MessageDigest digest = Checksum.digest();
        digest.update(head);
        forEachChunk(digest::update);
        byte[] digits =
                HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, head, Checksum.position(head, checksum), digits.length);
        to.write(ByteBuffer.wrap(head));
        forEachChunk(to);
    }

    /** The same to a stream, which is left open. */
    void write(String checksum, OutputStream out) throws IOException {
        write(
                checksum,
                (ByteBuffer bytes) ->
                        out.write(
                                bytes.array(),
                                bytes.arrayOffset() + bytes.position(),
                                bytes.remaining()));
    }

    private void forEachChunk(Sink to) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (Values tensor : values) {
            tensor.write(chunk, to);
        }
    }

    /** Returns the header length and the header, padded to align the tensors. */
    private byte[] head() {
        StringBuilder header = new StringBuilder("{\"").append(SafetensorsReader.METADATA);
        header.append("\":{");
        String separator = "";
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            header.append(separator).append(Json.quote(entry.getKey()));
            header.append(':').append(Json.quote(entry.getValue()));
            separator = ",";
        }
        header.append('}').append(entries).append('}');
        header.append(" ".repeat(-header.length() & 7));
        byte[] text = header.toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(SafetensorsReader.LENGTH_BYTES + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }
}
