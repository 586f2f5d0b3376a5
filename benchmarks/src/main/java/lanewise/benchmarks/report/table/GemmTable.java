package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The table of matrix products, beside those of OpenBLAS and the peak of the FMA units. */
public final class GemmTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of(
                    "form",
                    "size",
                    "Lanewise GFLOP/s",
                    "OpenBLAS GFLOP/s",
                    "ratio",
                    "of FMA peak",
                    "Lanewise, each fork",
                    "OpenBLAS, each fork");

    private static final String OURS = "SgemmKernel.";
    private static final String PEER = "SgemmPeer.";
    private static final String PEAK = "FmaPeak.";

    private GemmTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of our matrix products; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<List<String>> rows =
                products(measurements).stream()
                        .map(ours -> row(ours, peer(measurements, ours), peak(measurements)))
                        .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "sgemm on one thread, GFLOP/s, median over forks",
                                1,
                                HEADER,
                                rows));
    }

    /**
     * The peak of one core's FMA units, if measured: that of the fastest fork, because slower forks
     * reflect disturbances.
     *
     * @param measurements any measurements
     * @return operations per nanosecond
     */
    public static OptionalDouble peak(List<Measurement> measurements) {
        return measurements.stream()
                .filter(measurement -> measurement.benchmark().startsWith(PEAK))
                .mapToDouble(measurement -> 1 / measurement.min())
                .findFirst();
    }

    /**
     * Our products.
     *
     * @param measurements any measurements
     * @return those of our matrix products, in order
     */
    public static List<Measurement> products(List<Measurement> measurements) {
        return measurements.stream()
                .filter(measurement -> measurement.benchmark().startsWith(OURS))
                .toList();
    }

    /**
     * The matching product of OpenBLAS.
     *
     * @param measurements any measurements
     * @param ours one of {@link #products}
     * @return OpenBLAS's measurement of the same form and size, if any
     */
    public static Optional<Measurement> peer(List<Measurement> measurements, Measurement ours) {
        return measurements.stream()
                .filter(
                        measurement ->
                                measurement.benchmark().startsWith(PEER)
                                        && measurement.param("form").equals(ours.param("form"))
                                        && measurement.param("size").equals(ours.param("size")))
                .findFirst();
    }

    /**
     * The operations of a product.
     *
     * @param product one of {@link #products}
     * @return multiplications plus additions
     */
    public static double flops(Measurement product) {
        double size = Integer.parseInt(product.param("size"));
        return 2 * size * size * size;
    }

    private static List<String> row(
            Measurement ours, Optional<Measurement> peer, OptionalDouble peak) {
        double flops = flops(ours);
        return List.of(
                ours.param("form"),
                ours.param("size"),
                gigaflops(flops, ours),
                peer.map(other -> gigaflops(flops, other)).orElse(Figures.NONE),
                peer.map(other -> Figures.speedup(ours.speedupOver(other))).orElse(Figures.NONE),
                peak.isEmpty()
                        ? Figures.NONE
                        : Figures.percent(flops / ours.median() / peak.getAsDouble()),
                eachFork(flops, ours),
                peer.map(other -> eachFork(flops, other)).orElse(Figures.NONE));
    }

    private static String gigaflops(double flops, Measurement measurement) {
        return Figures.gigaflops(flops / measurement.median());
    }

    private static String eachFork(double flops, Measurement measurement) {
        return Figures.each(measurement.forks(), nanos -> Figures.gigaflops(flops / nanos));
    }
}
