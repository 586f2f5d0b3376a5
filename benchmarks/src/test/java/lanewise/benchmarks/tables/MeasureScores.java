package lanewise.benchmarks.tables;

import lanewise.benchmarks.report.result.Conditions;
import lanewise.benchmarks.report.result.Cpu;
import lanewise.benchmarks.report.result.Machine;
import lanewise.benchmarks.workload.Python;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains Lanewise and scikit-learn on all scored tables, first one and then the other, and writes
 * the results: {@code scripts/table-scores}.
 */
final class MeasureScores {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private static final String VERSIONS =
            "import platform, numpy, sklearn; print('Python', platform.python_version() + ', NumPy',"
                    + " numpy.__version__ + ', scikit-learn', sklearn.__version__)";

    private MeasureScores() {}

    /**
     * Measures.
     *
     * @param args a file to write; without it, a new one among the published results
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path root = ScoredTable.root();
        String python =
                Python.with("sklearn")
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "no Python here can import sklearn; on Debian and"
                                                        + " Ubuntu, apt-get install"
                                                        + " python3-sklearn"));
        List<String> conditions = Conditions.warnings(Path.of("/"));
        Machine machine = Machine.here(root, conditions);
        List<MeasuredScores.Measured> tables = new ArrayList<>();
        List<ScoredTable> scored = ScoredTable.all();
        Map<String, List<ScoredTable.Fit>> fits = new HashMap<>();
        for (ScoredTable table : scored) {
            fits.put(table.name(), fits(table));
        }
        Map<String, List<Double>> theirs = secondsOfSklearn(python, root);
        for (ScoredTable table : scored) {
            List<ScoredTable.Fit> ours = fits.get(table.name());
            tables.add(
                    new MeasuredScores.Measured(
                            table.name(),
                            ours.getLast().inputs(),
                            ours.stream().map(ScoredTable.Fit::scores).toList(),
                            ours.stream().map(ScoredTable.Fit::seconds).toList(),
                            theirs.get(table.name())));
        }
        String versions = output(List.of(python, "-c", VERSIONS)).strip();
        LocalDateTime now = LocalDateTime.now();
        Path file =
                args.length > 0
                        ? Path.of(args[0])
                        : root.resolve(MeasuredScores.DIRECTORY).resolve(fileName(now, machine));
        new MeasuredScores(MINUTES.format(now), machine, versions, tables).write(file);
        System.err.println("wrote " + file);
    }

    /** Trains once for each seed. */
    static List<ScoredTable.Fit> fits(ScoredTable table) {
        List<ScoredTable.Fit> fits = new ArrayList<>();
        for (int seed = 0; seed < ScoredTable.SEEDS; seed++) {
            fits.add(table.fit(seed));
        }
        return fits;
    }

    private static Map<String, List<Double>> secondsOfSklearn(String python, Path root)
            throws IOException, InterruptedException {
        Path script = root.resolve("src-test-data/reference/generate_table_scores.py");
        Map<String, List<Double>> seconds = new HashMap<>();
        for (String line : output(List.of(python, script.toString(), "--times")).lines().toList()) {
            String[] fields = line.split(",");
            seconds.computeIfAbsent(fields[0], _ -> new ArrayList<>())
                    .add(Double.valueOf(fields[2]));
        }
        return seconds;
    }

    /** What a program prints; its errors are shown. */
    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.getOutputStream().close();
        String printed;
        try (InputStream in = process.getInputStream()) {
            printed = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " failed; see its output above");
        }
        return printed;
    }

    private static String fileName(LocalDateTime now, Machine machine) {
        return "tables-"
                + DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm").format(now)
                + "-"
                + Cpu.of(machine.cpu()).slug()
                + "-jdk"
                + Runtime.version().feature()
                + "-"
                + machine.commit()
                + ".json";
    }
}
