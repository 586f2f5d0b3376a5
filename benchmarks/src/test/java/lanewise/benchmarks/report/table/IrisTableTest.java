package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.benchmarks.report.result.Measurement;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class IrisTableTest {
    private static final Measurement C = c("true", 400.0, 500.0, 450.0);

    private static Measurement c(String history, Double... forks) {
        return new Measurement("IrisControl.train", Map.of("history", history), List.of(forks));
    }

    private static List<String> lastRow(Measurement... measurements) {
        return IrisTable.of(List.of(measurements)).orElseThrow().rows().getLast();
    }

    private static Measurement textbook(String history, double nanos) {
        return new Measurement(
                "IrisLoop.train",
                Map.of("implementation", "textbook", "history", history),
                List.of(nanos));
    }

    @Test
    void comparesCWithTextbookOfSameHistory() {
        assertEquals(
                List.of(
                        "C, gcc -O3",
                        "yes",
                        "0.450",
                        "0.400 … 0.500",
                        "100.0×",
                        "2,222,222",
                        "–",
                        "0.400  0.500  0.450"),
                lastRow(textbook("false", 20000), textbook("true", 45000), C));
    }

    @Test
    void omitsSpeedupWithoutTextbook() {
        assertEquals(
                List.of("C, gcc -O3", "no", "–"),
                List.of(0, 1, 4).stream()
                        .map(lastRow(textbook("true", 45000), c("false", 400.0))::get)
                        .toList());
    }
}
