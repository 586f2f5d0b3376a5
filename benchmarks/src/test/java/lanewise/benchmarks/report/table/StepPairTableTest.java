package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class StepPairTableTest {
    private static final Map<String, String> PARAMS = Map.of("network", "64-32-10 x 32");

    @Test
    void showsTimesPerStepAndTheirRatio() {
        Measurement pair =
                new Measurement(
                        "StepPair.train",
                        PARAMS,
                        List.of(1.0, 1.0, 1.0),
                        Map.of(
                                "engine", List.of(4e8, 6e8, 5e8),
                                "control", List.of(8e8, 8e8, 10e8),
                                "steps", List.of(1e5, 1e5, 1e5)));
        assertEquals(
                List.of(
                        "64-32-10 x 32",
                        "5.000",
                        "8.000",
                        "3",
                        "0.50",
                        "0.50 … 0.75",
                        "0.50  0.75  0.50"),
                StepPairTable.of(List.of(pair)).orElseThrow().rows().getFirst());
    }

    @Test
    void ignoresOtherMeasurements() {
        assertTrue(
                StepPairTable.of(List.of(new Measurement("IrisPair.train", PARAMS, List.of(1.0))))
                        .isEmpty());
    }
}
