package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.workload.InferencePeer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The engine beside other libraries that predict the same rows with the same weights. */
public final class PeerPredictTable {
    /** Names of the columns of the remarks. */
    public static final List<String> REMARKS_HEADER =
            List.of("library", "what is not as in the engine's prediction");

    private static final String ENGINE = "PredictRows.predict";
    private static final String PEER = "PeerPredictRows.predict";

    private PeerPredictTable() {}

    /**
     * A call.
     *
     * @param network such as {@code 784-128-10}
     * @param rows the number of its rows
     */
    private record Call(String network, int rows) {
        static Call of(Measurement measurement) {
            return new Call(measurement.param("network"), PredictTable.rows(measurement));
        }
    }

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return a row for each call and a column for each library; empty if no other library was
     *     measured
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<String> peers = peers(measurements);
        if (peers.isEmpty()) {
            return Optional.empty();
        }
        List<String> header =
                new ArrayList<>(List.of("predicting network", "rows", PeerTable.ENGINE));
        peers.forEach(peer -> header.add(title(peer)));
        return Optional.of(
                new Table(
                        "Prediction by other libraries on one thread, µs per call, median over"
                                + " forks; × is the time over Lanewise's",
                        1,
                        header,
                        calls(measurements).stream()
                                .map(call -> row(call, peers, measurements))
                                .toList()));
    }

    /**
     * Builds the table of differences.
     *
     * @param measurements any measurements
     * @return a sentence for each library of {@link #of}; empty if there is none
     */
    public static Optional<Table> remarks(List<Measurement> measurements) {
        List<String> peers = peers(measurements);
        return peers.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Differences in prediction; all have the same weights and are"
                                        + " checked against the equations in double",
                                2,
                                REMARKS_HEADER,
                                peers.stream()
                                        .map(peer -> List.of(title(peer), remark(peer)))
                                        .toList()));
    }

    /** The measured libraries in the order of their enumeration, unknown ones last. */
    private static List<String> peers(List<Measurement> measurements) {
        return measurements.stream()
                .filter(measurement -> measurement.benchmark().equals(PEER))
                .map(measurement -> measurement.param("peer"))
                .distinct()
                .sorted(
                        Comparator.comparingInt(
                                peer ->
                                        InferencePeer.named(peer)
                                                .map(InferencePeer::ordinal)
                                                .orElse(Integer.MAX_VALUE)))
                .toList();
    }

    private static String title(String peer) {
        return InferencePeer.named(peer).map(InferencePeer::title).orElse(peer);
    }

    private static String remark(String peer) {
        return InferencePeer.named(peer).map(InferencePeer::remark).orElse("");
    }

    /** The calls of any library by network, then by number of rows. */
    private static List<Call> calls(List<Measurement> measurements) {
        List<Call> calls =
                measurements.stream()
                        .filter(
                                measurement ->
                                        measurement.benchmark().equals(ENGINE)
                                                || measurement.benchmark().equals(PEER))
                        .map(Call::of)
                        .distinct()
                        .toList();
        List<String> networks = calls.stream().map(Call::network).distinct().toList();
        return calls.stream()
                .sorted(
                        Comparator.comparingInt((Call call) -> networks.indexOf(call.network()))
                                .thenComparingInt(Call::rows))
                .toList();
    }

    private static List<String> row(Call call, List<String> peers, List<Measurement> measurements) {
        Optional<Measurement> ours = find(call, ENGINE, "", measurements);
        List<String> cells = new ArrayList<>();
        cells.add(call.network());
        cells.add(String.valueOf(call.rows()));
        cells.add(ours.map(time -> Figures.micros(time.median())).orElse(Figures.NONE));
        for (String peer : peers) {
            cells.add(
                    find(call, PEER, peer, measurements)
                            .map(theirs -> cell(theirs, ours))
                            .orElse(Figures.NONE));
        }
        return cells;
    }

    private static String cell(Measurement theirs, Optional<Measurement> ours) {
        return Figures.micros(theirs.median())
                + ours.map(time -> " (" + Figures.speedup(time.speedupOver(theirs)) + ")")
                        .orElse("");
    }

    private static Optional<Measurement> find(
            Call call, String benchmark, String peer, List<Measurement> measurements) {
        return measurements.stream()
                .filter(measurement -> measurement.benchmark().equals(benchmark))
                .filter(measurement -> Call.of(measurement).equals(call))
                .filter(measurement -> measurement.params().getOrDefault("peer", "").equals(peer))
                .findFirst();
    }
}
