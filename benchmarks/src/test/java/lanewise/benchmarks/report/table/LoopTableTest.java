package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.result.Recorded;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class LoopTableTest {
    private static Measurement loop(String benchmark, String implementation, double nanos) {
        return new Measurement(
                benchmark,
                Map.of("implementation", implementation),
                List.of(nanos),
                Map.of("gc.alloc.rate.norm", List.of(12.25)));
    }

    @Test
    void comparesEachTrainingWithItsTextbook() {
        List<List<String>> rows =
                LoopTable.of(
                                List.of(
                                        loop("DigitsLoop.train", "textbook", 1e6),
                                        loop("DigitsLoop.train", "vector", 5e3),
                                        loop("EnlargedDigitsLoop.train", "vector", 2e5)))
                        .orElseThrow()
                        .rows();
        assertEquals(
                List.of(
                        "digits",
                        "64-32-10 x 32",
                        "vector",
                        "5.000",
                        "5.000 … 5.000",
                        "200.0×",
                        "12",
                        "5.000"),
                rows.get(1));
        assertEquals(List.of("enlarged-digits", "784-128-10 x 64"), rows.get(2).subList(0, 2));
        assertEquals("–", rows.get(2).get(5));
    }

    @Test
    void ignoresOtherMeasurements() {
        assertTrue(LoopTable.of(Recorded.measurements()).isEmpty());
    }
}
