package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.svg.Axis;
import lanewise.benchmarks.report.html.svg.RowChart;
import lanewise.benchmarks.report.html.svg.Scale;
import lanewise.benchmarks.report.html.svg.Series;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.ColdTable;

import java.util.List;
import java.util.Optional;

/** Section on the iris loop in a fresh JVM. */
public final class ColdSection {
    private ColdSection() {}

    /**
     * Creates the section.
     *
     * @param measurements any measurements
     * @return the section; empty if nothing for it was measured
     */
    public static Optional<Section> of(List<Measurement> measurements) {
        return ColdTable.of(measurements)
                .map(
                        table ->
                                new Section(
                                        "cold",
                                        "Cold start",
                                        List.of(
                                                Section.paragraph(
                                                        "The same 5000 iterations in a fresh JVM,"
                                                                + " with nothing compiled yet:"
                                                                + " the whole process, and the"
                                                                + " first call of fit alone."),
                                                chart(ColdTable.measurements(measurements))
                                                        .figure(),
                                                Tables.folded(table))));
    }

    private static RowChart chart(List<Measurement> starts) {
        double longest = starts.stream().mapToDouble(Measurement::max).max().orElseThrow();
        return new RowChart(
                "cold-start",
                "Milliseconds from a cold start",
                "Bars are medians over processes, dots single processes. Shorter is faster.",
                new Axis("milliseconds", Scale.linear(0, longest / 1e6), Numbers::plain),
                starts.stream().map(ColdSection::row).toList());
    }

    private static RowChart.Row row(Measurement start) {
        return new RowChart.Row(
                ColdTable.what(start),
                ColdTable.millis(start.median()) + " ms",
                start.median() / 1e6,
                Series.SCALAR,
                start.forks().stream()
                        .map(
                                nanos ->
                                        new RowChart.Mark(
                                                nanos / 1e6,
                                                Series.SCALAR,
                                                true,
                                                ColdTable.millis(nanos) + " ms"))
                        .toList());
    }
}
