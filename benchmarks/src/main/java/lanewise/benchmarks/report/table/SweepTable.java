package lanewise.benchmarks.report.table;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.workload.LayerShape;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The table of sweeps of a recurrent layer, beside the bound of the arithmetic units. */
public final class SweepTable {
    /** Names of the columns. */
    public static final List<String> HEADER =
            List.of(
                    "sweep of",
                    "units x rows",
                    "scalar µs",
                    "vector µs",
                    "min … max",
                    "GFLOP/s",
                    "flop bound µs",
                    "of the bound",
                    "speed-up");

    private static final Set<String> BENCHMARKS = Set.of("SweepKernel.sweep");

    private SweepTable() {}

    /**
     * Builds the table.
     *
     * @param measurements any measurements
     * @return the table of sweeps; empty if there are none
     */
    public static Optional<Table> of(List<Measurement> measurements) {
        OptionalDouble peak = GemmTable.peak(measurements);
        List<List<String>> rows =
                TierPair.of(measurements, BENCHMARKS).stream()
                        .map(pair -> row(pair, peak))
                        .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Table(
                                "Sweeps of a recurrent layer (all units to all units, then the"
                                        + " change of each row), µs, median over forks; the"
                                        + " bound is that of the products at the measured FMA"
                                        + " peak",
                                2,
                                HEADER,
                                rows));
    }

    private static List<String> row(TierPair pair, OptionalDouble peak) {
        LayerShape shape = KernelTable.shape(pair);
        double vector = pair.vector().median();
        boolean bounded = peak.isPresent();
        double bound = shape.flops() / peak.orElse(1);
        return List.of(
                pair.scalar().param("sweep"),
                shape.outputs() + " x " + shape.samples(),
                Figures.micros(pair.scalar().median()),
                Figures.micros(vector),
                Figures.range(pair.vector()),
                Figures.gigaflops(shape.flops() / vector),
                bounded ? Figures.micros(bound) : Figures.NONE,
                bounded ? Figures.percent(bound / vector) : Figures.NONE,
                Figures.speedup(pair.speedup()));
    }
}
