package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.result.Recorded;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class TailTableTest {
    @Test
    void showsPercentilesAndTheirRatio() {
        Measurement tail =
                new Measurement(
                        "PredictTail.row",
                        Map.of("network", "4-2-3"),
                        List.of(100.0, 200.0, 110.0),
                        Map.of(
                                "p99", List.of(120.0, 210.0, 130.0),
                                "p99.9", List.of(150.0, 500.0, 220.0)));
        assertEquals(
                List.of(List.of("4-2-3", "0.110", "0.130", "0.220", "2.00", "1.50  2.50  2.00")),
                TailTable.of(List.of(tail)).orElseThrow().rows());
    }

    @Test
    void ignoresOtherMeasurements() {
        assertTrue(TailTable.of(Recorded.measurements()).isEmpty());
    }
}
