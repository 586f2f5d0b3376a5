package lanewise.benchmarks.report.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class MeasurementTest {
    @Test
    void forkIsMedianOfIterations() {
        Measurement measurement =
                Measurement.ofIterations(
                        "A.a",
                        Map.of(),
                        List.of(
                                List.of(90.0, 1.0, 2.0),
                                List.of(5.0, 3.0, 900.0, 4.0),
                                List.of(7.0)),
                        Map.of(
                                "bytes",
                                List.of(List.of(8.0, 0.0, 16.0), List.of(1.0), List.of(2.0))));
        assertEquals(List.of(2.0, 4.5, 7.0), measurement.forks());
        assertEquals(List.of(8.0, 1.0, 2.0), measurement.secondary("bytes"));
        assertEquals(4.5, measurement.median());
        assertEquals(2.0, measurement.min());
        assertEquals(7.0, measurement.max());
    }

    @Test
    void medianOfEvenCountIsMeanOfMiddle() {
        assertEquals(2.5, new Measurement("A.a", Map.of(), List.of(100.0, 2.0, 3.0, 1.0)).median());
    }

    @Test
    void speedupIsRatioOfMedians() {
        Measurement control = new Measurement("A.a", Map.of(), List.of(30.0, 31.0, 900.0));
        Measurement ours = new Measurement("A.a", Map.of(), List.of(2.0, 1.0, 0.1));
        assertEquals(31.0, ours.speedupOver(control));
        assertEquals(1 / 31.0, control.speedupOver(ours));
        assertEquals(1.0, control.speedupOver(control));
    }

    @Test
    void ratioIsThatOfEachFork() {
        Measurement pair =
                new Measurement(
                        "A.a",
                        Map.of(),
                        List.of(1.0, 1.0),
                        Map.of("ours", List.of(2.0, 9.0), "steps", List.of(4.0, 3.0)));
        assertEquals(List.of(0.5, 3.0), pair.ratio("ours", "steps").forks());
        assertEquals(List.of(2.0, 9.0), pair.part("ours").forks());
        assertThrows(IllegalArgumentException.class, () -> pair.ratio("ours", "theirs"));
    }

    @Test
    void rejectsMissingForks() {
        assertThrows(
                IllegalArgumentException.class, () -> new Measurement("A.a", Map.of(), List.of()));
    }

    @Test
    void namesMissingParameter() {
        Measurement measurement = new Measurement("A.a", Map.of("tier", "scalar"), List.of(1.0));
        assertEquals("scalar", measurement.param("tier"));
        assertEquals(
                "A.a has no parameter shape, only [tier]",
                assertThrows(IllegalArgumentException.class, () -> measurement.param("shape"))
                        .getMessage());
    }
}
