package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ManyModelsTableTest {
    private static final Map<String, String> PARAMS = Map.of("network", "4-2-3 x 8");

    @Test
    void showsTimesPerModelAndStepAndTheirRatios() {
        Measurement pair =
                new Measurement(
                        "ManyModelsPair.train",
                        PARAMS,
                        List.of(1.0, 1.0, 1.0),
                        Map.of(
                                "sideBySide", List.of(5e6, 6e6, 4e6),
                                "oneByOne", List.of(50e6, 30e6, 60e6),
                                "auto", List.of(60e6, 60e6, 60e6),
                                "steps", List.of(1e5, 1e5, 1e5)));
        assertEquals(
                List.of(
                        "4-2-3 x 8",
                        "50.0",
                        "500",
                        "600",
                        "3",
                        "10.0×",
                        "5.00 … 15.0",
                        "12.0×",
                        "10.0  5.00  15.0"),
                ManyModelsTable.of(List.of(pair)).orElseThrow().rows().getFirst());
    }

    @Test
    void ignoresOtherMeasurements() {
        assertTrue(
                ManyModelsTable.of(List.of(new Measurement("StepPair.train", PARAMS, List.of(1.0))))
                        .isEmpty());
    }
}
