package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.workload.IrisTraining;
import lanewise.benchmarks.workload.Task;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of whole trainings on digits, compared with the textbook. */
public final class LoopTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of(
                    "training",
                    "network x batch",
                    "implementation",
                    "µs per step",
                    "min … max",
                    "speed-up",
                    "B per step",
                    "each fork");

    private static final Map<String, Task> TASKS =
            Map.of(
                    "DigitsLoop.train",
                    Task.DIGITS,
                    "EnlargedDigitsLoop.train",
                    Task.ENLARGED_DIGITS,
                    "LargeDigitsLoop.train",
                    Task.TWO_LARGE_LAYERS);

    private LoopTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of trainings on digits; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<List<String>> rows =
                measurements(measurements).stream().map(loop -> row(loop, measurements)).toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Whole trainings on digits (220 steps with biases, one thread),"
                                        + " µs and bytes allocated per step, including the"
                                        + " start of the training, median over forks",
                                3,
                                HEADER,
                                rows));
    }

    /**
     * The measurements of whole trainings on digits.
     *
     * @param measurements any measurements
     * @return those of such trainings, in order
     */
    public static List<Measurement> measurements(List<Measurement> measurements) {
        return measurements.stream()
                .filter(measurement -> TASKS.containsKey(measurement.benchmark()))
                .toList();
    }

    /**
     * The task of a training.
     *
     * @param loop one of {@link #measurements}
     * @return the task
     */
    public static Task task(Measurement loop) {
        return TASKS.get(loop.benchmark());
    }

    /**
     * The control of a training: the textbook on the same task.
     *
     * @param measurements any measurements
     * @param loop one of {@link #measurements}
     * @return the control, if it was measured
     */
    public static Optional<Measurement> control(List<Measurement> measurements, Measurement loop) {
        return measurements(measurements).stream()
                .filter(other -> other.benchmark().equals(loop.benchmark()))
                .filter(other -> other.param("implementation").equals(IrisTraining.TEXTBOOK))
                .findFirst();
    }

    private static List<String> row(Measurement loop, List<Measurement> measurements) {
        return List.of(
                task(loop).toString(),
                task(loop).shape(),
                loop.param("implementation"),
                Figures.micros(loop.median()),
                Figures.range(loop),
                control(measurements, loop)
                        .map(textbook -> Figures.speedup(loop.speedupOver(textbook)))
                        .orElse(Figures.NONE),
                Figures.bytes(loop),
                Figures.each(loop.forks(), Figures::micros));
    }
}
