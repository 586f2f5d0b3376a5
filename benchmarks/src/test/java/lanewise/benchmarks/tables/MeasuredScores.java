package lanewise.benchmarks.tables;

import com.google.gson.GsonBuilder;

import lanewise.benchmarks.report.result.Machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Scores and times of one run, as a file of {@code benchmarks/results/tables} holds them.
 *
 * @param time date and time of the run
 * @param machine where it ran
 * @param python versions of Python, NumPy and scikit-learn
 * @param tables the tables in their order
 */
record MeasuredScores(
        String time, Machine machine, String python, List<MeasuredScores.Measured> tables) {
    /** The directory of published results, relative to the project's root. */
    static final Path DIRECTORY = Path.of("benchmarks/results/tables");

    /**
     * The trainings of one table, one for each seed.
     *
     * @param table name of the table
     * @param inputs number of inputs with the last seed
     * @param scores of Lanewise, in the order of {@link Score#of}
     * @param seconds of Lanewise
     * @param sklearnSeconds of scikit-learn
     */
    record Measured(
            String table,
            int inputs,
            List<List<Double>> scores,
            List<Double> seconds,
            List<Double> sklearnSeconds) {}

    /** The file with the newest date in its name. */
    static Path newest(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(DIRECTORY))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .max(Path::compareTo)
                    .orElseThrow(
                            () ->
                                    new IllegalStateException(
                                            "no results in "
                                                    + DIRECTORY
                                                    + ": measure with scripts/table-scores"));
        }
    }

    static MeasuredScores read(Path file) throws IOException {
        return new GsonBuilder().create().fromJson(Files.readString(file), MeasuredScores.class);
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, new GsonBuilder().setPrettyPrinting().create().toJson(this) + "\n");
    }

    /** The trainings of a table. */
    Measured of(String table) {
        return tables.stream()
                .filter(measured -> measured.table.equals(table))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "no scores of "
                                                + table
                                                + ": measure with scripts/table-scores"));
    }
}
