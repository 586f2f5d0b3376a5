package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.svg.Axis;
import lanewise.benchmarks.report.html.svg.RowChart;
import lanewise.benchmarks.report.html.svg.Scale;
import lanewise.benchmarks.report.html.svg.Series;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.Figures;
import lanewise.benchmarks.report.table.PredictTable;
import lanewise.benchmarks.report.table.Table;
import lanewise.benchmarks.report.table.TailTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Section on the latency of predictions, one row or many at once. */
public final class PredictSection {
    private PredictSection() {}

    /**
     * Creates the section.
     *
     * @param measurements any measurements
     * @return the section; empty if nothing for it was measured
     */
    public static Optional<Section> of(List<Measurement> measurements) {
        return PredictTable.of(measurements)
                .map(
                        table ->
                                new Section(
                                        "prediction", "Prediction", elements(measurements, table)));
    }

    private static List<Node> elements(List<Measurement> measurements, Table table) {
        List<Node> elements = new ArrayList<>();
        elements.add(Section.paragraph("Into the caller’s buffers, on one thread."));
        elements.add(chart(PredictTable.measurements(measurements)).figure());
        elements.add(Tables.folded(table));
        TailTable.of(measurements).map(Tables::folded).ifPresent(elements::add);
        return elements;
    }

    private static RowChart chart(List<Measurement> predictions) {
        double least =
                predictions.stream()
                        .mapToDouble(call -> call.min() / PredictTable.rows(call))
                        .min()
                        .orElseThrow();
        double most =
                predictions.stream()
                        .mapToDouble(call -> call.max() / PredictTable.rows(call))
                        .max()
                        .orElseThrow();
        return new RowChart(
                "predict",
                "Time per row",
                "Large marks are medians, small dots single forks. Further left is faster.",
                new Axis(
                        "nanoseconds per row, log scale",
                        Scale.logarithmic(least, most),
                        Numbers::plain),
                predictions.stream().map(PredictSection::row).toList());
    }

    private static RowChart.Row row(Measurement call) {
        int rows = PredictTable.rows(call);
        List<RowChart.Mark> marks = new ArrayList<>();
        for (double nanos : call.forks()) {
            marks.add(
                    new RowChart.Mark(
                            nanos / rows,
                            Series.VECTOR,
                            true,
                            Figures.micros(nanos) + " µs per call in one fork"));
        }
        String median = Figures.micros(call.median()) + " µs per call";
        marks.add(new RowChart.Mark(call.median() / rows, Series.VECTOR, false, median));
        return new RowChart.Row(
                call.param("network") + ", " + Numbers.count(rows, "row", "rows at once"),
                median,
                Double.NaN,
                Series.VECTOR,
                marks);
    }
}
