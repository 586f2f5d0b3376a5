package lanewise.internal.csv;

import lanewise.internal.csv.MalformedException.Kind;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits UTF-8 into records of fields, as in RFC 4180: a field in double quotes may contain
 * separators, line breaks, and doubled quotes that stand for one. Lines end with LF, CRLF or CR.
 * Blank lines and comments are skipped. Blanks (spaces, and tabs unless they separate fields)
 * around a field are dropped, those within quotes are kept.
 *
 * <p>Holds one record at a time: its fields are ranges of {@link #bytes()}, without quotes, valid
 * until the next call of {@link #next()}. Not thread-safe.
 */
public final class RecordReader extends FieldBuffer {
    /** Kinds of bytes in an unquoted field. Those from NOT_ASCII on interrupt its scan. */
    private static final byte BLANK = 1;

    private static final byte QUOTE = 2;
    private static final byte NOT_ASCII = 3;

    /** Kinds that end a field. */
    private static final byte SEPARATOR = 4;

    private static final byte LINE_FEED = 5;
    private static final byte RETURN = 6;
    private static final byte END_OF_INPUT = 7;

    private final byte[] kinds = new byte[256];
    private final Dialect dialect;

    /** The separator, repeated; that of a line feed for one that is not ASCII. */
    private final long separators;

    private boolean tabSkipped;
    private boolean lineFeedFollows;

    /**
     * Reads the first bytes, and finds out how fields are separated if that is not stated.
     *
     * @param in UTF-8; to be closed with this reader
     * @param stated the dialect, with anything to detect
     * @param maxFields maximum number of fields in a record
     */
    public RecordReader(InputStream in, Dialect stated, int maxFields) {
        super(in, maxFields);
        readAhead();
        skipMark();
        Dialect begun = skipSeparatorLine(stated);
        dialect = Detection.of(buffer, at, limit, ended, begun);
        Arrays.fill(kinds, 128, 256, NOT_ASCII);
        kinds[' '] = BLANK;
        kinds['\t'] = BLANK;
        kinds['"'] = QUOTE;
        kinds['\n'] = LINE_FEED;
        kinds['\r'] = RETURN;
        boolean ascii = dialect.separator() < 128;
        if (ascii) {
            kinds[dialect.separator()] = SEPARATOR;
        }
        separators = Words.repeat(ascii ? (byte) dialect.separator() : (byte) '\n');
    }

    private void skipMark() {
        boolean mark = limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB;
        at = mark && buffer[2] == (byte) 0xBF ? 3 : 0;
    }

    /** Skips the line {@code sep=;} that Excel writes and obeys. */
    private Dialect skipSeparatorLine(Dialect stated) {
        byte[] b = buffer;
        int end = at + 5;
        if (end >= limit || b[at] != 's' || b[at + 1] != 'e' || b[at + 2] != 'p') {
            return stated;
        }
        byte separator = b[at + 4];
        boolean usual = ",;|\t:".indexOf(separator) >= 0;
        if (b[at + 3] != '=' || !usual || b[end] != '\n' && b[end] != '\r') {
            return stated;
        }
        at = end + 1;
        endLine(b[end] == '\r' ? RETURN : LINE_FEED);
        return stated.separator() == Dialect.DETECT
                ? new Dialect((char) separator, stated.comment(), stated.decimal())
                : stated;
    }

    /** Returns the dialect, with what was detected. */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Advances to the next record.
     *
     * @return false at the end of the input
     * @throws MalformedException if the bytes are no CSV
     * @throws CharacterCodingException if the bytes after the last field are no text
     * @throws IOException if the input fails; it has been read up to {@link #currentLine()}
     */
    public boolean next() throws IOException {
        do {
            if (!begin()) {
                size = 0;
                return false;
            }
            readRecord();
        } while (size == 1 && !quoted && starts[0] == ends[0]);
        return true;
    }

    /** Moves to the first byte of a record, and returns whether there is one. */
    private boolean begin() throws IOException {
        while (true) {
            recordStart = at;
            fieldStart = at;
            size = 0;
            int c = peek();
            if (lineFeedFollows && c == '\n') {
                at++;
                c = peek();
            }
            lineFeedFollows = false;
            recordStart = at;
            fieldStart = at;
            if (c == END) {
                return false;
            }
            if (dialect.comment() == Dialect.NONE || skipBlanks() != dialect.comment()) {
                at = fieldStart;
                return true;
            }
            skipLine();
        }
    }

    private void skipLine() throws IOException {
        int c;
        do {
            fieldStart = at;
            recordStart = at;
            c = peek();
            if (c == END) {
                return;
            }
            at++;
        } while (c != '\n' && c != '\r');
        lineFeedFollows = c == '\r';
        currentLine++;
    }

    /** Reads plain fields in one loop, and all others one by one. */
    private void readRecord() throws IOException {
        recordLine = currentLine;
        size = 0;
        int kind;
        do {
            kind = readPlainFields();
            if (kind == NOT_ASCII) {
                kind = readField();
            }
        } while (kind == SEPARATOR);
        endLine(kind);
    }

    /**
     * Reads ASCII fields without quotes as far as they are in the buffer.
     *
     * @return what ends the line, or NOT_ASCII if the next field is another
     */
    private int readPlainFields() {
        byte[] b = buffer;
        ByteBuffer w = words;
        int p = at;
        int n = size;
        int room = Math.min(starts.length, kept);
        int line = (int) (currentLine - recordLine);
        while (true) {
            int start = p;
            int kind = kinds[b[p] & 0xFF];
            boolean plain = kind != BLANK && kind != QUOTE && n < room;
            while (plain && kind < NOT_ASCII) {
                long stop = Words.firstStop(w.getLong(p), separators);
                while (stop == 0) {
                    p += Long.BYTES;
                    stop = Words.firstStop(w.getLong(p), separators);
                }
                p += Long.numberOfTrailingZeros(stop) >> 3;
                kind = kinds[b[p] & 0xFF];
                p += kind < NOT_ASCII ? 1 : 0; // a tab or another control character
            }
            if (!plain || kind == NOT_ASCII || p == limit || p - start > MAX_FIELD) {
                size = n;
                at = start;
                return NOT_ASCII;
            }
            starts[n] = start;
            ends[n] = trimmed(b, start, p);
            lines[n++] = line;
            p++;
            if (kind != SEPARATOR) {
                quoted = false;
                size = n;
                at = p;
                return kind;
            }
        }
    }

    private void endLine(int kind) {
        lineFeedFollows = kind == RETURN;
        currentLine += kind == END_OF_INPUT ? 0 : 1;
    }

    private int trimmed(byte[] b, int start, int end) {
        int p = end;
        while (p > start && dialect.isBlank(b[p - 1])) {
            p--;
        }
        return p;
    }

    /** Reads any field and returns what ends it. */
    private int readField() throws IOException {
        fieldLine = currentLine;
        fieldStart = at;
        int c = peek();
        while (dialect.isBlank(c)) {
            fieldStart = ++at; // blanks do not count as its length
            c = peek();
        }
        quoted = c == '"';
        int kind;
        if (quoted) {
            readQuoted();
            c = skipBlanks();
            kind = kind(c);
            if (kind < SEPARATOR) {
                throw new MalformedException(
                        Kind.TEXT_AFTER_QUOTE,
                        currentLine,
                        size + 1,
                        tabSkipped ? '\t' : (char) c,
                        "text after the closing quote; quote the whole field and double the quotes"
                                + " inside it");
            }
            checkLength(write);
            endField(write);
        } else {
            kind = kind(c);
            while (kind < SEPARATOR) {
                advance(kind == NOT_ASCII);
                kind = kind(peek());
            }
            checkLength(at);
            endField(trimmed(buffer, fieldStart, at));
        }
        if (kind != END_OF_INPUT) {
            advance(kind == SEPARATOR && dialect.separator() >= 128);
        }
        return kind;
    }

    /** Moves over a character. */
    private void advance(boolean sequence) throws IOException {
        int length = sequence ? sequence() : 1;
        at += length;
    }

    /** Returns what a byte, or the character that begins with it, is outside of quotes. */
    private int kind(int c) throws IOException {
        if (c == END) {
            return END_OF_INPUT;
        }
        int kind = kinds[c];
        return kind == NOT_ASCII && dialect.separator() >= 128 && isSeparator() ? SEPARATOR : kind;
    }

    private boolean isSeparator() throws IOException {
        int length = sequence();
        String character = new String(buffer, at, length, StandardCharsets.UTF_8);
        return character.length() == 1 && character.charAt(0) == dialect.separator();
    }

    /**
     * Reads a quoted field, from its opening quote to after the closing one. Its content moves to
     * the front by one byte for each doubled quote, so that it is one range of the buffer.
     */
    private void readQuoted() throws IOException {
        fieldStart = ++at;
        write = at;
        boolean afterReturn = false;
        while (true) {
            byte[] b = buffer;
            int p = at;
            while (b[p] >= 0 && b[p] != '"' && b[p] != '\n' && b[p] != '\r') {
                p++;
            }
            afterReturn &= p == at;
            move(p - at);
            int c = peek();
            if (c == END) {
                checkLength(write);
                throw syntax("the quote that opens here is never closed");
            }
            if (c == '"') {
                at++;
                if (peek() != '"') {
                    return;
                }
            }
            currentLine += c == '\r' || c == '\n' && !afterReturn ? 1 : 0;
            afterReturn = c == '\r';
            move(c >= 128 ? sequence() : 1);
        }
    }

    private int skipBlanks() throws IOException {
        tabSkipped = false;
        int c = peek();
        while (dialect.isBlank(c)) {
            tabSkipped |= c == '\t';
            at++;
            c = peek();
        }
        return c;
    }
}
