package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.workload.NetworkShape;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The measurement of a training step.
 *
 * @param measurement how long it took
 * @param shape of the network and its rows
 * @param tier whose kernels computed it
 * @param threads how many shared it, or had a step each
 * @param apart whether each thread had a step of its own
 */
public record Step(
        Measurement measurement, NetworkShape shape, String tier, int threads, boolean apart) {
    /**
     * Finds the training steps.
     *
     * @param measurements any measurements
     * @return those of training steps, in their order
     */
    public static List<Step> of(List<Measurement> measurements) {
        return measurements.stream()
                .filter(measurement -> measurement.benchmark().endsWith("TrainingStep.step"))
                .map(Step::of)
                .toList();
    }

    private static Step of(Measurement measurement) {
        // Only steps that threads may share have the one parameter, only their control the other.
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
     * How many threads there were, in a table.
     *
     * @return the number, and whether each had a step of its own
     */
    public String sharing() {
        return apart ? threads + " apart" : String.valueOf(threads);
    }

    /**
     * The operations of its matrix products.
     *
     * @return multiplications plus additions
     */
    public double flops() {
        return shape.stepFlops();
    }

    /**
     * How long its matrix products would take if they did nothing but multiply and add.
     *
     * @param peak operations per nanosecond of one core, if known
     * @return nanoseconds, if the peak is known
     */
    public OptionalDouble bound(OptionalDouble peak) {
        return peak.isEmpty() ? peak : OptionalDouble.of(flops() / (peak.getAsDouble() * threads));
    }
}
