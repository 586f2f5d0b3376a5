package lanewise.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class JmhJsonTest {
    @Test
    void readsTheForksOfEachResult() {
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
    void refusesOtherUnits() {
        String json = Recorded.JSON.replaceFirst("ns/op", "ops/s");
        assertTrue(
                assertThrows(IllegalArgumentException.class, () -> JmhJson.measurements(json))
                        .getMessage()
                        .startsWith("IrisLoop.train is measured in ops/s"));
    }

    @Test
    void noResultsAreAnEmptyArray() {
        assertEquals("[]\n", JmhJson.of(List.of(), Recorded.MACHINE));
    }
}
