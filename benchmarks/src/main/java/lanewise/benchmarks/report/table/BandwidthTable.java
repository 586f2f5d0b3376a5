package lanewise.benchmarks.report.table;

import lanewise.benchmarks.jmh.machine.MemoryBandwidth;
import lanewise.benchmarks.report.result.Measurement;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/** The table of memory bandwidths. */
public final class BandwidthTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of("array", "KiB", "GB/s", "least … most", "GB/s, each fork");

    private BandwidthTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of memory benchmarks; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<List<String>> rows =
                measurements.stream()
                        .filter(m -> m.benchmark().startsWith("MemoryBandwidth."))
                        .map(BandwidthTable::row)
                        .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Repeated reading and writing of an array on one core, GB/s,"
                                        + " median over forks",
                                1,
                                HEADER,
                                rows));
    }

    /**
     * The read bandwidths of one core by array size.
     *
     * @param measurements any measurements
     * @return GB/s in the fastest fork by name, the smallest array first: L1, L2, L3 and memory for
     *     the sizes of the benchmark
     */
    public static SequencedMap<String, Double> bandwidths(List<Measurement> measurements) {
        SequencedMap<String, Double> bandwidths = new LinkedHashMap<>();
        measurements.stream()
                .filter(m -> m.benchmark().equals("MemoryBandwidth.load"))
                .sorted(Comparator.comparingInt(BandwidthTable::kibibytes))
                .forEach(m -> bandwidths.put(level(kibibytes(m)), kibibytes(m) * 1024.0 / m.min()));
        return bandwidths;
    }

    private static int kibibytes(Measurement measurement) {
        return Integer.parseInt(measurement.param("kibibytes"));
    }

    private static String level(int kibibytes) {
        return switch (kibibytes) {
            case MemoryBandwidth.FIRST_LEVEL -> "L1";
            case MemoryBandwidth.SECOND_LEVEL -> "L2";
            case MemoryBandwidth.THIRD_LEVEL -> "L3";
            case MemoryBandwidth.MEMORY -> "memory";
            default -> kibibytes + " KiB";
        };
    }

    private static List<String> row(Measurement measurement) {
        double bytes = kibibytes(measurement) * 1024.0;
        boolean load = measurement.benchmark().endsWith(".load");
        return List.of(
                load ? "read" : "written",
                measurement.param("kibibytes"),
                rate(bytes / measurement.median()),
                rate(bytes / measurement.max()) + " … " + rate(bytes / measurement.min()),
                Figures.each(measurement.forks(), nanos -> rate(bytes / nanos)));
    }

    private static String rate(double gigabytes) {
        return String.format(Locale.ROOT, "%.1f", gigabytes);
    }
}
