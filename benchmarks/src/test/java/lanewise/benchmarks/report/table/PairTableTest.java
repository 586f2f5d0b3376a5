package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class PairTableTest {
    private static final Map<String, String> PARAMS =
            Map.of("implementation", "specialised", "history", "true");

    @Test
    void ratioIgnoresProcessorSpeed() {
        Measurement pair =
                new Measurement(
                        "IrisPair.train",
                        PARAMS,
                        List.of(350.0, 525.0, 500.0),
                        Map.of(
                                "engine", List.of(3e8, 4.5e8, 6e8),
                                "control", List.of(4e8, 6e8, 4e8)));
        assertEquals(
                List.of(
                        "specialised",
                        "plain loops",
                        "yes",
                        "3",
                        "0.75",
                        "0.75 … 1.50",
                        "2.00×",
                        "0.75  0.75  1.50"),
                PairTable.of(List.of(pair)).orElseThrow().rows().getFirst());
    }

    @Test
    void namesTheControl() {
        Map<String, String> params =
                Map.of(
                        "implementation", "specialised",
                        "control", "C-intrinsics",
                        "history", "true");
        Map<String, List<Double>> shares = Map.of("engine", List.of(3e8), "control", List.of(2e8));
        Measurement pair = new Measurement("IrisPair.train", params, List.of(1.0), shares);
        assertEquals(
                List.of("specialised", "intrinsics"),
                PairTable.of(List.of(pair)).orElseThrow().rows().getFirst().subList(0, 2));
    }

    @Test
    void ignoresOtherMeasurements() {
        assertTrue(
                PairTable.of(List.of(new Measurement("IrisLoop.train", PARAMS, List.of(1.0))))
                        .isEmpty());
    }

    @Test
    void rejectsMissingCounters() {
        Measurement pair = new Measurement("IrisPair.train", PARAMS, List.of(1.0));
        assertEquals(
                "IrisPair.train has no secondary result engine, only []",
                assertThrows(IllegalArgumentException.class, () -> PairTable.of(List.of(pair)))
                        .getMessage());
    }
}
