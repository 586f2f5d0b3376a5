package lanewise.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Data sets and reference results for tests. They are in {@code src-test-data} beside the modules,
 * or in the directory set by the system property {@code lanewise.testData}.
 */
public final class ReferenceFiles {
    private ReferenceFiles() {}

    /**
     * Finds a file.
     *
     * @param name its path relative to the test data, such as {@code
     *     reference/iris_split_test20_state4.csv}
     * @return the path of the existing file
     */
    public static Path path(String name) {
        Path path =
                Path.of(System.getProperty("lanewise.testData", "../src-test-data")).resolve(name);
        if (!Files.isRegularFile(path)) {
            throw new IllegalStateException(
                    "no test data at "
                            + path.toAbsolutePath()
                            + ": run in the module's directory or set -Dlanewise.testData to the"
                            + " directory src-test-data");
        }
        return path;
    }

    /**
     * Finds the repository.
     *
     * @return the absolute path of the directory of the modules and their test data
     */
    public static Path repository() {
        return path("iris.csv").toAbsolutePath().normalize().getParent().getParent();
    }

    /**
     * Reads a CSV file without quotes.
     *
     * @param name its path relative to the test data
     * @return the fields of each line except the header, untrimmed; at least one line
     */
    public static List<String[]> rows(String name) {
        try {
            List<String[]> rows =
                    Files.readAllLines(path(name)).stream()
                            .skip(1)
                            .map(line -> line.split(",", -1))
                            .toList();
            if (rows.isEmpty()) {
                throw new IllegalStateException("no rows in " + path(name).toAbsolutePath());
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
