package lanewise.io;

import lanewise.io.ModelFileException.Problem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A floating-point array in NumPy's format (numpy.lib.format, versions 1 to 3): a magic number, the
 * version, the header length, the header (a Python literal), and the elements.
 *
 * @param shape one or two dimensions
 * @param values the elements in row-major order, rounded to float
 */
record NpyArray(List<Integer> shape, float[] values) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** Maximum header length in bytes. NumPy's headers have about a hundred. */
    private static final int MAX_HEADER = 1 << 16;

    /** A header entry as written by NumPy. Keys can have any order; other forms are rejected. */
    private static final Pattern ENTRY =
            Pattern.compile(
                    "\\s*'(descr|fortran_order|shape)'\\s*:\\s*('[^']*'|True|False|\\([0-9, ]*\\))\\s*(,|$)");

    /**
     * Reads a file.
     *
     * @throws ModelFileException if the file is not such an array
     */
    static NpyArray read(Source source) throws IOException {
        byte[] head = bytes(source, 0, 10);
        for (int k = 0; k < MAGIC.length; k++) {
            if (head[k] != MAGIC[k]) {
                throw wrong("expected NumPy's magic number at its beginning");
            }
        }
        int version = head[6];
        if (version < 1 || version > 3) {
            throw new ModelFileException(
                    Problem.FUTURE_VERSION, "format version " + version + ": expected 1 to 3");
        }
        int lengthBytes = version == 1 ? 2 : 4;
        ByteBuffer length =
                ByteBuffer.wrap(bytes(source, 8, lengthBytes)).order(ByteOrder.LITTLE_ENDIAN);
        long header = version == 1 ? length.getShort() & 0xffff : length.getInt() & 0xffff_ffffL;
        if (header > MAX_HEADER) {
            throw new ModelFileException(
                    Problem.HEADER_TOO_LARGE,
                    "header of " + header + " bytes: expected at most " + MAX_HEADER);
        }
        int begin = 8 + lengthBytes;
        String text =
                new String(bytes(source, begin, (int) header), StandardCharsets.ISO_8859_1).strip();
        return elements(source, begin + header, text);
    }

    private static NpyArray elements(Source source, long begin, String header) throws IOException {
        String type = null;
        String fortran = null;
        String dimensions = null;
        if (!header.startsWith("{") || !header.endsWith("}")) {
            throw wrong("invalid header " + shown(header));
        }
        Matcher entry = ENTRY.matcher(header).region(1, header.length() - 1);
        while (entry.lookingAt()) {
            switch (entry.group(1)) {
                case "descr" -> type = entry.group(2);
                case "fortran_order" -> fortran = entry.group(2);
                default -> dimensions = entry.group(2);
            }
            entry.region(entry.end(), header.length() - 1);
        }
        boolean whole = header.substring(entry.regionStart(), header.length() - 1).isBlank();
        if (!whole
                || type == null
                || fortran == null
                || dimensions == null
                || !dimensions.startsWith("(")
                || !fortran.matches("True|False")) {
            throw wrong("invalid header " + shown(header));
        }
        List<Integer> shape = shape(dimensions);
        long count = 1;
        for (int dimension : shape) {
            count *= dimension;
        }
        int bytes = elementBytes(type);
        if (count > Integer.MAX_VALUE - 8 || source.size() - begin != count * bytes) {
            throw new ModelFileException(
                    Problem.LENGTH,
                    (source.size() - begin)
                            + " bytes after the header: expected "
                            + count * bytes
                            + " for an array of shape "
                            + shape);
        }
        float[] values = values(source, begin, (int) count, type);
        boolean transposed = fortran.equals("True") && shape.size() == 2;
        return new NpyArray(shape, transposed ? transposed(values, shape) : values);
    }

    private static List<Integer> shape(String dimensions) throws ModelFileException {
        List<Integer> shape = new ArrayList<>();
        for (String dimension : dimensions.substring(1, dimensions.length() - 1).split(",")) {
            if (dimension.isBlank()) {
                continue; // Python's (3,)
            }
            if (!dimension.strip().matches("[0-9]{1,9}")) {
                throw wrong("invalid shape " + shown(dimensions));
            }
            shape.add(Integer.valueOf(dimension.strip()));
        }
        if (shape.isEmpty() || shape.size() > 2) {
            throw new ModelFileException(
                    Problem.INCONSISTENT,
                    "array of shape " + shown(dimensions) + ": expected one or two dimensions");
        }
        return shape;
    }

    private static int elementBytes(String type) throws ModelFileException {
        return switch (type) {
            case "'<f2'", "'>f2'" -> Short.BYTES;
            case "'<f4'", "'>f4'" -> Float.BYTES;
            case "'<f8'", "'>f8'" -> Double.BYTES;
            default ->
                    throw new ModelFileException(
                            Problem.WRONG_DTYPE,
                            "array of type "
                                    + shown(type)
                                    + ": expected float16, float32 or float64; in NumPy, use"
                                    + " array.astype('float32')");
        };
    }

    private static float[] values(Source source, long begin, int count, String type)
            throws IOException {
        int bytes = elementBytes(type);
        ByteOrder order = type.charAt(1) == '<' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(order);
        float[] values = new float[count];
        for (int k = 0; k < count; ) {
            int some = Math.min(count - k, chunk.capacity() / bytes);
            chunk.clear().limit(some * bytes);
            source.read(begin + (long) k * bytes, chunk);
            chunk.flip();
            for (int end = k + some; k < end; k++) {
                values[k] =
                        switch (bytes) {
                            case Short.BYTES -> Float.float16ToFloat(chunk.getShort());
                            case Float.BYTES -> chunk.getFloat();
                            default -> (float) chunk.getDouble();
                        };
            }
        }
        return values;
    }

    private static float[] transposed(float[] values, List<Integer> shape) {
        int rows = shape.get(0);
        int columns = shape.get(1);
        float[] rowMajor = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                rowMajor[row * columns + column] = values[column * rows + row];
            }
        }
        return rowMajor;
    }

    private static byte[] bytes(Source source, long from, int count) throws IOException {
        if (source.size() < from + count) {
            throw new ModelFileException(
                    Problem.LENGTH, "the file ends within the header: it is truncated");
        }
        byte[] bytes = new byte[count];
        source.read(from, ByteBuffer.wrap(bytes));
        return bytes;
    }

    private static ModelFileException wrong(String what) {
        return new ModelFileException(Problem.FOREIGN, "not a NumPy array: " + what);
    }

    /** Quotes and truncates file content, which can be anything. */
    private static String shown(String text) {
        return Json.quote(text.length() > 100 ? text.substring(0, 100) + "…" : text);
    }
}
