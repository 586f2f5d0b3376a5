package lanewise.data;

import lanewise.data.CsvException.Kind;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;

/**
 * Splits text into records of fields, as in RFC 4180: a field in double quotes may contain
 * separators, line breaks, and doubled quotes that stand for one. Lines end with LF, CRLF or CR.
 * Blank lines are skipped. Blanks (spaces, and tabs unless they separate fields) around a field are
 * dropped, those within quotes are kept.
 *
 * <p>Holds one record at a time, with the line on which each field begins. Not thread-safe.
 */
final class CsvParser implements Closeable {
    /**
     * Maximum field length. Without it, a missing quote turns the rest of a file into one field.
     */
    static final int MAX_FIELD = 1 << 20;

    /** Maximum number of fields; a matrix with more features cannot hold even one row. */
    private static final int MAX_FIELDS = Integer.MAX_VALUE / FeatureMatrix.LANES;

    private static final int END = CsvCharacters.END;

    private final Path file;
    private final CsvCharacters characters;
    private final char separator;
    private final StringBuilder field = new StringBuilder();
    private List<String> header = List.of();
    private long headerLine;
    private String[] texts = new String[16];
    private long[] lines = new long[16];
    private int size;
    private boolean quoted;
    private boolean tabSkipped;
    private long currentLine = 1;

    CsvParser(Path file, CsvCharacters characters, char separator) {
        this.file = file;
        this.characters = characters;
        this.separator = separator;
    }

    /**
     * Advances to the next record.
     *
     * @return false at the end of the file
     */
    boolean next() throws CsvException {
        try {
            do {
                if (characters.peek() == END) {
                    size = 0;
                    return false;
                }
                readRecord();
            } while (size == 1 && texts[0].isEmpty() && !quoted);
            return true;
        } catch (CsvException e) {
            throw e;
        } catch (CharacterCodingException e) {
            throw error(
                    currentLine, size + 1, "invalid UTF-8 from here on; save the file as UTF-8", e);
        } catch (EOFException | ZipException e) {
            throw error(
                    currentLine,
                    0,
                    "the gzip data is truncated or damaged from here on: " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw error(currentLine, 0, "reading failed: " + e.getMessage(), e);
        }
    }

    /** Returns the number of fields in the record. */
    int size() {
        return size;
    }

    /** Returns the text of a field, counted from 0. */
    String text(int column) {
        return texts[column];
    }

    /** Returns all fields of the record that are stored: at most one more than the header has. */
    List<String> texts() {
        return List.of(
                Arrays.copyOf(texts, header.isEmpty() ? size : Math.min(size, header.size() + 1)));
    }

    /** Returns the line on which the record begins, counted from 1. */
    long line() {
        return lines[0];
    }

    /** Marks this record as the header; errors in later records mention its names. */
    void useHeader(List<String> names) {
        header = names;
        headerLine = lines[0];
    }

    /** Creates an error at a field of this record, counted from 0, or just after its last field. */
    CsvException fieldError(Kind kind, int column, String problem) {
        return error(kind, lines[Math.min(column, size - 1)], column + 1, problem, null);
    }

    /** Creates an error at this record. */
    CsvException recordError(Kind kind, String problem) {
        return error(kind, lines[0], 0, problem, null);
    }

    /** Creates an error at a column of the header, counted from 0. */
    CsvException headerError(Kind kind, int column, String problem) {
        return error(kind, headerLine, column + 1, problem, null);
    }

    /** Creates an error of the whole file. */
    CsvException fileError(Kind kind, String problem) {
        return error(kind, 0, 0, problem, null);
    }

    @Override
    public void close() throws CsvException {
        try {
            characters.close();
        } catch (IOException e) {
            throw new CsvException(file, "cannot close the file: " + e.getMessage(), e);
        }
    }

    private CsvException error(long line, int column, String problem, Throwable cause) {
        return error(Kind.FILE, line, column, problem, cause);
    }

    private CsvException error(Kind kind, long line, int column, String problem, Throwable cause) {
        String name = column > 0 && column <= header.size() ? header.get(column - 1) : "";
        return new CsvException(kind, file, line, column, name, problem, cause);
    }

    private void readRecord() throws IOException {
        size = 0;
        int end;
        do {
            end = readField();
        } while (end == separator);
        if (end == '\r' && characters.peek() == '\n') {
            characters.read();
        }
        if (end != END) {
            currentLine++;
        }
    }

    /** Appends a field to the record and returns its terminator: the separator, CR, LF or END. */
    private int readField() throws IOException {
        long line = currentLine;
        field.setLength(0);
        int c = skipBlanks();
        quoted = c == '"';
        if (quoted) {
            readQuoted(line);
            c = skipBlanks();
            if (!endsField(c)) {
                requireSeparator(tabSkipped ? '\t' : c);
                throw error(
                        currentLine,
                        size + 1,
                        "text after the closing quote; quote the whole field and double the quotes"
                                + " inside it",
                        null);
            }
        } else {
            while (!endsField(c)) {
                append(c, line);
                c = characters.read();
            }
            trimEnd();
        }
        endField(line);
        return c;
    }

    /**
     * Checks in the header that no other separator follows a quoted field.
     *
     * @param c the character after the field
     */
    private void requireSeparator(int c) throws CsvException {
        if (header.isEmpty() && c > 0 && SeparatorName.isUsual((char) c)) {
            throw error(
                    Kind.SEPARATOR,
                    currentLine,
                    0,
                    SeparatorName.mismatch((char) c, separator),
                    null);
        }
    }

    /** Ends a field. Fields beyond the header's are counted but not stored. */
    private void endField(long line) throws CsvException {
        if (size == MAX_FIELDS) {
            throw error(
                    line,
                    size,
                    "too many fields; expected at most " + MAX_FIELDS + ", the limit of a matrix",
                    null);
        }
        if (header.isEmpty() || size <= header.size()) {
            if (size == texts.length) {
                texts = Arrays.copyOf(texts, 2 * size);
                lines = Arrays.copyOf(lines, 2 * size);
            }
            texts[size] = field.toString();
            lines[size] = line;
        }
        size++;
    }

    /** Reads the rest of a quoted field, from after the opening quote to after the closing one. */
    private void readQuoted(long line) throws IOException {
        while (true) {
            int c = characters.read();
            if (c == END) {
                throw error(line, size + 1, "the quote that opens here is never closed", null);
            }
            if (c == '"') {
                if (characters.peek() != '"') {
                    return;
                }
                characters.read();
            }
            append(c, line);
            if (c == '\n' || c == '\r' && characters.peek() != '\n') {
                currentLine++;
            }
        }
    }

    private void append(int c, long line) throws CsvException {
        if (field.length() == MAX_FIELD) {
            throw error(
                    line,
                    size + 1,
                    "the field that begins here has more than "
                            + MAX_FIELD
                            + " characters"
                            + (quoted ? "; its closing quote may be missing" : ""),
                    null);
        }
        field.append((char) c);
    }

    private int skipBlanks() throws IOException {
        tabSkipped = false;
        int c = characters.read();
        while (isBlank(c)) {
            tabSkipped |= c == '\t';
            c = characters.read();
        }
        return c;
    }

    private void trimEnd() {
        int length = field.length();
        while (length > 0 && isBlank(field.charAt(length - 1))) {
            length--;
        }
        field.setLength(length);
    }

    private boolean isBlank(int c) {
        return c == ' ' || c == '\t' && separator != '\t';
    }

    private boolean endsField(int c) {
        return c == separator || c == '\n' || c == '\r' || c == END;
    }
}
