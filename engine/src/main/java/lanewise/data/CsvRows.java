package lanewise.data;

import lanewise.data.CsvException.Kind;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Reads the rows of a CSV file one by one, such as rows to predict that do not fit in memory. Files
 * are read as {@link Csv} describes, but any column may hold text, and there need not be labels.
 * Not thread-safe.
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
 */
public final class CsvRows implements Closeable {
    private final CsvParser parser;
    private final CsvHeader header;

    /** True before the first row of a file without header, which is the parser's record. */
    private boolean pending;

    private int rows;

    private CsvRows(CsvParser parser, CsvFormat format) throws CsvException {
        this.parser = parser;
        header = CsvHeader.ofAnyColumns(parser, format);
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
        CsvParser parser = Csv.parser(file, format);
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
     * @throws CsvException if the field is not such a number
     * @throws IndexOutOfBoundsException if there is no such column
     * @throws IllegalStateException if there is no current row
     */
    public double number(int column) throws CsvException {
        String text = text(column);
        try {
            return CsvNumber.parse(text);
        } catch (NumberFormatException e) {
            throw header.numberError(
                    rows - 1, column, e.getMessage() + "; expected a finite decimal number");
        }
    }

    /**
     * Returns a field of the current row.
     *
     * @param column index of the column
     * @return its text, without quotes
     * @throws IndexOutOfBoundsException if there is no such column
     * @throws IllegalStateException if there is no current row
     */
    public String text(int column) {
        Objects.checkIndex(column, header.size());
        requireRow();
        return parser.text(column);
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
        Objects.checkIndex(column, header.size());
        requireRow();
        return parser.fieldError(Kind.FILE, column, problem);
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
