package lanewise.benchmarks.cli.bench;

import lanewise.benchmarks.cli.command.OutputFolder;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.plot.BarChart;
import lanewise.benchmarks.report.Report;
import lanewise.benchmarks.report.SpeedupCharts;
import lanewise.internal.file.AtomicFile;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
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
     * @throws UserError if it cannot be written
     */
    public void keep(String json) throws UserError {
        write(".json", json);
    }

    /**
     * Writes all other files. If Java cannot draw, there are no charts.
     *
     * @param report the measurements as text
     * @param err destination of a message about missing charts
     * @throws UserError if a file cannot be written
     */
    public void write(Report report, PrintStream err) throws UserError {
        write(".txt", report.toString());
        SequencedMap<String, AtomicFile.Content> charts = new LinkedHashMap<>();
        putChart(charts, "-iris", () -> SpeedupCharts.iris(report.measurements()));
        putChart(charts, "-kernels", () -> SpeedupCharts.kernels(report.measurements()));
        folder.draw(charts)
                .ifPresent(
                        problem ->
                                err.println(
                                        "bench: "
                                                + problem
                                                + "; if fonts are missing, install fontconfig and a font"));
    }

    /**
     * The complete files.
     *
     * @return the files in the order in which they were written
     */
    public List<Path> written() {
        return folder.written();
    }

    private void putChart(
            SequencedMap<String, AtomicFile.Content> charts,
            String name,
            Supplier<Optional<BarChart>> chart) {
        charts.put(
                stem + name + ".png",
                out -> {
                    Optional<BarChart> drawn = chart.get();
                    if (drawn.isPresent()) {
                        out.write(drawn.get().png());
                    }
                });
        charts.put(
                stem + name + ".svg",
                out -> {
                    Optional<BarChart> drawn = chart.get();
                    if (drawn.isPresent()) {
                        out.write(drawn.get().svg());
                    }
                });
    }

    private void write(String name, String text) throws UserError {
        SequencedMap<String, AtomicFile.Content> contents = new LinkedHashMap<>();
        contents.put(stem + name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        folder.write(contents);
    }
}
