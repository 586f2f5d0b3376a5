package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The table of training steps, beside the bound of the arithmetic units. */
public final class StepTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of(
                    "network x rows",
                    "tier",
                    "threads",
                    "µs",
                    "min … max",
                    "MFLOP",
                    "GFLOP/s",
                    "flop bound µs",
                    "of the bound",
                    "bar µs",
                    "B/step",
                    "each fork");

    /** Target for a step on one thread of the vector tier, in microseconds, by network. */
    private static final Map<String, Integer> BARS =
            Map.of(
                    "64-32-10 x 32",
                    10,
                    "784-128-10 x 64",
                    270,
                    "784-512-512-10 x 128",
                    4000,
                    "4-16-3 x 130",
                    4);

    private static final Map<String, Integer> SPECIALISED_BARS = Map.of("4-16-3 x 130", 3);

    private static final String WHAT =
            "(forward, backward, SGD update; sigmoid, MSE, biases), µs per step, median over forks;"
                    + " the bound is that of the matrix products at the measured FMA peak";

    private StepTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of training steps; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        String title =
                "Training steps "
                        + WHAT
                        + "; threads apart have a run each and show the machine's limit for two"
                        + " threads";
        return table(title, HEADER, Step.of(measurements), GemmTable.peak(measurements));
    }

    /**
     * Builds the table of small batches.
     *
     * @param measurements any measurements
     * @return the table of training steps of small batches; empty if there are none
     */
    public static Optional<Table> ofSmallBatches(List<Measurement> measurements) {
        List<String> header = new ArrayList<>(HEADER);
        header.set(0, "small batch");
        String title = "Training steps of small batches, and of 32 rows to compare with, " + WHAT;
        List<Step> steps = Step.ofSmallBatches(measurements);
        return table(title, header, steps, GemmTable.peak(measurements));
    }

    private static Optional<Table> table(
            String title, List<String> header, List<Step> steps, OptionalDouble peak) {
        List<List<String>> rows = steps.stream().map(step -> row(step, peak)).toList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Table(title, 2, header, rows));
    }

    private static List<String> row(Step step, OptionalDouble peak) {
        Measurement measurement = step.measurement();
        OptionalDouble bound = step.bound(peak);
        return List.of(
                step.shape().toString(),
                step.tier(),
                step.sharing(),
                Figures.micros(measurement.median()),
                Figures.range(measurement),
                String.format(Locale.ROOT, "%.3f", step.flops() / 1e6),
                Figures.gigaflops(step.flops() / measurement.median()),
                bound.isEmpty() ? Figures.NONE : Figures.micros(bound.getAsDouble()),
                bound.isEmpty()
                        ? Figures.NONE
                        : Figures.percent(bound.getAsDouble() / measurement.median()),
                bar(measurement, step.threads()),
                Figures.bytes(measurement),
                Figures.each(measurement.forks(), Figures::micros));
    }

    private static String bar(Measurement measurement, int threads) {
        Map<String, Integer> bars =
                switch (measurement.param("tier")) {
                    case "vector" -> BARS;
                    case "specialised" -> SPECIALISED_BARS;
                    default -> Map.of();
                };
        Integer bar = threads == 1 ? bars.get(measurement.param("network")) : null;
        return bar == null ? Figures.NONE : bar.toString();
    }
}
