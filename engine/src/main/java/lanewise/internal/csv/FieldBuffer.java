package lanewise.internal.csv;

import lanewise.internal.csv.MalformedException.Kind;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a record and the places of its fields in them. Reads more bytes when they are asked
 * for, and keeps those of the current record in one array, however long it is.
 */
public abstract sealed class FieldBuffer implements Closeable permits RecordReader {
    /**
     * Maximum field length in chars. Without it, a missing quote turns the rest of a file into one
     * field.
     */
    static final int MAX_FIELD = 1 << 20;

    /** Maximum length of the buffer. */
    private static final int MAX_BUFFER = 1 << 30;

    private static final int BUFFER = 1 << 16;

    /** Number of bytes behind the limit, so that eight bytes can be read from any place. */
    private static final int PADDING = 8;

    /** Number of bytes to look at before the first record. */
    private static final int SAMPLE = BUFFER / 2;

    /** What {@link #peek} returns at the end of the input. */
    static final int END = -1;

    private final InputStream in;
    private final int maxFields;

    /** Text, then a line feed at {@code limit}, which ends the scan of a field. */
    byte[] buffer = new byte[BUFFER];

    /** The same bytes, eight at a time. */
    ByteBuffer words = Words.of(buffer);

    int limit;

    /** Index of the next byte. */
    int at;

    int recordStart;

    /** Index of the first byte of the field that is read. */
    int fieldStart;

    /** Index at which the next byte of a quoted field goes. */
    int write;

    boolean ended;

    /** A failure of the input while the first lines were read ahead. */
    private IOException failure;

    int[] starts = new int[16];
    int[] ends = new int[16];

    /** Lines of fields, relative to the record's. */
    int[] lines = new int[16];

    int size;

    /** Number of fields that are kept. */
    int kept = Integer.MAX_VALUE;

    /** True if the field that is read, or was read last, is quoted. */
    boolean quoted;

    long fieldLine = 1;
    long recordLine = 1;
    long currentLine = 1;

    FieldBuffer(InputStream in, int maxFields) {
        this.in = in;
        this.maxFields = maxFields;
        buffer[0] = '\n';
    }

    /** Keeps only the first fields of each record from the next on; others are counted. */
    public final void keep(int fields) {
        kept = fields;
    }

    /** Returns the number of fields of the record. */
    public final int size() {
        return size;
    }

    /** Returns the array of which the fields are ranges; it may be another for each record. */
    public final byte[] bytes() {
        return buffer;
    }

    /** Returns the index of a field's first byte. */
    public final int start(int column) {
        return starts[column];
    }

    /** Returns the index after a field's last byte. */
    public final int end(int column) {
        return ends[column];
    }

    /**
     * Parses a field.
     *
     * @param point the decimal point: {@code '.'} or {@code ','}
     * @return as {@link DecimalNumber#parse}
     */
    public final double number(int column, byte point) {
        return DecimalNumber.parse(buffer, words, starts[column], ends[column], point);
    }

    /** Decodes a field. */
    public final String text(int column) {
        int start = starts[column];
        return new String(buffer, start, ends[column] - start, StandardCharsets.UTF_8);
    }

    /** Returns the line on which a field begins, counted from 1. */
    public final long line(int column) {
        return recordLine + lines[column];
    }

    /** Returns the line that was read last, counted from 1. */
    public final long currentLine() {
        return currentLine;
    }

    @Override
    public final void close() throws IOException {
        in.close();
    }

    /** Reads the sample of the detection. */
    final void readAhead() {
        try {
            boolean more = true;
            while (more && limit < SAMPLE) {
                more = more();
            }
        } catch (IOException e) {
            failure = e; // belongs behind the bytes read so far
        }
    }

    final int peek() throws IOException {
        return at < limit || more() ? buffer[at] & 0xFF : END;
    }

    /**
     * Reads more bytes. Moves the record to the front of the buffer, or into a larger one.
     *
     * @return false at the end of the input
     */
    private boolean more() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (ended) {
            return false;
        }
        compact();
        if (limit == buffer.length - PADDING) {
            checkLength(quoted ? write : at);
            if (buffer.length >= MAX_BUFFER) {
                throw new MalformedException(
                        Kind.SYNTAX,
                        recordLine,
                        1,
                        (char) 0,
                        "the row that begins here has more than " + MAX_BUFFER + " bytes");
            }
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            words = Words.of(buffer);
        }
        int count = in.read(buffer, limit, buffer.length - PADDING - limit);
        ended = count < 0;
        limit += Math.max(count, 0);
        buffer[limit] = '\n';
        return !ended;
    }

    /** Drops bytes that belong neither to a field that is kept nor to the one that is read. */
    private void compact() {
        int held = size > kept ? ends[kept - 1] : fieldStart;
        int shift = fieldStart - (held - recordStart);
        if (shift == 0) {
            return;
        }
        System.arraycopy(buffer, recordStart, buffer, 0, held - recordStart);
        System.arraycopy(buffer, fieldStart, buffer, held - recordStart, limit - fieldStart);
        for (int k = Math.min(size, kept) - 1; k >= 0; k--) {
            starts[k] -= recordStart;
            ends[k] -= recordStart;
        }
        at -= shift;
        write -= shift;
        limit -= shift;
        fieldStart -= shift;
        recordStart = 0;
    }

    /** Returns the length of the character at this place, which is not ASCII. */
    final int sequence() throws IOException {
        int length = Utf8.length(buffer, at, limit);
        while (length == Utf8.INCOMPLETE && more()) {
            length = Utf8.length(buffer, at, limit);
        }
        if (length <= 0) {
            throw new CharacterCodingException();
        }
        return length;
    }

    final void move(int count) {
        if (write != at) {
            System.arraycopy(buffer, at, buffer, write, count);
        }
        write += count;
        at += count;
    }

    /** Ends a field. Fields beyond those kept are counted only. */
    final void endField(int end) throws MalformedException {
        if (size == maxFields) {
            throw new MalformedException(
                    Kind.SYNTAX,
                    fieldLine,
                    size,
                    (char) 0,
                    "too many fields; expected at most " + maxFields + ", the limit of a matrix");
        }
        if (size < kept) {
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, 2 * size);
                ends = Arrays.copyOf(ends, 2 * size);
                lines = Arrays.copyOf(lines, 2 * size);
            }
            starts[size] = fieldStart;
            ends[size] = end;
            lines[size] = (int) (fieldLine - recordLine);
        }
        size++;
    }

    /**
     * Checks the length of the field so far.
     *
     * @param end index after its last byte so far
     */
    final void checkLength(int end) throws MalformedException {
        if (end - fieldStart > MAX_FIELD && Utf8.chars(buffer, fieldStart, end) > MAX_FIELD) {
            throw syntax(
                    "the field that begins here has more than "
                            + MAX_FIELD
                            + " characters"
                            + (quoted ? "; its closing quote may be missing" : ""));
        }
    }

    final MalformedException syntax(String problem) {
        return new MalformedException(Kind.SYNTAX, fieldLine, size + 1, (char) 0, problem);
    }
}
