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
 * <p>One column holds the label of each row, which can be any text. All other columns hold finite
 * decimal numbers, parsed as double and rounded to float. Files are UTF-8, with or without a byte
 * order mark, plain or gzip-compressed (detected from the content). Fields are separated by commas
 * and may be quoted as in RFC 4180, with commas, line breaks and doubled quotes inside. Blanks
 * around unquoted fields and blank lines are ignored. Lines end with LF, CRLF or CR. The first line
 * is always taken as the header: a file that begins with data loses its first row.
 *
 * <pre>{@code
 * Dataset iris = Csv.read(Path.of("iris.csv"), "species");
 * System.out.println(iris); // prints Dataset[150 rows, 4 features, 3 classes]
 * System.out.println(iris.classNames()); // prints [setosa, versicolor, virginica]
 * }</pre>
 *
 * <p>A file is read as a stream, so memory use is little more than the size of the data. Any
 * problem with a file is reported as a {@link CsvException} that names file, line and column.
 * Stateless and thread-safe.
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
        return read(file, -1);
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
        return read(file, new LabelColumn.Named(labelColumn));
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
        return read(file, new LabelColumn.At(labelColumnIndex));
    }

    private static Dataset read(Path file, LabelColumn labelColumn) throws CsvException {
        Objects.requireNonNull(file, "file must not be null");
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
            throw new CsvException(file, "permission denied", e);
        } catch (EOFException | ZipException e) {
            throw new CsvException(
                    file, "looks like gzip but is truncated or damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CsvException(file, "cannot open the file: " + e.getMessage(), e);
        }
    }
}
