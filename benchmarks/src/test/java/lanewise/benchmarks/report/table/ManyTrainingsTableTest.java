package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ManyTrainingsTableTest {
    private static final Measurement SKLEARN =
            new Measurement(
                    "ManyModelsSklearn.search",
                    Map.of(),
                    List.of(60e6, 80e6, 50e6),
                    Map.of("accuracy", List.of(0.94, 0.94, 0.94)));

    private static final Measurement SMILE =
            new Measurement(
                    "ManyModelsSmile.search",
                    Map.of(),
                    List.of(90e6, 70e6, 80e6),
                    Map.of("accuracy", List.of(0.945, 0.945, 0.945)));

    private static Measurement shares(String benchmark, double accuracy) {
        return new Measurement(
                benchmark,
                Map.of(),
                List.of(1.0, 1.0),
                Map.of(
                        "oneThread", List.of(200e6, 400e6),
                        "twoThreads", List.of(100e6, 250e6),
                        "trainings", List.of(100.0, 100.0),
                        "oneByOne", List.of(400e6, 600e6),
                        "oneByOneTrainings", List.of(10.0, 10.0),
                        "accuracy", List.of(accuracy, accuracy)));
    }

    private static List<List<String>> rows(Measurement... measurements) {
        return ManyTrainingsTable.of(List.of(measurements)).orElseThrow().rows().stream()
                .map(row -> row.subList(1, row.size()))
                .toList();
    }

    @Test
    void restartsHaveNoAccuracy() {
        String none = Figures.NONE;
        assertEquals(
                List.of(
                        List.of(
                                "Trainer.fit one by one, AUTO",
                                "1",
                                "50.0",
                                "40.0 … 60.0",
                                none,
                                none,
                                none,
                                none,
                                none,
                                "40.0  60.0"),
                        List.of(
                                "TrainingGroup",
                                "1",
                                "3.00",
                                "2.00 … 4.00",
                                none,
                                "17.5×",
                                none,
                                none,
                                none,
                                "2.00  4.00"),
                        List.of(
                                "TrainingGroup",
                                "2",
                                "1.75",
                                "1.00 … 2.50",
                                "1.80×",
                                "32.0×",
                                none,
                                none,
                                none,
                                "1.00  2.50")),
                rows(shares("ManyModelsRestarts.train", 0)));
    }

    @Test
    void searchesAreComparedWithScikitLearn() {
        List<List<String>> rows = rows(SKLEARN, shares("ManyModelsSearch.search", 0.9512));
        assertEquals(4, rows.size());
        assertEquals("1.20×", rows.get(0).get(6));
        assertEquals("20.0×", rows.get(1).get(6));
        assertEquals("34.3×", rows.get(2).get(6));
        assertEquals(Figures.NONE, rows.get(2).get(7));
        assertEquals("0.951", rows.get(2).get(8));
        assertEquals(
                List.of("scikit-learn, GridSearchCV", "2", "60.0", "50.0 … 80.0"),
                rows.get(3).subList(0, 4));
        assertEquals("0.940", rows.get(3).get(8));
    }

    @Test
    void searchesAreComparedWithSmile() {
        List<List<String>> rows = rows(SMILE, SKLEARN, shares("ManyModelsSearch.search", 0.9512));
        assertEquals(5, rows.size());
        assertEquals("20.0×", rows.get(1).get(6));
        assertEquals("1.60×", rows.get(0).get(7));
        assertEquals("26.7×", rows.get(1).get(7));
        assertEquals("45.7×", rows.get(2).get(7));
        assertEquals(
                List.of("Smile, cross-validation of MLP", "1", "80.0", "70.0 … 90.0"),
                rows.get(4).subList(0, 4));
        assertEquals("0.945", rows.get(4).get(8));
    }

    @Test
    void restartsHaveNoControls() {
        List<List<String>> rows = rows(SMILE, SKLEARN, shares("ManyModelsRestarts.train", 0));
        assertEquals(List.of(Figures.NONE, Figures.NONE), rows.get(1).subList(6, 8));
    }

    @Test
    void searchesNeedNoControls() {
        List<String> row = rows(shares("ManyModelsSearch.search", 0.9)).get(1);
        assertEquals(List.of(Figures.NONE, Figures.NONE), row.subList(6, 8));
    }

    @Test
    void ignoresOtherMeasurements() {
        assertTrue(
                ManyTrainingsTable.of(
                                List.of(
                                        new Measurement(
                                                "ManyModelsPair.train", Map.of(), List.of(1.0))))
                        .isEmpty());
    }
}
