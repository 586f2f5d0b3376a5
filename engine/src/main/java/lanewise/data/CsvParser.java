package lanewise.data;

import lanewise.data.CsvException.Kind;
import lanewise.internal.csv.CsvInput;
import lanewise.internal.csv.Dialect;
import lanewise.internal.csv.MalformedException;
import lanewise.internal.csv.MissingTexts;
import lanewise.internal.csv.RecordReader;
import lanewise.internal.csv.TextCache;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/**
 * The records of a file: their texts and numbers, and errors with the names of columns. Not
 * thread-safe.
 */
final class CsvParser implements Closeable {
    /** Maximum number of fields; a matrix with more features cannot hold even one row. */
    private static final int MAX_FIELDS = Integer.MAX_VALUE / FeatureMatrix.LANES;

    private final Path file;
    private final Charset charset;
    private final RecordReader records;
    private final Dialect dialect;
    private final byte point;
    private final MissingTexts missing;
    private final boolean missingNumbers;
    private final TextCache texts = new TextCache();
    private List<String> header = List.of();
    private long headerLine;

    private CsvParser(Path file, CsvFormat format, RecordReader records) {
        this.file = file;
        this.records = records;
        charset = format.charset();
        dialect = records.dialect();
        point = (byte) (decimalComma() ? ',' : '.');
        missing = format.missing();
        missingNumbers = missing.haveNumbers();
    }

