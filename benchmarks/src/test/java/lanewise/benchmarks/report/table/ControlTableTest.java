package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.result.Recorded;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ControlTableTest {
    private static Measurement step(String network, String tier, double nanos) {
        return new Measurement(
                "TrainingStep.step", Map.of("network", network, "tier", tier), List.of(nanos));
    }

    private static List<List<String>> rows(Measurement... measurements) {
        return ControlTable.of(List.of(measurements)).orElseThrow().rows();
    }

    @Test
    void comparesOnlyDifferentAmountsOfWork() {
        assertEquals(
                List.of(
                        List.of(
                                "TrainingStep 64-32-10, tier vector",
                                "x 32 … x 64",
                                "2.0",
                                "1.8",
                                "in proportion")),
                rows(
                        step("64-32-10 x 64", "vector", 9000),
                        step("64-32-10 x 64", "scalar", 250_000),
                        step("4-16-3 x 130", "vector", 2500),
                        step("64-32-10 x 32", "vector", 5000)));
    }

    @Test
    void detectsEliminatedWork() {
        assertEquals(
                "too fast: is all of the work done?",
                rows(step("4-16-3 x 130", "vector", 2500), step("4-16-3 x 1300", "vector", 2600))
                        .getFirst()
                        .getLast());
    }

    @Test
    void workOfProductsIsCubic() {
        Measurement small =
                new Measurement(
                        "SgemmKernel.multiply", Map.of("form", "NN", "size", "64"), List.of(1.0));
        Measurement large =
                new Measurement(
                        "SgemmKernel.multiply", Map.of("form", "NN", "size", "128"), List.of(40.0));
        assertEquals(
                List.of("SgemmKernel, form NN", "64 … 128", "8.0", "40.0", "too slow: investigate"),
                rows(large, small).getFirst());
    }

    @Test
    void ignoresBenchmarksWithoutSize() {
        assertTrue(ControlTable.of(Recorded.measurements().subList(0, 4)).isEmpty());
    }
}
