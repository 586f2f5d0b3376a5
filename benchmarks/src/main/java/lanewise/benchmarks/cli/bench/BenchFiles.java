package lanewise.benchmarks.cli.bench;

import lanewise.benchmarks.cli.command.OutputFolder;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.plot.BarChart;
import lanewise.benchmarks.report.Report;
import lanewise.benchmarks.report.SpeedupCharts;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** The files that {@code bench} writes. */
public final class BenchFiles {
    private final OutputFolder folder;
    private final String stem;

    /**
     * Checks, before the work begins, that its results can be written.
     *
     * @param folder the directory
     * @param stem the common prefix of all file names
     * @param home the project's root directory
     * @throws UserError if the files cannot be written
     */
    public BenchFiles(Path folder, String stem, Path home) throws UserError {
        this.folder =
                OutputFolder.check(
                        folder,
                        Stream.of(
                                        ".json",
                                        ".txt",
                                        "-iris.png",
                                        "-iris.svg",
                                        "-kernels.png",
                                        "-kernels.svg")
                                .map(stem::concat)
                                .toList(),
                        home.resolve("src-test-data/iris.csv"));
        this.stem = stem;
    }

    /**
     * Writes the measurements, which took long, before any processing of them can fail.
     *
     * @param json JMH's results
     * @return the file
     * @throws UserError if it cannot be written; no file is left
     */
    public List<Path> keep(String json) throws UserError {
        SequencedMap<String, OutputFolder.Content> contents = new LinkedHashMap<>();
        put(contents, ".json", json.getBytes(StandardCharsets.UTF_8));
        return folder.write(contents);
    }

    /**
     * Writes all other files. If Java cannot draw, there are no charts.
     *
     * @param report the measurements as text
     * @param err destination of a message about missing charts
     * @return the files
     * @throws UserError if one cannot be written; none is left
     */
    public List<Path> write(Report report, PrintStream err) throws UserError {
        SequencedMap<String, OutputFolder.Content> contents = new LinkedHashMap<>();
        put(contents, ".txt", report.toString().getBytes(StandardCharsets.UTF_8));
        try {
            putChart(contents, "-iris", SpeedupCharts.iris(report.measurements()));
            putChart(contents, "-kernels", SpeedupCharts.kernels(report.measurements()));
        } catch (IOException e) {
            err.println("bench: no charts: " + e.getMessage());
        }
        return folder.write(contents);
    }

    private void putChart(
            SequencedMap<String, OutputFolder.Content> contents,
            String name,
            Optional<BarChart> chart)
            throws IOException {
        if (chart.isPresent()) {
            byte[] png = chart.get().png();
            byte[] svg = chart.get().svg();
            put(contents, name + ".png", png);
            put(contents, name + ".svg", svg);
        }
    }

    private void put(
            SequencedMap<String, OutputFolder.Content> contents, String name, byte[] bytes) {
        contents.put(stem + name, out -> out.write(bytes));
    }
}
