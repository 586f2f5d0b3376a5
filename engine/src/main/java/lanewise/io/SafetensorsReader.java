package lanewise.io;

import lanewise.io.ModelFileException.Problem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads files in the safetensors format (https://github.com/huggingface/safetensors): the header
 * length (8 bytes, little-endian), the header (JSON), and the bytes of the tensors without gaps.
 *
 * <p>Input is not trusted: no array larger than the file is allocated.
 */
final class SafetensorsReader {
    static final int LENGTH_BYTES = 8;
    static final String METADATA = "__metadata__";

    private static final int CHUNK = 1 << 16;

    private final Source source;
    private final byte[] head;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /**
     * Reads the header.
     *
     * @throws ModelFileException if it is invalid or does not match the file length
     */
    SafetensorsReader(Source source) throws IOException {
        this.source = source;
        long size = source.size();
        if (size < LENGTH_BYTES) {
            throw new ModelFileException(
                    Problem.LENGTH,
                    "file of " + size + " bytes: expected 8 bytes of header length, then a header");
        }
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        source.read(0, length);
        long header = length.flip().getLong();
        if (header < 0 || header > SavedModel.MAX_HEADER_BYTES) {
            throw new ModelFileException(
                    Problem.HEADER_TOO_LARGE,
                    "the first 8 bytes give a header length of "
                            + Long.toUnsignedString(header)
                            + " bytes: expected at most "
                            + SavedModel.MAX_HEADER_BYTES
                            + "; the file is damaged or not a safetensors file");
        }
        if (header > size - LENGTH_BYTES) {
            throw new ModelFileException(
                    Problem.LENGTH,
                    "the file ends within its header of " + header + " bytes: it is truncated");
        }
        head = new byte[LENGTH_BYTES + (int) header];
        source.read(0, ByteBuffer.wrap(head));
        readHeader();
        requireNoGaps(size - head.length);
    }

    private void readHeader() throws ModelFileException {
        int end = head.length;
        while (end > LENGTH_BYTES && head[end - 1] == ' ') {
            end--; // padding
        }
        if (end == LENGTH_BYTES || head[LENGTH_BYTES] != '{' || head[end - 1] != '}') {
            throw notSafetensors("the header is not enclosed in { and }", null);
        }
        Object parsed;
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(head, LENGTH_BYTES, head.length - LENGTH_BYTES))
                            .toString();
            parsed = Json.parse(text);
        } catch (CharacterCodingException e) {
            throw notSafetensors("the header is not valid UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw notSafetensors("header: " + e.getMessage(), e);
        }
        if (!(parsed instanceof Map<?, ?> entries)) {
            throw notSafetensors("the header is not a JSON object", null);
        }
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            String name = (String) entry.getKey();
            if (!(entry.getValue() instanceof Map<?, ?> value)) {
                throw notSafetensors("the entry \"" + name + "\" is not an object", null);
            }
            if (name.equals(METADATA)) {
                readMetadata(value);
            } else {
                tensors.put(name, tensor(name, value));
            }
        }
    }

    private void readMetadata(Map<?, ?> entries) throws ModelFileException {
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            if (!(entry.getValue() instanceof String text)) {
                throw notSafetensors("metadata \"" + entry.getKey() + "\" is not a string", null);
            }
            metadata.put((String) entry.getKey(), text);
        }
    }

    private static Tensor tensor(String name, Map<?, ?> entry) throws ModelFileException {
        if (!(entry.get("dtype") instanceof String dtype)
                || !(entry.get("shape") instanceof List<?> shape)
                || !(entry.get("data_offsets") instanceof List<?> offsets)
                || entry.size() != 3
                || offsets.size() != 2) {
            throw notSafetensors(
                    "tensor \"" + name + "\": expected exactly dtype, shape and two data_offsets",
                    null);
        }
        List<Long> dimensions = new ArrayList<>();
        for (Object dimension : shape) {
            dimensions.add(notNegative(name, dimension));
        }
        long begin = notNegative(name, offsets.get(0));
        long end = notNegative(name, offsets.get(1));
        Tensor tensor = new Tensor(name, dtype, dimensions, begin, end);
        int bytes = Tensor.bytes(dtype);
        if (bytes == 0 && begin <= end) {
            return tensor; // unknown types are rejected only on access
        }
        long elements = tensor.elements();
        if (begin > end
                || elements < 0
                || (end - begin) / bytes != elements
                || (end - begin) % bytes != 0) {
            throw notSafetensors(
                    "tensor \""
                            + name
                            + "\" of type "
                            + dtype
                            + " and shape "
                            + dimensions
                            + " has bytes "
                            + begin
                            + " to "
                            + end,
                    null);
        }
        return tensor;
    }

    private static long notNegative(String name, Object number) throws ModelFileException {
        if (number instanceof Long value && value >= 0) {
            return value;
        }
        throw notSafetensors(
                "tensor \"" + name + "\" has " + number + ": expected a whole number, at least 0",
                null);
    }

    private void requireNoGaps(long data) throws ModelFileException {
        List<Tensor> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort(Comparator.comparingLong(Tensor::begin).thenComparingLong(Tensor::end));
        long end = 0;
        for (Tensor tensor : inOrder) {
            if (tensor.begin() != end) {
                throw notSafetensors(
                        "tensor \""
                                + tensor.name()
                                + "\" begins at byte "
                                + tensor.begin()
                                + ": expected "
                                + end
                                + ", the end of the tensor before it",
                        null);
            }
            end = tensor.end();
        }
        if (end != data) {
            throw new ModelFileException(
                    Problem.LENGTH,
                    data
                            + " bytes after the header: expected "
                            + end
                            + (data < end
                                    ? "; the file is truncated"
                                    : "; bytes were added at its end"));
        }
    }

    private static ModelFileException notSafetensors(String what, Exception cause) {
        return new ModelFileException(Problem.NOT_SAFETENSORS, what, cause);
    }

    Map<String, String> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    Map<String, Tensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /**
     * Returns a required tensor.
     *
     * @throws IllegalArgumentException if it is missing
     * @throws ModelFileException if it has another type
     */
    Tensor tensor(String name, String dtype) throws ModelFileException {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        if (!tensor.dtype().equals(dtype)) {
            throw new ModelFileException(
                    Problem.WRONG_DTYPE,
                    "tensor " + name + " has type " + tensor.dtype() + ": expected " + dtype);
        }
        return tensor;
    }

    /**
     * Rejects NaN and infinite values.
     *
     * @param which the description of a value, with {@code %d} for its index
     */
    static void requireFinite(String which, float[] values) throws ModelFileException {
        for (int k = 0; k < values.length; k++) {
            if (!Float.isFinite(values[k])) {
                throw new ModelFileException(
                        Problem.NOT_FINITE,
                        String.format(Locale.ROOT, which, k)
                                + " is "
                                + values[k]
                                + ": expected a finite number");
            }
        }
    }

    /**
     * Verifies the checksum in the metadata against the bytes of the file.
     *
     * @param name the checksum's key in the metadata
     */
    void verifyChecksum(String name) throws IOException {
        byte[] written = Checksum.zeroed(head, name);
        MessageDigest digest = Checksum.digest();
        digest.update(written);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long at = head.length; at < source.size(); at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(CHUNK, source.size() - at));
            source.read(at, chunk);
            digest.update(chunk.flip());
        }
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(metadata.get(name))) {
            throw new ModelFileException(
                    Problem.CHECKSUM,
                    "the SHA-256 of the file is "
                            + actual
                            + ": expected "
                            + metadata.get(name)
                            + " as in its header; the file was changed after it was written");
        }
    }

    /** Consumes elements of a tensor from a chunk. */
    @FunctionalInterface
    private interface Elements {
        /**
         * Consumes all elements of a chunk.
         *
         * @param chunk the elements, from position 0 to the limit
         * @param first the index of the first element in the tensor
         */
        void take(ByteBuffer chunk, int first);
    }

    private void forEachChunk(Tensor tensor, Elements elements) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        int bytes = Tensor.bytes(tensor.dtype());
        for (long at = tensor.begin(); at < tensor.end(); at += chunk.limit()) {
            chunk.clear().limit((int) Math.min(CHUNK, tensor.end() - at));
            source.read(head.length + at, chunk);
            elements.take(chunk.flip(), (int) ((at - tensor.begin()) / bytes));
        }
    }

    /** Reads a tensor of type F32 into a part of an array. */
    void floats(Tensor tensor, float[] to, int offset) throws IOException {
        forEachChunk(
                tensor,
                (chunk, first) ->
                        chunk.asFloatBuffer().get(to, offset + first, chunk.limit() / Float.BYTES));
    }

    /**
     * Reads a matrix of type F64, F32, F16 or BF16, rounds its numbers to float, and stores it
     * transposed in a part of an array.
     */
    void transposed(Tensor tensor, int rows, int columns, float[] to, int offset)
            throws IOException {
        int bytes = Tensor.bytes(tensor.dtype());
        forEachChunk(
                tensor,
                (chunk, first) -> {
                    for (int k = 0; k < chunk.limit() / bytes; k++) {
                        int row = (first + k) / columns;
                        int column = (first + k) % columns;
                        to[offset + column * rows + row] = rounded(chunk, k, tensor.dtype());
                    }
                });
    }

    private static float rounded(ByteBuffer chunk, int k, String dtype) {
        return switch (dtype) {
            case "F64" -> (float) chunk.getDouble(k * Double.BYTES);
            case "F32" -> chunk.getFloat(k * Float.BYTES);
            case "F16" -> Float.float16ToFloat(chunk.getShort(k * Short.BYTES));
            case "BF16" -> Float.intBitsToFloat(chunk.getShort(k * Short.BYTES) << 16);
            default -> throw new IllegalArgumentException(dtype);
        };
    }

    /** Reads a tensor of type F64. */
    double[] doubles(Tensor tensor) throws IOException {
        double[] to = new double[(int) tensor.elements()];
        forEachChunk(
                tensor,
                (chunk, first) ->
                        chunk.asDoubleBuffer().get(to, first, chunk.limit() / Double.BYTES));
        return to;
    }

    /** Reads a tensor of four-byte integers. */
    int[] ints(Tensor tensor) throws IOException {
        int[] to = new int[(int) tensor.elements()];
        forEachChunk(
                tensor,
                (chunk, first) ->
                        chunk.asIntBuffer().get(to, first, chunk.limit() / Integer.BYTES));
        return to;
    }

    /** Reads a tensor of type BOOL. */
    byte[] bytes(Tensor tensor) throws IOException {
        byte[] to = new byte[(int) tensor.elements()];
        forEachChunk(tensor, (chunk, first) -> chunk.get(to, first, chunk.limit()));
        return to;
    }
}
