package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.svg.Axis;
import lanewise.benchmarks.report.html.svg.RowChart;
import lanewise.benchmarks.report.html.svg.Scale;
import lanewise.benchmarks.report.html.svg.Series;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.ElementTable;
import lanewise.benchmarks.report.table.Figures;
import lanewise.benchmarks.report.table.KernelTable;
import lanewise.benchmarks.report.table.SweepTable;
import lanewise.benchmarks.report.table.TierPair;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Section on single kernels, vector tier against scalar tier. */
public final class KernelSection {
    private KernelSection() {}

    /**
     * Creates the section.
     *
     * @param measurements any measurements
     * @return the section; empty if nothing for it was measured
     */
    public static Optional<Section> of(List<Measurement> measurements) {
        List<Node> content = new ArrayList<>();
        KernelTable.of(measurements)
                .ifPresent(
                        table -> {
                            content.add(chart(KernelTable.pairs(measurements)).figure());
                            content.add(Tables.folded(table));
                        });
        SweepTable.of(measurements).map(Tables::folded).ifPresent(content::add);
        ElementTable.of(measurements).map(Tables::folded).ifPresent(content::add);
        return content.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section("kernels", "Single kernels", content));
    }

    private static RowChart chart(List<TierPair> pairs) {
        double most = pairs.stream().mapToDouble(KernelSection::factor).max().orElseThrow();
        return new RowChart(
                "kernel",
                "Vector tier against scalar tier",
                "Speed-up of the vector kernels, median against median.",
                new Axis("times as fast", Scale.linear(0, Math.max(1, most)), Numbers::plain),
                pairs.stream().map(KernelSection::row).toList());
    }

    private static RowChart.Row row(TierPair pair) {
        return new RowChart.Row(
                pair.kernel() + " " + KernelTable.shape(pair),
                Figures.micros(pair.vector().median())
                        + " µs · "
                        + Figures.factor(factor(pair))
                        + " times as fast",
                factor(pair),
                Series.VECTOR,
                List.of());
    }

    private static double factor(TierPair pair) {
        return pair.speedup();
    }
}
