package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.result.Recorded;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class StepTableTest {
    private static final Measurement SMALL =
            new Measurement(
                    "TrainingStep.step",
                    Map.of("tier", "vector", "network", "64-32-10 x 32"),
                    List.of(8000.0, 6400.0, 9000.0));

    private static final Measurement SCALAR =
            new Measurement(
                    "TrainingStep.step",
                    Map.of("tier", "scalar", "network", "64-32-10 x 32"),
                    List.of(320000.0));

    private static final Measurement THREADS =
            new Measurement(
                    "LargeTrainingStep.step",
                    Map.of("tier", "vector", "network", "784-512-512-10 x 128", "threads", "2"),
                    List.of(2000000.0));

    private static final Measurement APART =
            new Measurement(
                    "IndependentTrainingStep.step",
                    Map.of("tier", "vector", "network", "784-512-512-10 x 128", "runs", "2"),
                    List.of(2500000.0));

    /** 100 GFLOP/s. */
    private static final Measurement PEAK =
            new Measurement("FmaPeak.chains", Map.of(), List.of(0.01));

    private static Measurement step(String tier, String network) {
        return new Measurement(
                (tier.equals("specialised") ? "SmallTrainingStep" : "TrainingStep") + ".step",
                Map.of("tier", tier, "network", network),
                List.of(1.0));
    }

    private static List<List<String>> rows(Measurement... measurements) {
        return StepTable.of(List.of(measurements)).orElseThrow().rows();
    }

    @Test
    void showsBoundAndTarget() {
        assertEquals(
                List.of(
                        "64-32-10 x 32",
                        "vector",
                        "1",
                        "8.000",
                        "6.400 … 9.000",
                        "0.324",
                        "40.45",
                        "3.236",
                        "40 %",
                        "10",
                        "–",
                        "8.000  6.400  9.000"),
                rows(PEAK, SMALL).getFirst());
    }

    @Test
    void boundCountsAllThreadsAndTargetOne() {
        List<String> row = rows(THREADS, PEAK).getFirst();
        assertEquals("2", row.get(2));
        assertEquals("410.780", row.get(5));
        assertEquals("2053.9", row.get(7));
        assertEquals("103 %", row.get(8));
        assertEquals("–", row.get(9));
    }

    @Test
    void independentRunsHaveBoundOfTheirThreads() {
        List<String> row = rows(APART, PEAK).getFirst();
        assertEquals(List.of("2 apart", "2500.0"), row.subList(2, 4));
        assertEquals(List.of("2053.9", "82 %", "–"), row.subList(7, 10));
    }

    @Test
    void scalarTierHasNoTarget() {
        assertEquals("–", rows(SCALAR).getFirst().get(9));
    }

    @Test
    void specialisedKernelsHaveTheirOwnTarget() {
        List<String> row =
                rows(step("specialised", "4-16-3 x 130"), step("vector", "4-16-3 x 130"), PEAK)
                        .getFirst();
        assertEquals(List.of("4-16-3 x 130", "specialised", "1"), row.subList(0, 3));
        assertEquals("3", row.get(9));
        assertEquals("–", rows(step("specialised", "64-32-10 x 32")).getFirst().get(9));
    }

    @Test
    void omitsBoundWithoutPeak() {
        List<String> row = rows(SMALL).getFirst();
        assertEquals(List.of("–", "–", "10"), row.subList(7, 10));
    }

    @Test
    void targetsBelongToMeasuredNetworks() {
        for (String network :
                List.of(
                        "4-16-3 x 130",
                        "64-32-10 x 32",
                        "784-128-10 x 64",
                        "784-512-512-10 x 128")) {
            List<String> row = rows(step("vector", network)).getFirst();
            assertTrue(Integer.parseInt(row.get(9)) >= 4, network);
        }
    }

    @Test
    void ignoresOtherMeasurements() {
        assertTrue(StepTable.of(Recorded.measurements()).isEmpty());
    }
}
