package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.svg.Axis;
import lanewise.benchmarks.report.html.svg.RowChart;
import lanewise.benchmarks.report.html.svg.Scale;
import lanewise.benchmarks.report.html.svg.Series;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.BandwidthTable;
import lanewise.benchmarks.report.table.Figures;
import lanewise.benchmarks.report.table.GemmTable;
import lanewise.benchmarks.report.table.Step;
import lanewise.benchmarks.report.table.StepPairTable;
import lanewise.benchmarks.report.table.StepTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Section on the fraction of the FMA peak reached. */
public final class PeakSection {
    private PeakSection() {}

    /**
     * Creates the section.
     *
     * @param measurements any measurements
     * @return the section; empty if nothing for it was measured
     */
    public static Optional<Section> of(List<Measurement> measurements) {
        if (GemmTable.peak(measurements).isEmpty()) {
            return Optional.empty();
        }
        double peak = GemmTable.peak(measurements).getAsDouble();
        List<Node> content = new ArrayList<>();
        content.add(
                Section.paragraph(
                        "In this run one core reached "
                                + Figures.gigaflops(peak)
                                + " GFLOP/s with independent fused multiply-adds on registers, in"
                                + " the fastest fork. Steps also compute activations"
                                + " and updates, which do not count as work here."));
        List<Step> steps = Step.of(measurements);
        if (!steps.isEmpty()) {
            content.add(bars(steps, peak).figure());
            StepTable.of(measurements).map(Tables::folded).ifPresent(content::add);
            StepPairTable.of(measurements).map(Tables::folded).ifPresent(content::add);
        }
        Roofline.of(measurements, steps, peak)
                .ifPresent(
                        roofline -> {
                            content.add(roofline.chart().figure());
                            content.add(Tables.folded(roofline.table()));
                        });
        BandwidthTable.of(measurements).map(Tables::folded).ifPresent(content::add);
        return Optional.of(new Section("peak", "How close to the machine", content));
    }

    private static RowChart bars(List<Step> steps, double peak) {
        List<RowChart.Row> rows = steps.stream().map(step -> bar(step, peak)).toList();
        // A core that clocks higher later may beat its measured peak.
        double most =
                rows.stream()
                        .flatMap(row -> row.marks().stream())
                        .mapToDouble(RowChart.Mark::value)
                        .max()
                        .orElseThrow();
        return new RowChart(
                "bound",
                "Training steps, percent of the bound",
                "The bound is the time of the matrix products at the peak, divided by the number"
                        + " of threads.",
                new Axis(
                        "percent of the bound",
                        Scale.linear(0, Math.max(1, most)),
                        Figures::percent),
                rows);
    }

    private static RowChart.Row bar(Step step, double peak) {
        double limit = peak * step.threads();
        Series series = Series.of(step.tier());
        return new RowChart.Row(
                ScalingSection.name(step),
                Figures.percent(step.flops() / step.measurement().median() / limit),
                step.flops() / step.measurement().median() / limit,
                series,
                step.measurement().forks().stream()
                        .map(
                                nanos ->
                                        new RowChart.Mark(
                                                step.flops() / nanos / limit,
                                                series,
                                                true,
                                                Figures.gigaflops(step.flops() / nanos)
                                                        + " GFLOP/s in one fork"))
                        .toList());
    }
}
