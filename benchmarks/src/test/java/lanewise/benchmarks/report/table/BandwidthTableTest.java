package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.result.Recorded;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class BandwidthTableTest {
    @Test
    void dividesBytesByTime() {
        Map<String, String> size = Map.of("kibibytes", "16");
        List<Measurement> measurements =
                List.of(
                        new Measurement("MemoryBandwidth.load", size, List.of(64.0, 128.0, 81.92)),
                        new Measurement("MemoryBandwidth.store", size, List.of(163.84)));
        assertEquals(
                List.of(
                        List.of("read", "16", "200.0", "128.0 … 256.0", "256.0  128.0  200.0"),
                        List.of("written", "16", "100.0", "100.0 … 100.0", "100.0")),
                BandwidthTable.of(measurements).orElseThrow().rows());
    }

    @Test
    void ignoresOtherMeasurements() {
        assertTrue(BandwidthTable.of(Recorded.measurements()).isEmpty());
    }
}
