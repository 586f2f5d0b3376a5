package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.svg.Axis;
import lanewise.benchmarks.report.html.svg.RowChart;
import lanewise.benchmarks.report.html.svg.Scale;
import lanewise.benchmarks.report.html.svg.Series;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.Figures;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Chart of the work per second of a training, by implementation.
 *
 * @param what unit of work, such as {@code iteration}
 * @param name the implementation of a measurement
 * @param control the measurement to compare with, the textbook's
 */
record LoopChart(
        String what,
        Function<Measurement, String> name,
        Function<Measurement, Optional<Measurement>> control) {

    /** Creates the chart of at least one loop. */
    Element figure(String id, String title, List<Measurement> loops) {
        double fastest =
                loops.stream().mapToDouble(loop -> perSecond(loop.min())).max().orElseThrow();
        Axis axis = new Axis(what + "s per second", Scale.linear(0, fastest), Numbers::compact);
        return new RowChart(
                        id,
                        title,
                        "Bars are medians over forks, dots single forks. Longer is faster.",
                        axis,
                        loops.stream().map(this::row).toList())
                .figure();
    }

    private RowChart.Row row(Measurement loop) {
        Series series = Series.of(name.apply(loop));
        String speed =
                String.format(Locale.ROOT, "%,.0f", perSecond(loop.median()))
                        + control.apply(loop)
                                .filter(textbook -> !textbook.equals(loop))
                                .map(
                                        textbook ->
                                                " · "
                                                        + Figures.factor(loop.speedupOver(textbook))
                                                        + " times textbook")
                                .orElse("");
        return new RowChart.Row(
                name.apply(loop),
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
                                                Figures.micros(nanos) + " µs per " + what))
                        .toList());
    }

    private static double perSecond(double nanos) {
        return 1e9 / nanos;
    }
}
