package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.benchmarks.report.result.Measurement;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

class ElementTableTest {
    private static Measurement update(String tier, String update, double... nanos) {
        return new Measurement(
                "UpdateKernel.step",
                Map.of("tier", tier, "update", update, "parameters", "1024"),
                Arrays.stream(nanos).boxed().toList());
    }

    @Test
    void putsTiersOfAKernelInOneRow() {
        assertEquals(
                List.of(
                        List.of(
                                "Update",
                                "1024 parameters, ADAM",
                                "1600",
                                "160",
                                "99.9 … 200",
                                "10.0×")),
                ElementTable.of(
                                List.of(
                                        update("scalar", "ADAM", 1600),
                                        update("scalar", "SGD", 300),
                                        update("vector", "ADAM", 200, 99.9, 160)))
                        .orElseThrow()
                        .rows());
    }
}
