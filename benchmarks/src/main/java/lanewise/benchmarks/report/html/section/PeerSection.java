package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.svg.Axis;
import lanewise.benchmarks.report.html.svg.RowChart;
import lanewise.benchmarks.report.html.svg.Scale;
import lanewise.benchmarks.report.html.svg.Series;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.Figures;
import lanewise.benchmarks.report.table.PeerTable;
import lanewise.benchmarks.workload.Task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Section on the time per step of other libraries, by task. */
public final class PeerSection {
    private PeerSection() {}

    /**
     * Creates the section.
     *
     * @param measurements any measurements
     * @return the section; empty if nothing for it was measured
     */
    public static Optional<Section> of(List<Measurement> measurements) {
        return PeerTable.of(measurements)
                .map(
                        table -> {
                            List<Node> content = new ArrayList<>();
                            content.add(
                                    Section.paragraph(
                                            "The same trainings from the same start, each on one"
                                                    + " thread and each checked against"
                                                    + " NumPy’s answer."));
                            List<PeerTable.Row> rows = PeerTable.rows(measurements);
                            for (Task task : Task.values()) {
                                chart(task, rows).ifPresent(chart -> content.add(chart.figure()));
                            }
                            content.add(Tables.folded(table));
                            PeerTable.remarks(measurements)
                                    .map(Tables::folded)
                                    .ifPresent(content::add);
                            return new Section("peers", "Beside other libraries", content);
                        });
    }

    private static Optional<RowChart> chart(Task task, List<PeerTable.Row> rows) {
        List<PeerTable.Row> measured =
                rows.stream().filter(row -> row.steps().containsKey(task)).toList();
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        double least =
                measured.stream()
                        .mapToDouble(row -> row.steps().get(task).min())
                        .min()
                        .orElseThrow();
        double most =
                measured.stream()
                        .mapToDouble(row -> row.steps().get(task).max())
                        .max()
                        .orElseThrow();
        return Optional.of(
                new RowChart(
                        "peers-" + task,
                        "Time per step of " + task.shape(),
                        "Large marks are medians, small dots single forks. Further left is faster.",
                        new Axis(
                                "microseconds per step, log scale",
                                Scale.logarithmic(least / 1e3, most / 1e3),
                                Numbers::plain),
                        measured.stream().map(row -> row(row, task)).toList()));
    }

    private static RowChart.Row row(PeerTable.Row row, Task task) {
        Measurement step = row.steps().get(task);
        Series series =
                row.library().equals(PeerTable.ENGINE)
                        ? Series.of(step.param("implementation"))
                        : Series.of(row.library());
        List<RowChart.Mark> marks = new ArrayList<>();
        for (double nanos : step.forks()) {
            marks.add(
                    new RowChart.Mark(
                            nanos / 1e3,
                            series,
                            true,
                            Figures.micros(nanos) + " µs per step in one fork"));
        }
        String median = Figures.micros(step.median()) + " µs";
        marks.add(new RowChart.Mark(step.median() / 1e3, series, false, median));
        return new RowChart.Row(row.library(), median, Double.NaN, series, marks);
    }
}
