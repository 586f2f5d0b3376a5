package lanewise.benchmarks.report.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.result.Recorded;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class DataTableTest {
    private static final Map<String, String> PLAIN = Map.of("numbers", "PLAIN");
    private static final Map<String, String> DOUBLES = Map.of("numbers", "DOUBLES");
    private static final Map<String, String> MILLION = Map.of("rows", "1000000");

    @Test
    void readingIsAsFastAsItsBytesASecond() {
        List<Measurement> measurements =
                List.of(
                        new Measurement("CsvReading.rows", PLAIN, List.of(5e6, 4e6, 10e6)),
                        new Measurement("CsvReading.table", DOUBLES, List.of(8e6)),
                        new Measurement("PeerCsvReading.fastCsv", PLAIN, List.of(20e6)));
        assertEquals(
                List.of(
                        List.of(
                                "1 to 9 digits",
                                "CsvRows",
                                "200",
                                "100 … 250",
                                "4.00×",
                                "200  250  100"),
                        List.of("15 to 17 digits", "Table.read", "125", "125 … 125", "–", "125"),
                        List.of(
                                "1 to 9 digits",
                                "FastCSV, Double.parseDouble",
                                "50",
                                "50 … 50",
                                "1.00×",
                                "50")),
                DataTable.ofReading(measurements).orElseThrow().rows());
    }

    @Test
    void preparationIsComparedWithAnEpoch() {
        List<Measurement> measurements =
                List.of(
                        new Measurement("PrepareTable.apply", MILLION, List.of(2e8, 1e8, 3e8)),
                        new Measurement("PrepareTable.epoch", MILLION, List.of(1e9)),
                        new Measurement("PrepareRecord.map", Map.of(), List.of(219.0)));
        assertEquals(
                List.of(
                        List.of(
                                "1000000 rows x 20 columns",
                                "apply",
                                "200,000",
                                "100,000 … 300,000",
                                "20 %",
                                "200,000  100,000  300,000"),
                        List.of(
                                "1000000 rows x 20 columns",
                                "epoch of 64-32 units, for comparison",
                                "1,000,000",
                                "1,000,000 … 1,000,000",
                                "100 %",
                                "1,000,000"),
                        List.of(
                                "a record of 10 columns",
                                "map",
                                "0.219",
                                "0.219 … 0.219",
                                "–",
                                "0.219")),
                DataTable.ofPreparation(measurements).orElseThrow().rows());
    }

    @Test
    void ignoresOtherMeasurements() {
        assertTrue(DataTable.ofReading(Recorded.measurements()).isEmpty());
        assertTrue(DataTable.ofPreparation(Recorded.measurements()).isEmpty());
    }
}
