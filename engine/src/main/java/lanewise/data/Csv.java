package lanewise.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipException;

/**
 * Reads data sets from CSV files with a header line.
 *
 * <p>One column holds the label of each row, which is any text; all others hold finite decimal
 * numbers, which are read as double and rounded to float. The files are UTF-8, with or without byte
 * order mark, plain or gzip (told by the content). Fields are separated by commas and may be quoted
 * as in RFC 4180, with commas, line breaks and doubled quotes inside; blanks around unquoted fields
 * do not matter, blank lines are left out, lines end with LF, CRLF or CR. The first line is the
 * header whatever it holds: a file that begins with data loses its first row.
 *
 * <pre>{@code
 * Dataset iris = Csv.read(Path.of("iris.csv"), "species");
 * System.out.println(iris); // prints Dataset[150 rows, 4 features, 3 classes]
 * System.out.println(iris.classNames()); // prints [setosa, versicolor, virginica]
 * }</pre>
 *
 * <p>A file is read as a stream, so that little more memory is needed than for the data. Whatever
 * is wrong with a file is reported as a {@link CsvException} that names file, line and column.
 * Thread-safe: there is no state.
 */
public final class Csv {
    private Csv() {}

    /**
     * Reads a file whose last column is the label.
     *
     * @param file the file
     * @return its rows in order; features are named by the header
     * @throws NullPointerException if {@code file} is null
     * @throws CsvException if the file cannot be read or is not as described above
     */
    public static Dataset read(Path file) throws CsvException {
        return read(file, -1);
    }

    /**
     * Reads a file whose label column is given by its name.
     *
     * @param file the file
     * @param labelColumn the name in the header; if no column has that name and it is a whole
     *     number, the index of the column as for {@link #read(Path, int)}
     * @return its rows in order; features are named by the header
     * @throws NullPointerException if an argument is null
     * @throws CsvException if the file cannot be read, has no such column or is not as described
     *     above
     */
    public static Dataset read(Path file, String labelColumn) throws CsvException {
        Objects.requireNonNull(
                labelColumn,
                "labelColumn is null: expected the name or the index of the label column");
        return read(file, new LabelColumn.Named(labelColumn));
    }

    /**
     * Reads a file whose label column is given by its index.
     *
     * @param file the file
     * @param labelColumnIndex the column, counted from 0; −1 for the last
     * @return its rows in order; features are named by the header
     * @throws NullPointerException if {@code file} is null
     * @throws CsvException if the file cannot be read, has no such column or is not as described
     *     above
     */
    public static Dataset read(Path file, int labelColumnIndex) throws CsvException {
        return read(file, new LabelColumn.At(labelColumnIndex));
    }

    private static Dataset read(Path file, LabelColumn labelColumn) throws CsvException {
        Objects.requireNonNull(file, "file is null: expected the path of a CSV file");
        if (Files.isDirectory(file)) {
            throw new CsvException(file, "is a directory; expected a CSV file", null);
        }
        try (CsvParser parser = new CsvParser(file, open(file))) {
            return CsvDatasetReader.read(parser, labelColumn);
        }
    }

    private static CsvCharacters open(Path file) throws CsvException {
        try {
            return CsvCharacters.open(file);
        } catch (NoSuchFileException e) {
            throw new CsvException(file, "no such file", e);
        } catch (AccessDeniedException e) {
            throw new CsvException(file, "permission to read the file is denied", e);
        } catch (EOFException | ZipException e) {
            throw new CsvException(
                    file, "looks like gzip but is cut off or damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CsvException(file, "cannot be opened: " + e.getMessage(), e);
        }
    }
}
