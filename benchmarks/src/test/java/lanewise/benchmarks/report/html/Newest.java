package lanewise.benchmarks.report.html;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.result.ResultFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The newest result files in the repository. */
final class Newest {
    private Newest() {}

    /** The newest file with bandwidths, which some sessions did not measure. */
    static ResultFile withBandwidths() throws IOException {
        ResultFile newest = results();
        List<ResultFile.Result> all = new ArrayList<>(newest.results());
        all.removeIf(result -> result.measurement().benchmark().startsWith("MemoryBandwidth."));
        all.add(reading(262144, 16));
        all.add(reading(16, 206));
        all.add(reading(512, 112));
        all.add(reading(8192, 62));
        return new ResultFile(newest.name(), newest.jmh(), newest.machine(), all);
    }

    private static ResultFile.Result reading(int kibibytes, double gigabytesPerSecond) {
        Map<String, String> params = Map.of("kibibytes", String.valueOf(kibibytes));
        double nanos = kibibytes * 1024 / gigabytesPerSecond;
        return new ResultFile.Result(
                new Measurement("MemoryBandwidth.load", params, List.of(nanos, 1.5 * nanos)),
                "",
                "");
    }

    /** The newest session of all benchmarks: a page has no charts of what was not measured. */
    static ResultFile results() throws IOException {
        Path folder =
                Path.of(System.getProperty("lanewise.testData", "../src-test-data"))
                        .resolve("../benchmarks/results");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sorted =
                    files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
            for (Path file : sorted.reversed()) {
                String name = file.getFileName().toString();
                ResultFile results = ResultFile.parse(name, Files.readString(file));
                if (results.measurements().stream().anyMatch(Newest::isOfLargeSession)) {
                    return results;
                }
            }
        }
        throw new IllegalStateException("no file of all benchmarks in " + folder);
    }

    private static boolean isOfLargeSession(Measurement measurement) {
        return measurement.benchmark().startsWith("SgemmPeer.");
    }
}
