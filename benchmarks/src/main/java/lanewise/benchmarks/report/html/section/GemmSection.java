package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.svg.Axis;
import lanewise.benchmarks.report.html.svg.RowChart;
import lanewise.benchmarks.report.html.svg.Scale;
import lanewise.benchmarks.report.html.svg.Series;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.Figures;
import lanewise.benchmarks.report.table.GemmTable;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Section on matrix products, beside those of OpenBLAS. */
public final class GemmSection {
    /** Multiple at which the axis may start. */
    private static final double ROUND = 20;

    private GemmSection() {}

    /**
     * Creates the section.
     *
     * @param measurements any measurements
     * @return the section; empty if nothing for it was measured
     */
    public static Optional<Section> of(List<Measurement> measurements) {
        return GemmTable.of(measurements)
                .map(
                        table ->
                                new Section(
                                        "products",
                                        "Matrix products, beside OpenBLAS",
                                        List.of(
                                                Section.paragraph(introduction(measurements)),
                                                chart(measurements).figure(),
                                                Tables.folded(table))));
    }

    private static String introduction(List<Measurement> measurements) {
        String forms =
                "Single-precision products of square matrices on one thread, packing included. N"
                        + " and T state whether each factor is plain or transposed. ";
        return forms + comparison(measurements).orElse("OpenBLAS was not measured in this run.");
    }

    /** The comparison with OpenBLAS in a sentence; empty if OpenBLAS was not measured. */
    static Optional<String> comparison(List<Measurement> measurements) {
        List<Double> ratios = ratios(measurements);
        if (ratios.isEmpty()) {
            return Optional.empty();
        }
        long faster = ratios.stream().filter(ratio -> ratio > 1).count();
        return Optional.of(
                "By the medians, Lanewise is faster than OpenBLAS in "
                        + faster
                        + " of "
                        + Numbers.count(ratios.size(), "product", "products")
                        + ", with "
                        + range(ratios)
                        + " times its speed.");
    }

    static List<Double> ratios(List<Measurement> measurements) {
        return GemmTable.products(measurements).stream()
                .flatMap(ours -> GemmTable.peer(measurements, ours).stream().map(ours::speedupOver))
                .toList();
    }

    static String range(List<Double> ratios) {
        String least = Figures.factor(ratios.stream().min(Double::compare).orElseThrow());
        String most = Figures.factor(ratios.stream().max(Double::compare).orElseThrow());
        return least.equals(most) ? least : least + " to " + most;
    }

    private static RowChart chart(List<Measurement> measurements) {
        OptionalDouble peak = GemmTable.peak(measurements);
        List<RowChart.Row> rows =
                GemmTable.products(measurements).stream()
                        .map(ours -> row(ours, GemmTable.peer(measurements, ours)))
                        .toList();
        DoubleSummaryStatistics speeds =
                rows.stream()
                        .flatMap(row -> row.marks().stream())
                        .mapToDouble(RowChart.Mark::value)
                        .summaryStatistics();
        double start = Math.max(0, ROUND * Math.floor(speeds.getMin() / ROUND - 0.5));
        return new RowChart(
                "gemm",
                "GFLOP/s by form and size",
                "Circles are Lanewise, diamonds OpenBLAS, both medians; small dots are single"
                        + " forks."
                        + (peak.isPresent()
                                ? " The axis goes from "
                                        + Numbers.plain(start)
                                        + " to the measured peak of fused multiply-adds, "
                                        + Figures.gigaflops(peak.getAsDouble())
                                        + " GFLOP/s."
                                : ""),
                new Axis(
                        "GFLOP/s",
                        Scale.linear(start, Math.max(speeds.getMax(), peak.orElse(0))),
                        Numbers::plain),
                rows);
    }

    private static RowChart.Row row(Measurement ours, Optional<Measurement> peer) {
        double flops = GemmTable.flops(ours);
        List<RowChart.Mark> marks = new ArrayList<>();
        peer.ifPresent(other -> forks(other, flops, Series.PEER, marks));
        forks(ours, flops, Series.VECTOR, marks);
        peer.ifPresent(other -> marks.add(median(other, flops, Series.PEER, "OpenBLAS")));
        marks.add(median(ours, flops, Series.VECTOR, "Lanewise"));
        String figure =
                Figures.gigaflops(flops / ours.median())
                        + peer.map(
                                        other ->
                                                " · "
                                                        + Figures.factor(ours.speedupOver(other))
                                                        + " times OpenBLAS")
                                .orElse("");
        return new RowChart.Row(
                ours.param("form") + " " + ours.param("size"),
                figure,
                Double.NaN,
                Series.VECTOR,
                marks);
    }

    private static void forks(
            Measurement measurement, double flops, Series series, List<RowChart.Mark> marks) {
        for (double nanos : measurement.forks()) {
            double speed = flops / nanos;
            marks.add(
                    new RowChart.Mark(
                            speed,
                            series,
                            true,
                            Figures.gigaflops(speed) + " GFLOP/s in one fork"));
        }
    }

    private static RowChart.Mark median(
            Measurement measurement, double flops, Series series, String name) {
        double speed = flops / measurement.median();
        return new RowChart.Mark(
                speed, series, false, name + ", " + Figures.gigaflops(speed) + " GFLOP/s");
    }
}
