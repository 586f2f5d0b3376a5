package lanewise.data;

import lanewise.data.CsvException.Kind;
import lanewise.internal.csv.RecordReader;
import lanewise.internal.csv.Texts;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Reads the rows of a CSV file one by one, such as rows to predict that do not fit in memory. Files
 * are read as {@link Csv} describes, but any column may hold text, values may be missing, and there
 * need not be labels. Not thread-safe.
 *
 * <pre>{@code
 * Files.writeString(file, "id,length,width\na7,1.4,0.2\nb9,4.7,1.4\n");
 * try (CsvRows rows = CsvRows.open(file, CsvFormat.standard())) {
 *     int width = rows.column("width");
 *     while (rows.next()) {
 *         System.out.println(rows.text(0) + " " + rows.number(width));
 *     }
 * }
 * }</pre>
 *
 * <p>Columns that mix numbers, categories and missing values are read without a String per field:
 *
 * <pre>{@code
 * Files.writeString(file, "age,town\n31,Bonn\nNA,Ulm\n45,Bonn\n");
 * try (CsvRows rows = CsvRows.open(file, CsvFormat.standard())) {
 *     while (rows.next()) {
 *         double age = rows.isMissing(0) ? 0 : rows.number(0);
 *         int town = rows.category(1, 100);
 *     }
 *     System.out.println(rows.categories(1)); // prints [Bonn, Ulm]
 * }
 * }</pre>
 */
public final class CsvRows implements Closeable {
    private final CsvParser parser;
    private final CsvHeader header;

    /** True before the first row of a file without header, which is the parser's record. */
    private boolean pending;

    private int rows;

    /** Distinct texts of each column; null where none was asked for. */
    private final Texts[] texts;

    private CsvRows(CsvParser parser, CsvFormat format) throws CsvException {
        this.parser = parser;
        header = CsvHeader.ofAnyColumns(parser, format);
        texts = new Texts[header.size()];
        pending = format.header() == CsvFormat.Header.ABSENT;
    }

    /**
     * Opens a file and reads its header.
     *
     * @param file the file
     * @param format its header and separator; label and columns to leave out are not used
     * @return the reader, before the first row
     * @throws NullPointerException if an argument is null
     * @throws CsvException if the file cannot be read or is empty
     */
    public static CsvRows open(Path file, CsvFormat format) throws CsvException {
        Objects.requireNonNull(file, "file must not be null");
        Objects.requireNonNull(format, "format must not be null");
        CsvParser parser = CsvParser.open(file, format);
        try {
            return new CsvRows(parser, format);
        } catch (CsvException | RuntimeException | Error e) {
            try (parser) {
                throw e;
            }
        }
    }

    /**
     * Returns the names of the columns.
     *
     * @return the names in order; {@code x0}, {@code x1}, … without a header
     */
    public List<String> columns() {
        return header.names();
    }

    /**
     * Finds a column.
     *
     * @param name its name
     * @return its index in {@link #columns()}
     * @throws NullPointerException if {@code name} is null
     * @throws CsvException if no column has that name, or several have
     */
    public int column(String name) throws CsvException {
        Objects.requireNonNull(name, "name must not be null");
        return header.column(name);
    }

    /**
     * Advances to the next row.
     *
     * @return false at the end of the file
     * @throws CsvException if the file cannot be read, the row has another number of fields than
     *     the header, or there are no rows
     */
    public boolean next() throws CsvException {
        if (!pending && !parser.next()) {
            if (rows == 0) {
                throw header.noRows();
            }
            return false;
        }
        pending = false;
        if (parser.size() != header.size()) {
            throw header.countError(rows);
        }
        header.checkRecord(rows);
        rows = Math.max(rows + 1, 1); // large files have more rows than an int counts
        return true;
    }

    /**
     * Returns a number of the current row.
     *
     * @param column index of the column
     * @return the number, finite as a float, too
     * @throws CsvException if the field is not such a number, or stands for a missing value
     * @throws IndexOutOfBoundsException if there is no such column
     * @throws IllegalStateException if there is no current row
     */
    public double number(int column) throws CsvException {
        double number = numberOrNaN(column);
        if (Double.isNaN(number)) {
            throw header.numberError(
                    rows - 1,
                    column,
                    parser.notANumber(column) + "; expected a finite decimal number");
        }
        return number;
    }

