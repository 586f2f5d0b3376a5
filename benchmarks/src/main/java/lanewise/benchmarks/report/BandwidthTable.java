package lanewise.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The measurements of reading and writing arrays. */
public final class BandwidthTable {
    static final List<String> HEADER =
            List.of("array", "KiB", "GB/s", "least … most", "GB/s, each fork");

    private BandwidthTable() {}

    /**
     * Makes the table.
     *
     * @param measurements any measurements
     * @return the table of those that are of memory; empty if there is none
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
                                "Reading and writing an array again and again on one core, GB/s,"
                                        + " median over forks",
                                1,
                                HEADER,
                                rows));
    }

    private static List<String> row(Measurement measurement) {
        double bytes = Integer.parseInt(measurement.param("kibibytes")) * 1024.0;
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
