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
import java.util.function.DoubleUnaryOperator;

/**
 * JMH's own JSON, which its viewers read, with one member more in each result: {@code machine}, so
 * that a figure can never be separated from where it was measured. Tables are made from this text,
 * hence from any file that was kept.
 */
public final class JmhJson {
    /** How scores become nanoseconds. */
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

    private JmhJson() {}

    /**
     * Writes results.
     *
     * @param results what JMH measured
     * @param machine where
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
            // The forks of a session come from as many runs of JMH, each of which believes that
            // there was one.
            result.addProperty(
                    "forks",
                    result.getAsJsonObject("primaryMetric").getAsJsonArray("rawData").size());
            result.add("machine", GSON.toJsonTree(machine));
        }
        return GSON.toJson(array) + "\n";
    }

    /**
     * Reads results.
     *
     * @param json as JMH writes it
     * @return a measurement for each result, in their order
     * @throws IllegalArgumentException if a result is in another unit than ns/op, us/op and ops/ns
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
                                + " is measured in "
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
        if (result.has("secondaryMetrics")) {
            result.getAsJsonObject("secondaryMetrics")
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
        for (JsonElement fork : metric.getAsJsonArray("rawData")) {
            List<Double> iterations = new ArrayList<>();
            for (JsonElement iteration : fork.getAsJsonArray()) {
                iterations.add(nanoseconds.applyAsDouble(iteration.getAsDouble()));
            }
            forks.add(iterations);
        }
        return forks;
    }
}
