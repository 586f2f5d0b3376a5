package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.workload.Peer;
import lanewise.benchmarks.workload.Task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The engine beside other libraries that train the same tasks. */
public final class PeerTable {
    /** The benchmark of each task; a peer's has the prefix {@code Peer}. */
    private static final Map<Task, String> LOOPS =
            Map.of(
                    Task.IRIS, IrisTable.BENCHMARK,
                    Task.DIGITS, "DigitsLoop.train",
                    Task.ENLARGED_DIGITS, "EnlargedDigitsLoop.train",
                    Task.TWO_LARGE_LAYERS, "LargeDigitsLoop.train");

    private static final String PREFIX = "Peer";

    /** Name of the engine's row. */
    public static final String ENGINE = "Lanewise";

    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of(
                    "library",
                    "iris µs",
                    "iris ×",
                    "digits µs",
                    "digits ×",
                    "784-128-10 µs",
                    "784-128-10 ×",
                    "784-512-512-10 µs",
                    "784-512-512-10 ×");

    /** Names of the columns of the remarks. */
    public static final List<String> REMARKS_HEADER =
            List.of("library", "what is not as in the engine");

    private PeerTable() {}

    /**
     * The times of one library.
     *
     * @param library its name
     * @param steps its times per step by task; tasks may be missing
     * @param remark differences from the engine; may be empty
     */
    public record Row(String library, Map<Task, Measurement> steps, String remark) {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of the engine, the controls and the peers; empty if there is no peer
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<Row> rows = rows(measurements);
        Map<Task, Measurement> engine = engine(measurements);
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Lanewise beside other libraries on one thread, µs per training"
                                        + " step, median over"
                                        + " forks; × is the time over Lanewise's",
                                1,
                                HEADER,
                                rows.stream().map(row -> cells(row, engine)).toList()));
    }

    /**
     * Builds the table of differences.
     *
     * @param measurements any measurements
     * @return a sentence for each row of {@link #of}; empty if there is no peer
     */
    public static Optional<Table> remarks(List<Measurement> measurements) {
        List<Row> rows = rows(measurements);
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Differences in computation; all start from the same weights, use"
                                        + " the same batches and must reproduce NumPy's answer",
                                2,
                                REMARKS_HEADER,
                                rows.stream()
                                        .map(row -> List.of(row.library(), row.remark()))
                                        .toList()));
    }

    /**
     * The rows of the table.
     *
     * @param measurements any measurements
     * @return the engine with its fastest kernels, the controls and the peers, as far as measured;
     *     empty if there is no peer
     */
    public static List<Row> rows(List<Measurement> measurements) {
        List<String> peers =
                measurements.stream()
                        .filter(PeerTable::isPeer)
                        .map(measurement -> measurement.param("peer"))
                        .distinct()
                        .toList();
        if (peers.isEmpty()) {
            return List.of();
        }
        List<Row> rows = new ArrayList<>();
        Map<Task, Measurement> engine = engine(measurements);
        rows.add(
                new Row(
                        ENGINE,
                        engine,
                        "kernels: "
                                + kernels(engine)
                                + "; batches are taken from the data set within the time, those"
                                + " of peers"
                                + " before it"));
        rows.add(
                new Row(
                        "C, gcc -O3",
                        fastest(
                                measurements,
                                task -> task == Task.IRIS ? IrisTable.PEER : "",
                                any -> true),
                        "with -ffast-math"));
        rows.add(
                new Row(
                        IrisTable.CONTROL,
                        fastest(measurements, LOOPS::get, PeerTable::isTextbook),
                        "in double"));
        peers.forEach(peer -> rows.add(peer(measurements, peer)));
        rows.removeIf(row -> row.steps().isEmpty());
        return rows;
    }

    private static boolean isPeer(Measurement measurement) {
        return LOOPS.values().stream()
                .anyMatch(loop -> measurement.benchmark().equals(PREFIX + loop));
    }

    private static Map<Task, Measurement> engine(List<Measurement> measurements) {
        return fastest(measurements, LOOPS::get, loop -> !isTextbook(loop));
    }

    private static boolean isTextbook(Measurement loop) {
        return loop.param("implementation").equals(IrisTable.CONTROL);
    }

    private static String kernels(Map<Task, Measurement> engine) {
        return engine.values().stream()
                .map(loop -> loop.param("implementation"))
                .collect(Collectors.joining(", "));
    }

    private static Row peer(List<Measurement> measurements, String name) {
        Optional<Peer> peer = Peer.named(name);
        return new Row(
                peer.map(Peer::title).orElse(name),
                fastest(
                        measurements,
                        task -> PREFIX + LOOPS.get(task),
                        loop -> loop.param("peer").equals(name)),
                peer.map(Peer::remark).orElse(""));
    }

    /** The fastest implementation for each task, without history. */
    private static Map<Task, Measurement> fastest(
            List<Measurement> measurements,
            Function<Task, String> benchmark,
            Predicate<Measurement> wanted) {
        Map<Task, Measurement> fastest = new EnumMap<>(Task.class);
        for (Task task : Task.values()) {
            measurements.stream()
                    .filter(one -> one.benchmark().equals(benchmark.apply(task)))
                    .filter(one -> one.params().getOrDefault("history", "false").equals("false"))
                    .filter(wanted)
                    .min(Comparator.comparingDouble(Measurement::median))
                    .ifPresent(one -> fastest.put(task, one));
        }
        return fastest;
    }

    private static List<String> cells(Row row, Map<Task, Measurement> engine) {
        List<String> cells = new ArrayList<>();
        cells.add(row.library());
        for (Task task : Task.values()) {
            Measurement step = row.steps().get(task);
            Measurement ours = engine.get(task);
            cells.add(step == null ? Figures.NONE : Figures.micros(step.median()));
            cells.add(
                    step == null || ours == null
                            ? Figures.NONE
                            : Figures.speedup(ours.speedupOver(step)));
        }
        return cells;
    }
}
