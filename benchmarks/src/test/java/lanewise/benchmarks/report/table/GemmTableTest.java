package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.result.Recorded;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

class GemmTableTest {
    private static final Measurement OURS =
            sgemm("SgemmKernel.multiply", "NN", 20000, 16000, 40000);
    private static final Measurement PEER = sgemm("SgemmPeer.multiply", "NN", 16000, 10000, 32000);

    /** 200 GFLOP/s in the fastest fork. */
    private static final Measurement PEAK =
            new Measurement("FmaPeak.chains", Map.of(), List.of(0.01, 0.005, 0.02));

    private static Measurement sgemm(String benchmark, String form, double... forks) {
        return new Measurement(
                benchmark,
                Map.of("form", form, "size", "100"),
                Arrays.stream(forks).boxed().toList());
    }

    private static List<List<String>> rows(Measurement... measurements) {
        return GemmTable.of(List.of(measurements)).orElseThrow().rows();
    }

    @Test
    void showsOpenBlasAndPeak() {
        assertEquals(
                List.of(
                        List.of(
                                "NN",
                                "100",
                                "100.00",
                                "125.00",
                                "0.80×",
                                "50 %",
                                "100.00  125.00  50.00",
                                "125.00  200.00  62.50")),
                rows(PEAK, OURS, PEER));
    }

    @Test
    void showsDashForMissingFigures() {
        List<String> alone = rows(OURS, sgemm("SgemmPeer.multiply", "NT", 1)).getFirst();
        assertEquals(List.of("–", "–", "–"), alone.subList(3, 6));
        assertEquals("–", alone.get(7));
    }

    @Test
    void ignoresOtherMeasurements() {
        assertTrue(GemmTable.of(List.of(PEER, PEAK)).isEmpty());
        assertTrue(GemmTable.of(Recorded.measurements()).isEmpty());
    }
}
