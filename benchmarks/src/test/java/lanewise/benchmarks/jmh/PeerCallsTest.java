package lanewise.benchmarks.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.benchmarks.jmh.latency.PredictRows;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

class PeerCallsTest {
    /** The engine's benchmark, which has the same parameters but {@code peer}. */
    private static PeerCalls calls(String... peers) {
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        BenchmarkListEntry benchmark =
                BenchmarkList.defaultList()
                        .getAll(
                                OutputFormatFactory.createFormatInstance(
                                        nowhere, VerboseMode.SILENT),
                                List.of())
                        .stream()
                        .filter(entry -> Session.is(entry.getUsername(), PredictRows.class))
                        .findFirst()
                        .orElseThrow();
        return new PeerCalls(
                benchmark,
                new OptionsBuilder()
                        .param("peer", peers)
                        .param("network", "784-128-10", "4-2-3")
                        .build());
    }

    private static String describe(Options options) {
        return options.getParameter("peer").get()
                + " "
                + options.getParameter("network").get()
                + " "
                + options.getParameter("rows").get();
    }

    @Test
    void leavesOutSlowCalls() {
        PeerCalls calls = calls("DJL", "NEUROPH");
        assertEquals(
                List.of(
                        "[DJL] [784-128-10] [1, 4, 16, 64, 1024]",
                        "[DJL] [4-2-3] [1, 4, 16, 64, 1024]",
                        "[NEUROPH] [784-128-10] [1, 4, 16, 64]",
                        "[NEUROPH] [4-2-3] [1, 4, 16, 64, 1024]"),
                calls.runs().stream().map(PeerCallsTest::describe).toList());
        assertEquals(
                List.of("NEUROPH, 784-128-10 x 1024: a call takes more than 0.2 s"),
                calls.tooSlow());
    }

    @Test
    void keepsUnknownPeersForJmhToReject() {
        assertEquals(2, calls("GONE").runs().size());
        assertEquals(List.of(), calls("GONE").tooSlow());
    }
}
