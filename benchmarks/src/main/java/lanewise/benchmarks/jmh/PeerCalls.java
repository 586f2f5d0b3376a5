package lanewise.benchmarks.jmh;

import lanewise.benchmarks.workload.InferencePeer;

import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The calls of other libraries that predict rows, one for each choice of parameters, except those
 * that are too slow to measure.
 *
 * @param benchmark the benchmark, with the parameters {@code peer}, {@code network} and {@code
 *     rows}
 * @param options its options, with or without these parameters
 */
record PeerCalls(BenchmarkListEntry benchmark, Options options) {
    /** A choice of parameters. */
    private record Call(String peer, String network, String rows) {
        boolean isTooSlow() {
            // JMH rejects unknown names.
            return InferencePeer.named(peer)
                    .filter(known -> known.isTooSlowFor(network, Integer.parseInt(rows)))
                    .isPresent();
        }
    }

    /** The runs of JMH, each of one library and one network. */
    List<Options> runs() {
        List<Options> runs = new ArrayList<>();
        for (String peer : Session.values(benchmark, options, "peer")) {
            for (String network : Session.values(benchmark, options, "network")) {
                String[] rows =
                        calls(peer, network, Predicate.not(Call::isTooSlow)).stream()
                                .map(Call::rows)
                                .toArray(String[]::new);
                if (rows.length > 0) {
                    runs.add(
                            new OptionsBuilder()
                                    .parent(options)
                                    .param("peer", peer)
                                    .param("network", network)
                                    .param("rows", rows)
                                    .build());
                }
            }
        }
        return runs;
    }

    /** The calls that are left out, with the reason. */
    List<String> tooSlow() {
        List<String> lines = new ArrayList<>();
        for (String peer : Session.values(benchmark, options, "peer")) {
            for (String network : Session.values(benchmark, options, "network")) {
                for (Call call : calls(peer, network, Call::isTooSlow)) {
                    lines.add(
                            peer
                                    + ", "
                                    + network
                                    + " x "
                                    + call.rows()
                                    + ": a call takes more than 0.2 s");
                }
            }
        }
        return lines;
    }

    private List<Call> calls(String peer, String network, Predicate<Call> wanted) {
        return Session.values(benchmark, options, "rows").stream()
                .map(rows -> new Call(peer, network, rows))
                .filter(wanted)
                .toList();
    }
}
