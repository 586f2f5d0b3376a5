package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.result.Recorded;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

class RecordingTableTest {
    private static Measurement cost(String recording, double... nanos) {
        return new Measurement(
                "RecordingCost.train",
                Map.of("workload", "iris", "recording", recording),
                Arrays.stream(nanos).boxed().toList());
    }

    @Test
    void comparesWithSameTrainingWithoutRecorder() {
        List<Measurement> measurements =
                List.of(
                        new Measurement(
                                "RecordingControl.train",
                                Map.of("workload", "64-32-10 x 32"),
                                List.of(4000.0)),
                        new Measurement(
                                "RecordingControl.train",
                                Map.of("workload", "iris"),
                                List.of(400.0)),
                        cost("off", 398, 402, 400),
                        cost("on", 500));
        assertEquals(
                List.of(
                        List.of(
                                "64-32-10 x 32",
                                "no recorder",
                                "4.000",
                                "4.000 … 4.000",
                                "1.000×",
                                "4.000"),
                        List.of("iris", "no recorder", "0.400", "0.400 … 0.400", "1.000×", "0.400"),
                        List.of(
                                "iris",
                                "off",
                                "0.400",
                                "0.398 … 0.402",
                                "1.000×",
                                "0.398  0.402  0.400"),
                        List.of("iris", "on", "0.500", "0.500 … 0.500", "1.250×", "0.500")),
                RecordingTable.of(measurements).orElseThrow().rows());
    }

    @Test
    void omitsRatioWithoutControl() {
        List<List<String>> rows = RecordingTable.of(List.of(cost("on", 500))).orElseThrow().rows();
        assertEquals("–", rows.getFirst().get(4));
    }

    @Test
    void ignoresOtherMeasurements() {
        assertTrue(RecordingTable.of(Recorded.measurements()).isEmpty());
    }
}