    /** Opens a file. */
    static CsvParser open(Path file, CsvFormat format) throws CsvException {
        if (Files.isDirectory(file)) {
            throw new CsvException(file, "is a directory; expected a CSV file", null);
        }
        try {
            return new CsvParser(
                    file,
                    format,
                    new RecordReader(
                            CsvInput.open(file, format.charset()), format.dialect(), MAX_FIELDS));
        } catch (CsvInput.NotTextException e) {
            Kind kind = e.isOtherCharset() ? Kind.CHARSET : Kind.FILE;
            throw new CsvException(kind, file, 0, 0, "", e.getMessage(), null);
        } catch (NoSuchFileException e) {
            throw new CsvException(file, "no such file", e);
        } catch (AccessDeniedException e) {
            throw new CsvException(file, "permission denied", e);
        } catch (EOFException | ZipException e) {
            throw new CsvException(
                    file, "looks like gzip but is truncated or damaged: " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw new CsvException(Kind.CHARSET, file, 1, 1, "", invalidText(format.charset()), e);
        } catch (IOException e) {
            throw new CsvException(file, "cannot open the file: " + e.getMessage(), e);
        }
    }

    /**
     * Advances to the next record.
     *
     * @return false at the end of the file
     */
    boolean next() throws CsvException {
        try {
            return records.next();
        } catch (MalformedException e) {
            throw malformed(e);
        } catch (CharacterCodingException e) {
            throw error(
                    Kind.CHARSET,
                    records.currentLine(),
                    records.size() + 1,
                    invalidText(charset),
                    e);
        } catch (EOFException | ZipException e) {
            throw error(
                    Kind.FILE,
                    records.currentLine(),
                    0,
                    "the gzip data is truncated or damaged from here on: " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw error(
                    Kind.FILE, records.currentLine(), 0, "reading failed: " + e.getMessage(), e);
        }
    }

    private static String invalidText(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8)
                ? "invalid UTF-8 from here on; save the file as UTF-8, or state its charset, such"
                        + " as windows-1252 or ISO-8859-1"
                : "invalid " + charset.name() + " from here on; state the charset of the file";
    }

    /** Names another separator that follows a quoted field of the header. */
    private CsvException malformed(MalformedException e) {
        boolean after = e.kind() == MalformedException.Kind.TEXT_AFTER_QUOTE;
        if (after && header.isEmpty() && SeparatorName.isUsual(e.found())) {
            return error(
                    Kind.SEPARATOR,
                    e.line(),
                    0,
                    SeparatorName.mismatch(e.found(), separator()),
                    null);
        }
        return error(Kind.FILE, e.line(), e.column(), e.getMessage(), null);
    }

    /** Returns the separator of fields, stated or detected. */
    char separator() {
        return dialect.separator();
    }

    /** Returns whether numbers have a decimal comma, stated or detected. */
    boolean decimalComma() {
        return dialect.decimal() == Dialect.Decimal.COMMA;
    }

    /** Returns the number of fields in the record. */
    int size() {
        return records.size();
    }

    /** Returns the text of a field, counted from 0. A short text that repeats is one String. */
    String text(int column) {
        return texts.text(records.bytes(), records.start(column), records.end(column));
    }

    /** Returns whether the record begins with a byte order mark. */
    boolean beginsWithMark() {
        byte[] bytes = records.bytes();
        int start = records.start(0);
        return bytes[start] == (byte) 0xEF
                && records.end(0) - start >= 3
                && bytes[start + 1] == (byte) 0xBB
                && bytes[start + 2] == (byte) 0xBF;
    }

    /** Returns the fields of the record as ranges of bytes. */
    RecordReader fields() {
        return records;
    }

    /** Returns whether a field stands for a missing value. */
    boolean isMissing(int column) {
        return missing.contain(records.bytes(), records.start(column), records.end(column));
    }

    /**
     * Returns whether a field has two digits or more, the first of which is 0, and nothing else.
     */
    boolean isCode(int column) {
        byte[] bytes = records.bytes();
        int start = records.start(column);
        int end = records.end(column);
        if (end - start < 2 || bytes[start] != '0') {
            return false;
        }
        for (int k = start + 1; k < end; k++) {
            if (bytes[k] < '0' || bytes[k] > '9') {
                return false;
            }
        }
        return true;
    }

    /** Returns a number that is finite as a float, too; NaN if a field is none or is missing. */
    double number(int column) {
        double number = records.number(column, point);
        boolean usable = Float.isFinite((float) number);
        return usable && !(missingNumbers && isMissing(column)) ? number : Double.NaN;
    }

    /** Returns why a field has no {@link #number}. */
    String notANumber(int column) {
        String text = text(column);
        return isMissing(column) && !CsvNumber.isMissing(text)
                ? CsvNumber.missing(text)
                : CsvNumber.problem(text, decimalComma());
    }

    /** Returns all fields of the record that are stored: at most one more than the header has. */
    List<String> texts() {
        int stored = header.isEmpty() ? size() : Math.min(size(), header.size() + 1);
        List<String> list = new ArrayList<>(stored);
        for (int column = 0; column < stored; column++) {
            list.add(text(column));
        }
        return List.copyOf(list);
    }

    /** Explains a record, or a header, that begins like a comment; empty if none does. */
    String commentHint() {
        for (String first : new String[] {text(0), header.isEmpty() ? "" : header.getFirst()}) {
            if (first.startsWith("#") || first.startsWith("%")) {
                return "; to skip lines that begin with "
                        + first.charAt(0)
                        + ", state this character of comments";
            }
        }
        return "";
    }

    /** Returns the line on which the record begins, counted from 1. */
    long line() {
        return records.line(0);
    }

    /** Marks this record as the header; errors in later records mention its names. */
    void useHeader(List<String> names) {
        header = names;
        headerLine = line();
        records.keep(names.size() + 1);
    }

    /** Creates an error at a field of this record, counted from 0, or just after its last field. */
    CsvException fieldError(Kind kind, int column, String problem) {
        return error(kind, records.line(Math.min(column, size() - 1)), column + 1, problem, null);
    }

    /** Creates an error at this record. */
    CsvException recordError(Kind kind, String problem) {
        return error(kind, line(), 0, problem, null);
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
            records.close();
        } catch (IOException e) {
            throw new CsvException(file, "cannot close the file: " + e.getMessage(), e);
        }
    }

    private CsvException error(Kind kind, long line, int column, String problem, Throwable cause) {
        String name = column > 0 && column <= header.size() ? header.get(column - 1) : "";
        return new CsvException(kind, file, line, column, name, problem, cause);
    }
}
