package lanewise.benchmarks.report.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

class JmhJsonTest {
    @Test
    void readsForksOfEachResult() {
        List<Measurement> measurements = Recorded.measurements();
        assertEquals(6, measurements.size());
        assertEquals(
                new Measurement(
                        "IrisLoop.train",
                        Map.of("history", "true", "implementation", "vector"),
                        List.of(500.0, 550.0)),
                measurements.get(1));
    }

    @Test
    void readsResultsWithoutParameters() {
        String json =
                """
                [{"benchmark": "a.B.c", "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[2.5]]}}]
                """;
        assertEquals(
                List.of(new Measurement("B.c", Map.of(), List.of(2.5))),
                JmhJson.measurements(json));
    }

    @Test
    void readsSecondaryResults() {
        String json =
                """
                [{"benchmark": "a.B.c", "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[2.5], [3]]},
                "secondaryMetrics": {"gc.count": {"scoreUnit": "counts", "rawData": [[1, 3, 2], [5]]}}}]
                """;
        assertEquals(
                List.of(2.0, 5.0), JmhJson.measurements(json).getFirst().secondary("gc.count"));
    }

    @Test
    void dropsIncompleteSecondaryResults() {
        String json =
                """
                [{"benchmark": "a.B.c", "primaryMetric": {"scoreUnit": "ns/op", "rawData": [[2.5], [3]]},
                "secondaryMetrics": {"gc.time": {"scoreUnit": "ms", "rawData": [[4], []]},
                                     "gc.count": {"scoreUnit": "counts", "rawData": [[1], [0]]}}}]
                """;
        Measurement measurement = JmhJson.measurements(json).getFirst();
        assertEquals(Set.of("gc.count"), measurement.secondaries().keySet());
        assertEquals(List.of(2.5, 3.0), measurement.forks());
    }

    @Test
    void readsOtherUnitsAsNanoseconds() {
        for (String unit : List.of("ns/op", "us/op", "ops/ns")) {
            double score =
                    switch (unit) {
                        case "ns/op" -> 250;
                        case "us/op" -> 0.25;
                        default -> 0.004;
                    };
            String json =
                    "[{\"benchmark\": \"a.B.c\", \"primaryMetric\": {\"scoreUnit\": \"%s\", \"rawData\": [[%s]]}}]"
                            .formatted(unit, score);
            assertEquals(250, JmhJson.measurements(json).getFirst().median(), 1e-9, unit);
        }
    }

    /** One fork of two iterations, one of a single iteration; a thousand calls in each. */
    @Test
    void condensesSamplesToPercentiles() {
        JsonObject result =
                JsonParser.parseString(
                                """
                                {"benchmark": "a.B.c", "primaryMetric": {"scoreUnit": "ns/op",
                                "rawDataHistogram": [[[[2, 300], [3, 199], [90, 1]],
                                [[2.5, 491], [7, 9]]], [[[4, 998], [6, 2]]]]}}
                                """)
                        .getAsJsonObject();
        JmhJson.condense(result);
        assertFalse(result.toString().contains("Histogram"), result.toString());
        Measurement measurement = JmhJson.measurements("[" + result + "]").getFirst();
        assertEquals(List.of(2.5, 4.0), measurement.forks());
        assertEquals(List.of(3.0, 4.0), measurement.secondary("p99"));
        assertEquals(List.of(7.0, 6.0), measurement.secondary("p99.9"));
    }

    @Test
    void rejectsOtherUnits() {
        String json = Recorded.JSON.replaceFirst("ns/op", "ops/s");
        assertTrue(
                assertThrows(IllegalArgumentException.class, () -> JmhJson.measurements(json))
                        .getMessage()
                        .startsWith("IrisLoop.train has the unit ops/s"));
    }

    @Test
    void writesEmptyArrayWithoutResults() {
        assertEquals("[]\n", JmhJson.of(List.of(), Recorded.MACHINE));
    }
}
