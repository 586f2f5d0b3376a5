package lanewise.benchmarks.report.result;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * JMH's own JSON, readable by its viewers, with an additional member {@code machine} in each
 * result, so that no figure is separated from its machine. Tables are made from this text, hence
 * from any result file. Of samples of single calls, which take megabytes, it has percentiles.
 */
public final class JmhJson {
    /** Conversion of scores to nanoseconds by unit. */
    private static final Map<String, DoubleUnaryOperator> NANOSECONDS =
            Map.of(
                    "ns/op",
                    score -> score,
                    "us/op",
                    score -> 1e3 * score,
                    "ops/ns",
                    score -> 1 / score);

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** Scores of each iteration of each fork. */
    private static final String SCORES = "rawData";

    /** Samples of single calls instead: pairs of a time and the number of calls that took it. */
    private static final String SAMPLES = "rawDataHistogram";

    private static final String SECONDARIES = "secondaryMetrics";

    /** Percentiles of samples that become secondary results. */
    private static final Map<String, Double> TAIL = Map.of("p99", 0.99, "p99.9", 0.999);

    private JmhJson() {}

    /**
     * Writes results.
     *
     * @param results JMH's results
     * @param machine the machine
     * @return JSON
     */
    public static String of(Collection<RunResult> results, Machine machine) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(json, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
        JsonArray array =
                JsonParser.parseString(json.toString(StandardCharsets.UTF_8)).getAsJsonArray();
        for (JsonElement element : array) {
            JsonObject result = element.getAsJsonObject();
            condense(result);
            // Each fork of a session is a separate JMH run, which reports one fork.
            JsonObject metric = result.getAsJsonObject("primaryMetric");
            result.addProperty("forks", metric.getAsJsonArray(SCORES).size());
            result.add("machine", GSON.toJsonTree(machine));
        }
        return GSON.toJson(array) + "\n";
    }

    /**
     * Reads results. The package of a benchmark's class is dropped.
     *
     * @param json JMH's JSON
     * @return a measurement for each result, in order
     * @throws IllegalArgumentException if the unit of a result is not ns/op, us/op or ops/ns
     */
    public static List<Measurement> measurements(String json) {
        List<Measurement> measurements = new ArrayList<>();
        for (JsonElement element : JsonParser.parseString(json).getAsJsonArray()) {
            JsonObject result = element.getAsJsonObject();
            String benchmark =
                    result.get("benchmark").getAsString().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
            JsonObject metric = result.getAsJsonObject("primaryMetric");
            String unit = metric.get("scoreUnit").getAsString();
            DoubleUnaryOperator nanoseconds = NANOSECONDS.get(unit);
            if (nanoseconds == null) {
                throw new IllegalArgumentException(
                        benchmark
                                + " has the unit "
                                + unit
                                + ": expected one of "
                                + NANOSECONDS.keySet());
            }
            measurements.add(
                    Measurement.ofIterations(
                            benchmark,
                            params(result),
                            iterations(metric, nanoseconds),
                            secondaries(result)));
        }
        return measurements;
    }

    private static Map<String, List<List<Double>>> secondaries(JsonObject result) {
        Map<String, List<List<Double>>> secondaries = new HashMap<>();
        if (result.has(SECONDARIES)) {
            result.getAsJsonObject(SECONDARIES)
                    .entrySet()
                    .forEach(
                            metric ->
                                    secondaries.put(
                                            metric.getKey(),
                                            iterations(
                                                    metric.getValue().getAsJsonObject(),
                                                    DoubleUnaryOperator.identity())));
        }
        return secondaries;
    }

    private static Map<String, String> params(JsonObject result) {
        Map<String, String> params = new HashMap<>();
        if (result.has("params")) {
            result.getAsJsonObject("params")
                    .entrySet()
                    .forEach(param -> params.put(param.getKey(), param.getValue().getAsString()));
        }
        return params;
    }

    private static List<List<Double>> iterations(
            JsonObject metric, DoubleUnaryOperator nanoseconds) {
        List<List<Double>> forks = new ArrayList<>();
        for (JsonElement fork : metric.getAsJsonArray(SCORES)) {
            List<Double> iterations = new ArrayList<>();
            for (JsonElement iteration : fork.getAsJsonArray()) {
                iterations.add(nanoseconds.applyAsDouble(iteration.getAsDouble()));
            }
            forks.add(iterations);
        }
        return forks;
    }

    /**
     * Replaces samples of single calls by the median of each fork, and adds their percentiles as
     * secondary results {@code p99} and {@code p99.9}.
     */
    static void condense(JsonObject result) {
        JsonObject metric = result.getAsJsonObject("primaryMetric");
        if (!metric.has(SAMPLES)) {
            return;
        }
        JsonArray forks = metric.remove(SAMPLES).getAsJsonArray();
        metric.add(SCORES, percentiles(forks, 0.5));
        if (!result.has(SECONDARIES)) {
            result.add(SECONDARIES, new JsonObject());
        }
        TAIL.forEach(
                (name, share) -> {
                    JsonObject tail = new JsonObject();
                    tail.add("scoreUnit", metric.get("scoreUnit"));
                    tail.add(SCORES, percentiles(forks, share));
                    result.getAsJsonObject(SECONDARIES).add(name, tail);
                });
    }

    /** A percentile of all samples of each fork. */
    private static JsonArray percentiles(JsonArray forks, double share) {
        JsonArray percentiles = new JsonArray();
        for (JsonElement fork : forks) {
            TreeMap<Double, Long> counts = new TreeMap<>();
            long all = 0;
            for (JsonElement iteration : fork.getAsJsonArray()) {
                for (JsonElement pair : iteration.getAsJsonArray()) {
                    long count = pair.getAsJsonArray().get(1).getAsLong();
                    counts.merge(pair.getAsJsonArray().get(0).getAsDouble(), count, Long::sum);
                    all += count;
                }
            }
            long below = 0;
            for (Map.Entry<Double, Long> time : counts.entrySet()) {
                below += time.getValue();
                if (below >= share * all) {
                    JsonArray scores = new JsonArray();
                    scores.add(time.getKey());
                    percentiles.add(scores);
                    break;
                }
            }
        }
        return percentiles;
    }
}
