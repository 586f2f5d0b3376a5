package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.workload.LayerShape;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The table of single kernels, vector tier against scalar tier. */
public final class KernelTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of(
                    "kernel",
                    "layer x samples",
                    "scalar µs",
                    "vector µs",
                    "min … max",
                    "scalar GFLOP/s",
                    "vector GFLOP/s",
                    "speed-up");

    private static final Set<String> BENCHMARKS =
            Set.of("ForwardKernel.forward", "GradientKernel.gradient", "BackwardKernel.backward");

    private KernelTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of kernels; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<List<String>> rows = pairs(measurements).stream().map(KernelTable::row).toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Single kernels, µs per call, median over forks;"
                                        + " GFLOP/s count the matrix product alone (2 · inputs ·"
                                        + " outputs · samples)",
                                2,
                                HEADER,
                                rows));
    }

    /**
     * The kernels measured on both tiers.
     *
     * @param measurements any measurements
     * @return a pair for each kernel and shape
     */
    public static List<TierPair> pairs(List<Measurement> measurements) {
        return TierPair.of(measurements, BENCHMARKS);
    }

    /**
     * The shape of a kernel's layer.
     *
     * @param pair one of {@link #pairs}
     * @return the layer and its samples
     */
    public static LayerShape shape(TierPair pair) {
        return LayerShape.parse(pair.scalar().param("shape"));
    }

    private static List<String> row(TierPair pair) {
        double flops = shape(pair).flops();
        return List.of(
                pair.kernel(),
                shape(pair).toString(),
                Figures.micros(pair.scalar().median()),
                Figures.micros(pair.vector().median()),
                Figures.range(pair.vector()),
                Figures.gigaflops(flops / pair.scalar().median()),
                Figures.gigaflops(flops / pair.vector().median()),
                Figures.speedup(pair.speedup()));
    }
}
