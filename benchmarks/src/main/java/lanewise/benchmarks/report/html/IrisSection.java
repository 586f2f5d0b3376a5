package lanewise.benchmarks.report.html;

import lanewise.benchmarks.report.Figures;
import lanewise.benchmarks.report.IrisTable;
import lanewise.benchmarks.report.Measurement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How many iterations of the iris loop there are in a second, by implementation. */
final class IrisSection {
    private IrisSection() {}

    static Optional<Section> of(List<Measurement> measurements) {
        List<Node> content = new ArrayList<>();
        content.add(
                Section.paragraph(
                        "The classic tutorial’s network of 4 inputs, 2 hidden and 3 output units,"
                                + " trained for 5000 iterations on all 130 rows: forward, backward and"
                                + " update. Textbook is the tutorial’s code in Java as it stands."));
        figure(measurements, "true", "Iterations a second, errors and accuracy recorded")
                .ifPresent(content::add);
        figure(measurements, "false", "Iterations a second, nothing recorded")
                .ifPresent(content::add);
        return IrisTable.of(measurements)
                .map(
                        table -> {
                            content.add(Tables.folded(table));
                            return new Section("iris", "The iris loop", content);
                        });
    }

    private static Optional<Element> figure(
            List<Measurement> measurements, String history, String title) {
        List<Measurement> loops =
                IrisTable.measurements(measurements).stream()
                        .filter(loop -> loop.param("history").equals(history))
                        .toList();
        if (loops.isEmpty()) {
            return Optional.empty();
        }
        double fastest =
                loops.stream().mapToDouble(loop -> perSecond(loop.min())).max().orElseThrow();
        Axis axis = new Axis("iterations a second", Scale.linear(0, fastest), Numbers::compact);
        return Optional.of(
                new RowChart(
                                "iris-" + (history.equals("true") ? "recorded" : "bare"),
                                title,
                                "Bars are medians over forks, dots single forks. Longer is faster.",
                                axis,
                                loops.stream().map(loop -> row(measurements, loop)).toList())
                        .figure());
    }

    private static RowChart.Row row(List<Measurement> measurements, Measurement loop) {
        Series series = Series.of(IrisTable.implementation(loop));
        String speed =
                String.format(Locale.ROOT, "%,.0f", perSecond(loop.median()))
                        + IrisTable.control(measurements, loop)
                                .filter(control -> !control.equals(loop))
                                .map(
                                        control ->
                                                " · "
                                                        + Figures.factor(loop.speedupOver(control))
                                                        + " times textbook")
                                .orElse("");
        return new RowChart.Row(
                IrisTable.implementation(loop),
                speed,
                perSecond(loop.median()),
                series,
                loop.forks().stream()
                        .map(
                                nanos ->
                                        new RowChart.Mark(
                                                perSecond(nanos),
                                                series,
                                                true,
                                                Figures.micros(nanos) + " µs per iteration"))
                        .toList());
    }

    private static double perSecond(double nanos) {
        return 1e9 / nanos;
    }
}
