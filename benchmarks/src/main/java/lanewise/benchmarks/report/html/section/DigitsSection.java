package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.LoopTable;
import lanewise.benchmarks.workload.Task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many steps of a training on digits there are in a second, by implementation. */
public final class DigitsSection {
    private DigitsSection() {}

    public static Optional<Section> of(List<Measurement> measurements) {
        return LoopTable.of(measurements)
                .map(
                        table -> {
                            List<Node> content = new ArrayList<>();
                            content.add(
                                    Section.paragraph(
                                            "Handwritten digits, as they are and enlarged to 28 ×"
                                                    + " 28"
                                                    + " pixels, learned in 220 steps of gradient"
                                                    + " descent on"
                                                    + " batches; every implementation has to give"
                                                    + " NumPy’s"
                                                    + " answer before its time counts."));
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
                                "Steps a second, " + task.shape() + " rows",
                                ofTask));
            }
        }
        return figures;
    }
}
