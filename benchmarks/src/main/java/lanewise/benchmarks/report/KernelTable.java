package lanewise.benchmarks.report;

import lanewise.benchmarks.jmh.LayerShape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The measurements of single kernels, the vector tier compared with the scalar one. */
public final class KernelTable {
    static final List<String> HEADER =
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
     * Makes the table.
     *
     * @param measurements any measurements
     * @return the table of those that are of kernels; empty if there is none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        List<List<String>> rows = pairs(measurements).stream().map(KernelTable::row).toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Single kernels, µs per call, median over forks;"
                                        + " GFLOP/s count the matrix product alone (2 · inputs · outputs · samples)",
                                2,
                                HEADER,
                                rows));
    }

    /**
     * The measurements of one kernel and shape on both tiers.
     *
     * @param scalar on the scalar tier
     * @param vector on the vector tier
     */
    public record Pair(Measurement scalar, Measurement vector) {
        /**
         * The kernel.
         *
         * @return its name
         */
        public String kernel() {
            return scalar.benchmark().substring(scalar.benchmark().indexOf('.') + 1);
        }

        /**
         * What it computed on.
         *
         * @return the layer and its samples
         */
        public LayerShape shape() {
            return LayerShape.parse(scalar.param("shape"));
        }
    }

    /**
     * The kernels that were measured on both tiers.
     *
     * @param measurements any measurements
     * @return a pair for each kernel and shape
     */
    public static List<Pair> pairs(List<Measurement> measurements) {
        List<Pair> pairs = new ArrayList<>();
        for (Measurement scalar : ofTier(measurements, "scalar")) {
            for (Measurement vector : ofTier(measurements, "vector")) {
                if (vector.benchmark().equals(scalar.benchmark())
                        && vector.param("shape").equals(scalar.param("shape"))) {
                    pairs.add(new Pair(scalar, vector));
                }
            }
        }
        return pairs;
    }

    private static List<Measurement> ofTier(List<Measurement> measurements, String tier) {
        return measurements.stream()
                .filter(measurement -> BENCHMARKS.contains(measurement.benchmark()))
                .filter(measurement -> measurement.param("tier").equals(tier))
                .toList();
    }

    private static List<String> row(Pair pair) {
        double flops = pair.shape().flops();
        return List.of(
                pair.kernel(),
                pair.shape().toString(),
                Figures.micros(pair.scalar().median()),
                Figures.micros(pair.vector().median()),
                Figures.range(pair.vector()),
                Figures.gigaflops(flops / pair.scalar().median()),
                Figures.gigaflops(flops / pair.vector().median()),
                Figures.speedup(pair.vector().speedupOver(pair.scalar())));
    }
}
