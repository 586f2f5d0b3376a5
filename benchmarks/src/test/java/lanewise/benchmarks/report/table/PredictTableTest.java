package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.result.Recorded;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class PredictTableTest {
    @Test
    void showsRowAndBatch() {
        Map<String, String> network = Map.of("network", "4-2-3");
        List<Measurement> measurements =
                List.of(
                        new Measurement("PredictLatency.row", network, List.of(120.0)),
                        new Measurement("PredictLatency.batch", network, List.of(2048.0, 4096.0)));
        assertEquals(
                List.of(
                        List.of("4-2-3", "1", "0.120", "0.120 … 0.120", "0.120", "–", "0.120"),
                        List.of(
                                "4-2-3",
                                "1024",
                                "3.072",
                                "2.048 … 4.096",
                                "0.003",
                                "–",
                                "2.048  4.096")),
                PredictTable.of(measurements).orElseThrow().rows());
    }

    @Test
    void ignoresOtherMeasurements() {
        assertTrue(PredictTable.of(Recorded.measurements()).isEmpty());
    }
}
