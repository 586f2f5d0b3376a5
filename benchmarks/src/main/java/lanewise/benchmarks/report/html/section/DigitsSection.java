package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.LoopTable;
import lanewise.benchmarks.workload.Task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Section on steps per second of trainings on digits, by implementation. */
public final class DigitsSection {
    private DigitsSection() {}

    /**
     * Creates the section.
     *
     * @param measurements any measurements
     * @return the section; empty if nothing for it was measured
     */
    public static Optional<Section> of(List<Measurement> measurements) {
        return LoopTable.of(measurements)
                .map(
                        table -> {
                            List<Node> content = new ArrayList<>();
                            content.add(
                                    Section.paragraph(
                                            "Handwritten digits, in their original size and"
                                                    + " enlarged to 28 × 28 pixels, learned in"
                                                    + " 220 steps of mini-batch gradient"
                                                    + " descent; every implementation must"
                                                    + " reproduce NumPy’s answer before its"
                                                    + " time counts."));
                            content.addAll(figures(LoopTable.measurements(measurements)));
                            content.add(Tables.folded(table));
                            return new Section("digits", "Trainings on digits", content);
                        });
    }

    private static List<Element> figures(List<Measurement> loops) {
        LoopChart chart =
                new LoopChart(
                        "step",
                        loop -> loop.param("implementation"),
                        loop -> LoopTable.control(loops, loop));
        List<Element> figures = new ArrayList<>();
        for (Task task : Task.values()) {
            List<Measurement> ofTask =
                    loops.stream().filter(loop -> LoopTable.task(loop) == task).toList();
            if (!ofTask.isEmpty()) {
                figures.add(
                        chart.figure(
                                "loop-" + task,
                                "Steps per second, " + task.shape() + " rows",
                                ofTask));
            }
        }
        return figures;
    }
}
