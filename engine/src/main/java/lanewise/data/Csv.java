package lanewise.data;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Reads data sets from CSV files.
 *
 * <p>One column holds the label of each row, which can be any text. All other columns hold finite
 * decimal numbers. Features are rounded to float, but kept in double, too, where float rounds them:
 * see {@link FeatureMatrix}. Files are UTF-8, with or without a byte order mark, plain or
 * gzip-compressed (detected from the content). Fields are separated by commas, semicolons, tabs or
 * vertical bars (detected from the first lines) and may be quoted as in RFC 4180, with separators,
 * line breaks and doubled quotes inside. Blanks around unquoted fields and blank lines are ignored,
 * blanks within quotes are kept. Lines end with LF, CRLF or CR. The first line is a header, after
 * the line {@code sep=;} that Excel may write. {@link CsvFormat} describes files with another
 * separator, another charset, decimal commas, comments, without header or with columns to leave
 * out.
 *
 * <p>Files that would be read but not as they are meant are rejected, with a message that states
 * what to do:
 *
 * <ul>
 *   <li>The first line looks like data: see {@link CsvFormat}.
 *   <li>A column without a name, or named {@code Unnamed: 0}, numbers the rows, as the index that
 *       pandas writes.
 *   <li>A number is missing: {@code lanewise.table} reads such files.
 *   <li>The labels are numbers to predict rather than classes: at least 10 distinct numbers, and on
 *       average less than 2 rows for each, or more than 20 of which one is not whole.
 * </ul>
 *
 * <p>{@link DataWarning} finds properties of a data set that are doubtful but not wrong.
 *
 * <pre>{@code
 * Dataset iris = Csv.read(Path.of("iris.csv"), "species");
 * System.out.println(iris); // prints Dataset[150 rows, 4 features, 3 classes]
 * System.out.println(iris.classNames()); // prints [setosa, versicolor, virginica]
 * }</pre>
 *
 * <p>A file is read as a stream, so memory use is little more than the size of the data; {@link
 * CsvRows} reads files that do not fit in memory. Any problem with a file is reported as a {@link
 * CsvException} that names file, line and column. Stateless and thread-safe.
 */
public final class Csv {
    private Csv() {}

    /**
     * Reads a file whose last column is the label.
     *
     * @param file the file
     * @return its rows in order; the header names the features
     * @throws NullPointerException if {@code file} is null
     * @throws CsvException if the file cannot be read or does not have the format described above
     */
    public static Dataset read(Path file) throws CsvException {
        return read(file, CsvFormat.standard());
    }

    /**
     * Reads a file whose label column is given by name.
     *
     * @param file the file
     * @param labelColumn the name in the header; if no column has that name and it is a whole
     *     number, the index of the column as for {@link #read(Path, int)}
     * @return its rows in order; the header names the features
     * @throws NullPointerException if an argument is null
     * @throws CsvException if the file cannot be read, lacks the column or does not have the format
     *     described above
     */
    public static Dataset read(Path file, String labelColumn) throws CsvException {
        Objects.requireNonNull(labelColumn, "labelColumn must not be null");
        return read(file, CsvFormat.standard().withLabel(labelColumn));
    }

    /**
     * Reads a file whose label column is given by index.
     *
     * @param file the file
     * @param labelColumnIndex the column, counted from 0; −1 for the last
     * @return its rows in order; the header names the features
     * @throws NullPointerException if {@code file} is null
     * @throws CsvException if the file cannot be read, lacks the column or does not have the format
     *     described above
     */
    public static Dataset read(Path file, int labelColumnIndex) throws CsvException {
        return read(file, CsvFormat.standard().withLabel(labelColumnIndex));
    }

    /**
     * Reads a file of a given format.
     *
     * @param file the file
     * @param format its header, separator, label column and columns to leave out
     * @return its rows in order; the header names the features
     * @throws NullPointerException if an argument is null
     * @throws CsvException if the file cannot be read, lacks a column or does not have the format
     */
    public static Dataset read(Path file, CsvFormat format) throws CsvException {
        Objects.requireNonNull(file, "file must not be null");
        Objects.requireNonNull(format, "format must not be null");
        try (CsvParser parser = CsvParser.open(file, format)) {
            return CsvDatasetReader.read(parser, format);
        }
    }
}
