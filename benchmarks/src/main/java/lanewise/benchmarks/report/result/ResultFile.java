package lanewise.benchmarks.report.result;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A saved session: the JSON that {@code bench} writes.
 *
 * @param name its name, usually the file's
 * @param jmh the version of JMH; empty if the file does not contain it
 * @param machine the machine
 * @param results the results; at least one
 */
public record ResultFile(String name, String jmh, Machine machine, List<Result> results) {
    private static final Pattern NAME =
            Pattern.compile("bench-(\\d{4}-\\d\\d-\\d\\d)-(\\d\\d)(\\d\\d)-.*\\.json");

    private static final Gson GSON = new GsonBuilder().setStrictness(Strictness.STRICT).create();

    /** Copies its arguments. */
    public ResultFile {
        results = List.copyOf(results);
    }

    /**
     * One benchmark with one choice of parameters, and its conditions.
     *
     * @param measurement the times
     * @param mode JMH's mode, the unit of its score and the number of threads
     * @param effort durations of warm-up and measurement, which should not influence the times
     */
    public record Result(Measurement measurement, String mode, String effort) {
        /**
         * Benchmark and parameters.
         *
         * @return such as {@code SgemmKernel.multiply form=NN size=64}
         */
        public String title() {
            Stream<String> params =
                    new TreeMap<>(measurement.params())
                            .entrySet().stream()
                                    .map(param -> param.getKey() + "=" + param.getValue());
            return String.join(
                    " ", Stream.concat(Stream.of(measurement.benchmark()), params).toList());
        }
    }

    /**
     * Parses a result file.
     *
     * @param name its name
     * @param json its text
     * @return the session
     * @throws IllegalArgumentException if {@code bench} does not write such a text; the message
     *     gives the reason
     */
    public static ResultFile parse(String name, String json) {
        List<Entry> entries = entries(json);
        List<Measurement> measurements = JmhJson.measurements(json);
        List<Result> results = new ArrayList<>();
        for (int r = 0; r < entries.size(); r++) {
            Entry entry = entries.get(r);
            results.add(new Result(measurements.get(r), entry.conditions(), entry.effort()));
        }
        require(
                results.stream().map(Result::title).distinct().count() == results.size(),
                "it has more than one result of a benchmark with the same parameters");
        Entry first = entries.getFirst();
        String jmh = first.jmhVersion == null ? "" : first.jmhVersion;
        return new ResultFile(name, jmh, first.machine, results);
    }

    /**
     * The measurements.
     *
     * @return the times of each result
     */
    public List<Measurement> measurements() {
        return results.stream().map(Result::measurement).toList();
    }

    /**
     * The time of the session, if it is in the name.
     *
     * @return day and minute, or an empty text
     */
    public String time() {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? matcher.group(1) + ", " + matcher.group(2) + ":" + matcher.group(3)
                : "";
    }

    /**
     * Returns whether the session was a quick one, according to its name.
     *
     * @return true if the name ends like those of {@code bench --quick}
     */
    public boolean quick() {
        return name.endsWith("-quick.json");
    }

    private static List<Entry> entries(String json) {
        Entry[] entries;
        try {
            entries = GSON.fromJson(json, Entry[].class);
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("it is not an array of results in JSON", e);
        }
        require(entries != null && entries.length > 0, "it has no results");
        for (int r = 0; r < entries.length; r++) {
            String missing = entries[r] == null ? "members" : entries[r].missing();
            require(missing.isEmpty(), "result " + (r + 1) + " has no " + missing);
            require(
                    entries[r].machine.equals(entries[0].machine),
                    "its results come from more than one session");
        }
        return List.of(entries);
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** The relevant members of JMH's JSON, and ours. */
    private record Entry(
            String jmhVersion,
            String benchmark,
            String mode,
            int threads,
            int warmupIterations,
            String warmupTime,
            int measurementIterations,
            String measurementTime,
            Map<String, String> params,
            Metric primaryMetric,
            Machine machine) {

        /** The first missing member; empty if the entry is complete. */
        String missing() {
            if (benchmark == null) {
                return "benchmark";
            }
            if (mode == null) {
                return "mode";
            }
            if (primaryMetric == null || !primaryMetric.isComplete()) {
                return "times of forks above 0";
            }
            return machine == null || !isComplete(machine) ? "machine" : "";
        }

        String conditions() {
            return mode + " in " + primaryMetric.scoreUnit + " by " + threads + " threads";
        }

        String effort() {
            return String.format(
                    Locale.ROOT,
                    "%s x %s of warm-up, %s x %s measured",
                    warmupIterations,
                    warmupTime,
                    measurementIterations,
                    measurementTime);
        }

        private static boolean isComplete(Machine machine) {
            return Stream.of(
                            machine.cpu(),
                            machine.virtualisation(),
                            machine.os(),
                            machine.jdk(),
                            machine.flags(),
                            machine.kernels(),
                            machine.commit())
                    .allMatch(Objects::nonNull);
        }
    }

    private record Metric(String scoreUnit, List<List<Double>> rawData) {
        boolean isComplete() {
            return scoreUnit != null
                    && rawData != null
                    && !rawData.isEmpty()
                    && rawData.stream().allMatch(fork -> fork != null && !fork.isEmpty())
                    && rawData.stream()
                            .flatMap(Collection::stream)
                            .allMatch(time -> time != null && Double.isFinite(time) && time > 0);
        }
    }
}
