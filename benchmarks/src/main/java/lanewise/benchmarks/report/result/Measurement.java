package lanewise.benchmarks.report.result;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The times of one benchmark with one choice of parameters. JVMs differ more than the iterations
 * within one, so the forks are the sample; each counts with the median of its iterations.
 *
 * @param benchmark class and method, such as {@code IrisLoop.train}
 * @param params value of each parameter by name
 * @param forks nanoseconds of each fork, in execution order; at least one
 * @param secondaries other results by name (a benchmark's own counters, a profiler's figures), one
 *     figure per fork, in their own units
 */
public record Measurement(
        String benchmark,
        Map<String, String> params,
        List<Double> forks,
        Map<String, List<Double>> secondaries) {
    /**
     * Copies its arguments.
     *
     * @throws IllegalArgumentException if there is no fork
     */
    public Measurement {
        params = Map.copyOf(params);
        forks = List.copyOf(forks);
        secondaries = Map.copyOf(secondaries);
        if (forks.isEmpty()) {
            throw new IllegalArgumentException(
                    benchmark + " has no forks: expected a figure from at least one");
        }
    }

    /**
     * Creates a measurement of times only.
     *
     * @param benchmark class and method
     * @param params value of each parameter by name
     * @param forks nanoseconds of each fork
     * @throws IllegalArgumentException if there is no fork
     */
    public Measurement(String benchmark, Map<String, String> params, List<Double> forks) {
        this(benchmark, params, forks, Map.of());
    }

    /**
     * Creates a measurement from iterations.
     *
     * @param benchmark class and method
     * @param params value of each parameter by name
     * @param iterations nanoseconds of each iteration of each fork
     * @param secondaries other results by name, for each iteration of each fork; a result that a
     *     fork lacks is dropped
     * @return the measurement
     */
    public static Measurement ofIterations(
            String benchmark,
            Map<String, String> params,
            List<List<Double>> iterations,
            Map<String, List<List<Double>>> secondaries) {
        Map<String, List<Double>> secondaryForks = new TreeMap<>();
        secondaries.forEach(
                (name, values) -> {
                    // JMH omits the collection time of a fork without collections.
                    if (values.stream().noneMatch(List::isEmpty)) {
                        secondaryForks.put(name, medians(values));
                    }
                });
        return new Measurement(benchmark, params, medians(iterations), secondaryForks);
    }

    private static List<Double> medians(List<List<Double>> iterations) {
        return iterations.stream().map(Measurement::median).toList();
    }

    /**
     * The median of the forks.
     *
     * @return nanoseconds
     */
    public double median() {
        return median(forks);
    }

    /**
     * The fastest fork.
     *
     * @return nanoseconds
     */
    public double min() {
        return Collections.min(forks);
    }

    /**
     * The slowest fork.
     *
     * @return nanoseconds
     */
    public double max() {
        return Collections.max(forks);
    }

    /**
     * The speed-up over another measurement, median against median.
     *
     * @param control the measurement to compare with
     * @return above 1 if this one is faster
     */
    public double speedupOver(Measurement control) {
        return control.median() / median();
    }

    /**
     * The ratio to another measurement of the same JVMs.
     *
     * @param control the measurement to divide by, with as many forks
     * @return the ratio of each fork
     */
    public Measurement over(Measurement control) {
        List<Double> ratios = new ArrayList<>();
        for (int fork = 0; fork < forks.size(); fork++) {
            ratios.add(forks.get(fork) / control.forks.get(fork));
        }
        return new Measurement(benchmark, params, ratios);
    }

    /**
     * The ratio of two secondary results.
     *
     * @param dividend name of the one
     * @param divisor name of the other
     * @return the ratio of each fork
     * @throws IllegalArgumentException if one was not measured
     */
    public Measurement ratio(String dividend, String divisor) {
        return part(dividend).over(part(divisor));
    }

    /**
     * A secondary result as a measurement of its own.
     *
     * @param name its name
     * @return its figure of each fork, in its own unit
     * @throws IllegalArgumentException if it was not measured
     */
    public Measurement part(String name) {
        return new Measurement(benchmark, params, secondary(name));
    }

    /**
     * The value of a parameter.
     *
     * @param name its name
     * @return the value
     * @throws IllegalArgumentException if the benchmark has no such parameter
     */
    public String param(String name) {
        String value = params.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    benchmark + " has no parameter " + name + ", only " + params.keySet());
        }
        return value;
    }

    /**
     * A secondary result.
     *
     * @param name its name
     * @return a figure for each fork
     * @throws IllegalArgumentException if it was not measured
     */
    public List<Double> secondary(String name) {
        List<Double> values = secondaries.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    benchmark
                            + " has no secondary result "
                            + name
                            + ", only "
                            + secondaries.keySet());
        }
        return values;
    }

    /**
     * The allocation rate, if measured.
     *
     * @return bytes per operation, the median of the forks
     */
    public OptionalDouble allocated() {
        List<Double> bytes = secondaries.getOrDefault("gc.alloc.rate.norm", List.of());
        return bytes.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median(bytes));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
