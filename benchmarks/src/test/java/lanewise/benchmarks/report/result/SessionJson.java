package lanewise.benchmarks.report.result;

import com.google.gson.Gson;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builder of result files with a test's figures, in the relevant members of JMH's JSON. */
public final class SessionJson {
    private static final Gson GSON = new Gson();

    private final Machine machine;
    private final List<String> results = new ArrayList<>();

    private SessionJson(Machine machine) {
        this.machine = machine;
    }

    /** A session on a machine with the given kernels. */
    public static SessionJson of(String kernels) {
        return on("Abacus 9000", 2, kernels, "Temurin 25", List.of("-Dlanewise.home=/here"));
    }

    public static SessionJson on(
            String cpu, int cores, String kernels, String jdk, List<String> flags) {
        return new SessionJson(
                new Machine(
                        cpu,
                        cores,
                        "",
                        "Linux 6 amd64",
                        jdk,
                        flags,
                        kernels,
                        "abc1234",
                        List.of()));
    }

    /** Adds the times of one benchmark, in ns, one for each fork. */
    public SessionJson with(String benchmark, Map<String, String> params, double... forks) {
        return with(benchmark, params, "avgt", "ns/op", "1 s", forks);
    }

    public SessionJson with(
            String benchmark,
            Map<String, String> params,
            String mode,
            String unit,
            String warmupTime,
            double... forks) {
        List<List<Double>> rawData = new ArrayList<>();
        for (double fork : forks) {
            rawData.add(List.of(fork));
        }
        results.add(
                GSON.toJson(
                        Map.of(
                                "benchmark",
                                "lanewise.benchmarks.jmh." + benchmark,
                                "mode",
                                mode,
                                "threads",
                                1,
                                "warmupIterations",
                                5,
                                "warmupTime",
                                warmupTime,
                                "measurementIterations",
                                1,
                                "measurementTime",
                                "1 s",
                                "params",
                                params,
                                "primaryMetric",
                                Map.of("scoreUnit", unit, "rawData", rawData),
                                "machine",
                                machine)));
        return this;
    }

    /** The text of the file. */
    @Override
    public String toString() {
        return "[" + String.join(",\n", results) + "]\n";
    }
}
