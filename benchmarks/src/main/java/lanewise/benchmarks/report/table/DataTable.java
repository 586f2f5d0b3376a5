package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What comes before a training: reading a file, and preparing its columns. */
public final class DataTable {
    /** Names of the columns of {@link #ofReading}. */
    public static final List<String> READING =
            List.of("numbers", "read by", "MB/s", "least … most", "over FastCSV", "each fork");

    /** Names of the columns of {@link #ofPreparation}. */
    public static final List<String> PREPARATION =
            List.of("what is prepared", "how", "µs", "min … max", "of an epoch", "each fork");

    private static final Map<String, String> READERS =
            Map.of(
                    "CsvReading.rows", "CsvRows",
                    "CsvReading.table", "Table.read",
                    "CsvReading.dataset", "Csv.read",
                    "PeerCsvReading.fastCsv", "FastCSV, Double.parseDouble",
                    "PeerCsvReading.univocity", "univocity-parsers, Double.parseDouble");

    private static final Map<String, String> NUMBERS =
            Map.of("PLAIN", "1 to 9 digits", "DOUBLES", "15 to 17 digits");

    private static final Map<String, String> PREPARATIONS =
            Map.of(
                    "PrepareTable.fit", "fit",
                    "PrepareTable.apply", "apply",
                    "PrepareTable.epoch", "epoch of 64-32 units, for comparison",
                    "PrepareRecord.values", "values in order",
                    "PrepareRecord.javaRecord", "Java record",
                    "PrepareRecord.map", "map");

    private DataTable() {}

    /**
     * Builds the table of reading CSV files.
     *
     * @param measurements any measurements
     * @return the table; empty if no reading was measured
     */
    public static Optional<Table> ofReading(List<Measurement> measurements) {
        List<List<String>> rows = new ArrayList<>();
        for (Measurement m : measurements) {
            if (READERS.containsKey(m.benchmark())) {
                String numbers = m.param("numbers");
                Optional<Measurement> fastCsv =
                        measurements.stream()
                                .filter(other -> other.benchmark().equals("PeerCsvReading.fastCsv"))
                                .filter(other -> other.param("numbers").equals(numbers))
                                .findFirst();
                rows.add(
                        List.of(
                                NUMBERS.getOrDefault(numbers, numbers),
                                READERS.get(m.benchmark()),
                                rate(m.median()),
                                rate(m.max()) + " … " + rate(m.min()),
                                fastCsv.map(other -> Figures.speedup(m.speedupOver(other)))
                                        .orElse(Figures.NONE),
                                Figures.each(m.forks(), DataTable::rate)));
            }
        }
        return table(
                "Reading a CSV file of numbers, 20 columns, on one thread, MB/s (10⁶ bytes),"
                        + " median over forks",
                READING,
                rows);
    }

    /**
     * Builds the table of preparing tables and records.
     *
     * @param measurements any measurements
     * @return the table; empty if no preparation was measured
     */
    public static Optional<Table> ofPreparation(List<Measurement> measurements) {
        Optional<Measurement> epoch =
                measurements.stream()
                        .filter(m -> m.benchmark().equals("PrepareTable.epoch"))
                        .findFirst();
        List<List<String>> rows = new ArrayList<>();
        for (Measurement m : measurements) {
            if (PREPARATIONS.containsKey(m.benchmark())) {
                boolean whole = m.benchmark().startsWith("PrepareTable.");
                rows.add(
                        List.of(
                                whole
                                        ? m.param("rows") + " rows x 20 columns"
                                        : "a record of 10 columns",
                                PREPARATIONS.get(m.benchmark()),
                                micros(m.median()),
                                micros(m.min()) + " … " + micros(m.max()),
                                epoch.filter(_ -> whole)
                                        .map(of -> Figures.percent(m.median() / of.median()))
                                        .orElse(Figures.NONE),
                                Figures.each(m.forks(), DataTable::micros)));
            }
        }
        return table(
                "Preparation of tables and records on one thread, µs, median over forks",
                PREPARATION,
                rows);
    }

    private static Optional<Table> table(
            String title, List<String> header, List<List<String>> rows) {
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Table(title, 2, header, rows));
    }

    private static String micros(double nanos) {
        return nanos < 1e6
                ? Figures.significant(nanos / 1e3)
                : String.format(Locale.ROOT, "%,.0f", nanos / 1e3);
    }

    /** Megabytes a second. */
    private static String rate(double nanosOfMegabyte) {
        return String.format(Locale.ROOT, "%.0f", 1e9 / nanosOfMegabyte);
    }
}
