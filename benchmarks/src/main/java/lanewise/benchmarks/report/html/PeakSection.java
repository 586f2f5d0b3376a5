package lanewise.benchmarks.report.html;

import lanewise.benchmarks.report.BandwidthTable;
import lanewise.benchmarks.report.Figures;
import lanewise.benchmarks.report.GemmTable;
import lanewise.benchmarks.report.Measurement;
import lanewise.benchmarks.report.Step;
import lanewise.benchmarks.report.StepTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How much of what the FMA units can do is done. */
final class PeakSection {
    private PeakSection() {}

    static Optional<Section> of(List<Measurement> measurements) {
        if (GemmTable.peak(measurements).isEmpty()) {
            return Optional.empty();
        }
        double peak = GemmTable.peak(measurements).getAsDouble();
        List<Node> content = new ArrayList<>();
        content.add(
                Section.paragraph(
                        "In this run one core did "
                                + Figures.gigaflops(peak)
                                + " GFLOP/s of fused multiply-adds that wait neither for memory nor for"
                                + " each other, in the fastest fork. Steps also compute activations and"
                                + " updates, which do not count as work here."));
        List<Step> steps = Step.of(measurements);
        if (!steps.isEmpty()) {
            content.add(bars(steps, peak).figure());
            StepTable.of(measurements).map(Tables::folded).ifPresent(content::add);
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
        // A core that clocks higher later on may beat its measured peak.
        double most =
                rows.stream()
                        .flatMap(row -> row.marks().stream())
                        .mapToDouble(RowChart.Mark::value)
                        .max()
                        .orElseThrow();
        return new RowChart(
                "bound",
                "Training steps, percent of the bound",
                "The bound is the time of the matrix products at the peak; threads share it.",
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