    /**
     * Returns a number of the current row, if the field is one.
     *
     * @param column index of the column
     * @return the number, finite as a float, too; NaN where {@link #number} throws: the field is
     *     missing, text, or too large for a float
     * @throws IndexOutOfBoundsException if there is no such column
     * @throws IllegalStateException if there is no current row
     */
    public double numberOrNaN(int column) {
        requireField(column);
        return parser.number(column);
    }

    /**
     * Returns whether a field of the current row is a number. It is parsed for that: if the number
     * is needed too, {@link #numberOrNaN} is cheaper.
     *
     * @param column index of the column
     * @return whether {@link #number} returns it
     * @throws IndexOutOfBoundsException if there is no such column
     * @throws IllegalStateException if there is no current row
     */
    public boolean isNumber(int column) {
        return !Double.isNaN(numberOrNaN(column));
    }

    /**
     * Returns whether a field of the current row is a code such as 01067, which would lose its
     * zeros as a number.
     *
     * @param column index of the column
     * @return whether there are only digits, at least two, the first of which is 0
     * @throws IndexOutOfBoundsException if there is no such column
     * @throws IllegalStateException if there is no current row
     */
    public boolean isCode(int column) {
        requireField(column);
        return parser.isCode(column);
    }

    /**
     * Returns whether a field of the current row stands for a missing value.
     *
     * @param column index of the column
     * @return whether it is one of {@link CsvFormat#withMissing}
     * @throws IndexOutOfBoundsException if there is no such column
     * @throws IllegalStateException if there is no current row
     */
    public boolean isMissing(int column) {
        requireField(column);
        return parser.isMissing(column);
    }

    /**
     * Returns a field of the current row.
     *
     * @param column index of the column
     * @return its text, without quotes; mostly the same String where a short text repeats
     * @throws IndexOutOfBoundsException if there is no such column
     * @throws IllegalStateException if there is no current row
     */
    public String text(int column) {
        requireField(column);
        return parser.text(column);
    }

    /**
     * Returns a field of the current row as the index of its text among the distinct texts of the
     * column. They are numbered 0, 1, 2, … in the order in which this method first met them.
     * Allocates only for new texts.
     *
     * @param column index of the column
     * @param most maximum number of distinct texts
     * @return the index in {@link #categories}; −1 if the text is new and there are {@code most}
     *     texts already
     * @throws IndexOutOfBoundsException if there is no such column
     * @throws IllegalStateException if there is no current row
     */
    public int category(int column, int most) {
        requireField(column);
        Texts known = texts[column];
        if (known == null) {
            known = new Texts();
            texts[column] = known;
        }
        RecordReader fields = parser.fields();
        return known.find(fields.bytes(), fields.start(column), fields.end(column), most);
    }

    /**
     * Returns the distinct texts of a column, of the rows for which {@link #category} was called.
     *
     * @param column index of the column
     * @return the texts in order of their indexes, unmodifiable
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public List<String> categories(int column) {
        Objects.checkIndex(column, texts.length);
        return texts[column] == null ? List.of() : List.copyOf(texts[column].list());
    }

    /**
     * Returns the separator of fields.
     *
     * @return the one that the format states, or that was found
     */
    public char separator() {
        return parser.separator();
    }

    /**
     * Returns whether numbers have a decimal comma.
     *
     * @return what the format states, or what was found
     */
    public boolean decimalComma() {
        return parser.decimalComma();
    }

    /**
     * Returns the line on which the current row begins.
     *
     * @return the line as in an editor, counted from 1
     * @throws IllegalStateException if there is no current row
     */
    public long line() {
        requireRow();
        return parser.line();
    }

    /**
     * Creates an error of a field of the current row, with its line and column.
     *
     * @param column index of the column
     * @param problem what is wrong, what was expected, and what to do
     * @return the error, to be thrown
     * @throws NullPointerException if {@code problem} is null
     * @throws IndexOutOfBoundsException if there is no such column
     * @throws IllegalStateException if there is no current row
     */
    public CsvException error(int column, String problem) {
        Objects.requireNonNull(problem, "problem must not be null");
        requireField(column);
        return parser.fieldError(Kind.FILE, column, problem);
    }

    private void requireField(int column) {
        Objects.checkIndex(column, texts.length);
        requireRow();
    }

    private void requireRow() {
        if (rows == 0 || parser.size() == 0) {
            throw new IllegalStateException(
                    "there is no current row: call next() first, and stop when it returns false");
        }
    }

    /**
     * Closes the file.
     *
     * @throws CsvException if closing fails
     */
    @Override
    public void close() throws CsvException {
        parser.close();
    }
}
