package lanewise.benchmarks.cli.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.metrics.Metric;
import lanewise.select.Candidate;
import lanewise.select.Choice;
import lanewise.select.Search;
import lanewise.select.SearchProgress;
import lanewise.select.Trial;
import lanewise.train.StopReason;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

class LiveTableTest {
    private static final Choice<String> HIDDEN = Choice.of("hidden", "8", "16:32");

    private final List<Candidate> candidates = Search.grid(HIDDEN).candidates();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private static SearchProgress progress(
            int rung, int candidate, double score, int done, double seconds) {
        Trial trial =
                new Trial(
                        rung, candidate, 0, 1, StopReason.ITERATIONS_DONE, 9, 0.1, List.of(score));
        return new SearchProgress(
                trial,
                done,
                6,
                seconds,
                7.4,
                Metric.LOG_LOSS,
                Optional.empty(),
                0,
                Optional.empty());
    }

    @Test
    void listsTheBestFirstAndRedraws() {
        PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (LiveTable table =
                new LiveTable(terminal, List.of(new Setting(null, HIDDEN)), candidates, 2)) {
            table.trialDone(progress(0, 0, 0.9, 1, 0.1)); // too early
            table.trialDone(progress(0, 0, 0.7, 2, 0.3));
            table.trialDone(progress(0, 1, 0.5, 3, 0.4)); // too soon
            table.trialDone(progress(0, 1, Double.NaN, 4, 0.6));
            table.trialDone(progress(1, 1, 0.25, 5, 2));
        }
        assertEquals(
                """
                2 of 6 trials, 7 s left; candidates done: 1
                   log-loss     trials  candidate
                     0.8000        2/2  hidden 8
                ^[3A\r^[J4 of 6 trials, 7 s left; candidates done: 2
                   log-loss     trials  candidate
                     0.8000        2/2  hidden 8
                        NaN        2/2  hidden 16:32
                ^[4A\r^[Jrung 2, 5 of 6 trials, 7 s left; candidates done: 0
                   log-loss     trials  candidate
                     0.2500        1/2  hidden 16:32
                ^[3A\r^[J""",
                bytes.toString(StandardCharsets.UTF_8).replace("\033[", "^["));
    }
}
