package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class SweepTableTest {

    private static Measurement sweep(String tier, double... nanos) {
        return new Measurement(
                "SweepKernel.sweep",
                Map.of("tier", tier, "sweep", "errors", "shape", "64-64 x 128"),
                java.util.Arrays.stream(nanos).boxed().toList());
    }

    @Test
    void showsBoundAndScalarSweep() {
        Measurement peak = new Measurement("FmaPeak.chains", Map.of(), List.of(0.01));
        Table table =
                SweepTable.of(List.of(sweep("scalar", 400000), sweep("vector", 20000, 18000), peak))
                        .orElseThrow();
        // 2 · 64 · 64 · 128 = 1048576 operations, at 100 GFLOP/s 10.486 µs.
        assertEquals(
                List.of(
                        List.of(
                                "errors",
                                "64 x 128",
                                "400.0",
                                "19.000",
                                "18.000 … 20.000",
                                "55.19",
                                "10.486",
                                "55 %",
                                "21.1×")),
                table.rows());
    }

    @Test
    void omitsBoundWithoutPeak() {
        Table table =
                SweepTable.of(List.of(sweep("scalar", 400000), sweep("vector", 20000)))
                        .orElseThrow();
        assertEquals("–", table.rows().getFirst().get(6));
        assertEquals("–", table.rows().getFirst().get(7));
    }

    @Test
    void isEmptyWithoutMeasurements() {
        assertTrue(SweepTable.of(List.of()).isEmpty());
        assertTrue(SweepTable.of(List.of(sweep("scalar", 400000))).isEmpty());
    }
}
