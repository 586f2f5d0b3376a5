package lanewise.benchmarks.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

class ProfilerRunTest {
    private final ByteArrayOutputStream missing = new ByteArrayOutputStream();
    private final PrintStream to = new PrintStream(missing, true, StandardCharsets.UTF_8);

    private List<String> lines() {
        return missing.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void reportsMissingPerfInOneLine() {
        assertTrue(ProfilerRun.prepare(new Perf("", "no perf"), "", to).isEmpty());
        assertEquals(List.of("no perf"), lines());
    }

    @Test
    void runsPerfasmWithoutDisassemblerAndReportsIt() {
        assertTrue(ProfilerRun.prepare(new Perf("cycles", ""), "no hsdis", to).isPresent());
        assertEquals(List.of("no hsdis"), lines());
    }

    @Test
    void otherProfilersNeedNothing() {
        assertTrue(ProfilerRun.prepare(JmhProfiler.GC, to).isPresent());
        assertTrue(ProfilerRun.prepare(JmhProfiler.STACK, to).isPresent());
        assertEquals(List.of(), lines());
    }

    /** Independent of whether this Java has one. */
    @Test
    void reportsDisassemblerInOneLine() {
        String problem = Disassembler.problem();
        assertTrue(problem.isEmpty() || problem.contains("hsdis-"), problem);
        assertTrue(problem.lines().count() <= 1, problem);
    }
}
