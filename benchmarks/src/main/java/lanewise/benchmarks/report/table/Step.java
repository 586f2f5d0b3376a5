package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.workload.NetworkShape;

import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * The measurement of a training step.
 *
 * @param measurement the times
 * @param shape the network and its rows
 * @param tier the tier of the kernels
 * @param threads number of threads that share a step, or have a step each
 * @param apart true if each thread has a step of its own
 */
public record Step(
        Measurement measurement, NetworkShape shape, String tier, int threads, boolean apart) {
    private static final Pattern NAME = Pattern.compile("\\w*TrainingStep\\.step");
    private static final Pattern SMALL_BATCH = Pattern.compile("SmallBatchStep\\.step");

    /**
     * Selects the training steps.
     *
     * @param measurements any measurements
     * @return those of training steps, in order
     */
    public static List<Step> of(List<Measurement> measurements) {
        return of(measurements, NAME);
    }

    /**
     * Selects the training steps of small batches, and of the larger one to compare with.
     *
     * @param measurements any measurements
     * @return those of such steps, in order
     */
    public static List<Step> ofSmallBatches(List<Measurement> measurements) {
        return of(measurements, SMALL_BATCH);
    }

    private static List<Step> of(List<Measurement> measurements, Pattern name) {
        return measurements.stream()
                .filter(measurement -> name.matcher(measurement.benchmark()).matches())
                .map(Step::of)
                .toList();
    }

    private static Step of(Measurement measurement) {
        // "threads" is a parameter of shared steps only, "runs" of their control only.
        String runs = measurement.params().get("runs");
        String threads = runs != null ? runs : measurement.params().getOrDefault("threads", "1");
        return new Step(
                measurement,
                NetworkShape.parse(measurement.param("network")),
                measurement.param("tier"),
                Integer.parseInt(threads),
                runs != null);
    }

    /**
     * The number of threads as shown in a table.
     *
     * @return the number, with a suffix if each has a step of its own
     */
    public String sharing() {
        return apart ? threads + " apart" : String.valueOf(threads);
    }

    /**
     * The operations of the matrix products.
     *
     * @return multiplications plus additions
     */
    public double flops() {
        return shape.stepFlops();
    }

    /**
     * The time of the matrix products at the FMA peak.
     *
     * @param peak operations per nanosecond of one core, if known
     * @return nanoseconds, if the peak is known
     */
    public OptionalDouble bound(OptionalDouble peak) {
        return peak.isEmpty() ? peak : OptionalDouble.of(flops() / (peak.getAsDouble() * threads));
    }
}
