package lanewise.benchmarks.workload;

import lanewise.data.Csv;
import lanewise.data.Dataset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A file of {@code src-test-data} that the build copies into the jar, so that the forks of {@code
 * java -jar benchmarks.jar} find it from any working directory.
 *
 * @param name its path below {@code src-test-data}
 */
public record BundledFile(String name) {
    private static final String FOLDER = "/lanewise/benchmarks/data/";

    /**
     * Reads the file as a data set whose last column is the label.
     *
     * @return the data set
     */
    public Dataset dataset() {
        try {
            Path copy = Files.createTempFile("lanewise-", "-" + Path.of(name).getFileName());
            try {
                copyTo(copy);
                return Csv.read(copy);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Copies the file, replacing any existing one.
     *
     * @param copy the destination
     * @throws IOException if it cannot be written
     */
    public void copyTo(Path copy) throws IOException {
        try (InputStream in = open()) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * The fields of each line after the header; only for files without quotes.
     *
     * @return the lines in order
     */
    public List<String[]> rows() {
        try (InputStream in = open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InputStream open() throws IOException {
        InputStream in = BundledFile.class.getResourceAsStream(FOLDER + name);
        if (in == null) {
            throw new FileNotFoundException(
                    FOLDER
                            + name
                            + " is not on the class path: build the module with Maven,"
                            + " which copies it there from src-test-data");
        }
        return in;
    }
}
