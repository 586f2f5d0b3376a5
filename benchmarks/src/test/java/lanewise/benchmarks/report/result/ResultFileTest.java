package lanewise.benchmarks.report.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

public class ResultFileTest {
    private static final String SESSION =
            SessionJson.of("vector-512")
                    .with("IrisLoop.train", Map.of("history", "true"), 3, 4)
                    .with("FmaPeak.chains", Map.of(), "thrpt", "ops/ns", "1 s", 200)
                    .toString();

    /** A session of the test resources. */
    public static ResultFile kept(String name) throws IOException {
        try (InputStream json = ResultFileTest.class.getResourceAsStream("/results/" + name)) {
            return ResultFile.parse(name, new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void assertRefused(String problem, String json) {
        assertEquals(
                problem,
                assertThrows(IllegalArgumentException.class, () -> ResultFile.parse("file", json))
                        .getMessage());
    }

    @Test
    void readsResultsWithConditions() {
        ResultFile file = ResultFile.parse("file", SESSION);
        assertEquals("vector-512", file.machine().kernels());
        assertEquals(
                new ResultFile.Result(
                        new Measurement(
                                "IrisLoop.train", Map.of("history", "true"), List.of(3.0, 4.0)),
                        "avgt in ns/op by 1 threads",
                        "5 x 1 s of warm-up, 1 x 1 s measured"),
                file.results().getFirst());
        assertEquals("thrpt in ops/ns by 1 threads", file.results().get(1).mode());
        assertEquals(0.005, file.results().get(1).measurement().median());
    }

    @Test
    void readsEarlierSessions() throws IOException {
        ResultFile file = kept("bench-2026-11-24-0953-jdk25-0f5245c.json");
        assertEquals(63, file.results().size());
        assertEquals("0f5245c", file.machine().commit());
        assertEquals(
                "IrisLoop.train history=true implementation=textbook",
                file.results().getFirst().title());
        assertEquals(30, kept("bench-2026-11-24-0024-jdk25-ffa6852.json").results().size());
        assertEquals(51, kept("bench-2026-11-24-0700-jdk25-86918ef.json").results().size());
    }

    @Test
    void readsTimeAndEffortFromName() {
        ResultFile quick =
                ResultFile.parse("bench-2026-11-24-0953-jdk25-0f5245c-quick.json", SESSION);
        assertEquals("2026-11-24, 09:53", quick.time());
        assertTrue(quick.quick());
        ResultFile named = ResultFile.parse("mine.json", SESSION);
        assertEquals("", named.time());
        assertFalse(named.quick());
    }

    @Test
    void rejectsOtherJson() {
        String noJson = "it is not an array of results in JSON";
        assertRefused(noJson, "cpu      Abacus 9000");
        assertRefused(noJson, "{}");
        assertRefused(noJson, "[1]");
        assertRefused(noJson, SESSION + SESSION);
        assertRefused(noJson, SESSION.substring(0, SESSION.length() / 2));
        assertRefused("it has no results", "");
        assertRefused("it has no results", "[]");
        assertRefused("result 1 has no members", "[null]");
        assertRefused("result 1 has no benchmark", "[{}]");
        assertRefused("result 1 has no mode", SESSION.replace("\"mode\"", "\"mood\""));
        assertRefused("result 1 has no machine", SESSION.replace("\"machine\"", "\"place\""));
        assertRefused("result 1 has no machine", SESSION.replace("\"kernels\"", "\"seeds\""));
        String noTimes = "result 2 has no times of forks above 0";
        assertRefused(noTimes, SESSION.replace("[[200.0]]", "[]"));
        assertRefused(noTimes, SESSION.replace("[[200.0]]", "[[200.0],[]]"));
        assertRefused(noTimes, SESSION.replace("[[200.0]]", "[[0.0]]"));
        assertRefused(noTimes, SESSION.replace("[[200.0]]", "[[null]]"));
    }

    @Test
    void rejectsUnknownUnits() {
        String json = SESSION.replace("ops/ns", "ops/s");
        assertTrue(
                assertThrows(IllegalArgumentException.class, () -> ResultFile.parse("file", json))
                        .getMessage()
                        .startsWith("FmaPeak.chains has the unit ops/s: expected one of "));
    }

    @Test
    void rejectsMixedSessions() {
        String other = SessionJson.of("vector-256").with("A.b", Map.of(), 1).toString();
        assertRefused(
                "its results come from more than one session",
                (SESSION + other).replace("]\n[", ","));
        assertRefused(
                "it has more than one result of a benchmark with the same parameters",
                (SESSION + SESSION).replace("]\n[", ","));
    }
}
