package lanewise.benchmarks.report.html;

import lanewise.benchmarks.report.Figures;
import lanewise.benchmarks.report.KernelTable;
import lanewise.benchmarks.report.Measurement;

import java.util.List;
import java.util.Optional;

/** Single kernels, the vector tier compared with the scalar one. */
final class KernelSection {
    private KernelSection() {}

    static Optional<Section> of(List<Measurement> measurements) {
        return KernelTable.of(measurements)
                .map(
                        table ->
                                new Section(
                                        "kernels",
                                        "Single kernels",
                                        List.of(
                                                chart(KernelTable.pairs(measurements)).figure(),
                                                Tables.folded(table))));
    }

    private static RowChart chart(List<KernelTable.Pair> pairs) {
        double most = pairs.stream().mapToDouble(KernelSection::factor).max().orElseThrow();
        return new RowChart(
                "kernel",
                "Vector tier against scalar tier",
                "How many times as fast a kernel is with vectors, median against median.",
                new Axis("times as fast", Scale.linear(0, Math.max(1, most)), Numbers::plain),
                pairs.stream().map(KernelSection::row).toList());
    }

    private static RowChart.Row row(KernelTable.Pair pair) {
        return new RowChart.Row(
                pair.kernel() + " " + pair.shape(),
                Figures.micros(pair.vector().median())
                        + " µs · "
                        + Figures.factor(factor(pair))
                        + " times as fast",
                factor(pair),
                Series.VECTOR,
                List.of());
    }

    private static double factor(KernelTable.Pair pair) {
        return pair.vector().speedupOver(pair.scalar());
    }
}
