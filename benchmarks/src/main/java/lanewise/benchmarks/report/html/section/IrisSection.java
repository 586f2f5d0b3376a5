package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.IrisTable;
import lanewise.benchmarks.report.table.PairTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many iterations of the iris loop there are in a second, by implementation. */
public final class IrisSection {
    private IrisSection() {}

    public static Optional<Section> of(List<Measurement> measurements) {
        List<Node> content = new ArrayList<>();
        content.add(
                Section.paragraph(
                        "The classic tutorial’s network of 4 inputs, 2 hidden and 3 output units,"
                                + " trained for 5000 iterations on all 130 rows: forward,"
                                + " backward and"
                                + " update. Textbook is the tutorial’s code in Java as it stands."));
        figure(measurements, "true", "Iterations a second, errors and accuracy recorded")
                .ifPresent(content::add);
        figure(measurements, "false", "Iterations a second, nothing recorded")
                .ifPresent(content::add);
        int explained = content.size();
        IrisTable.of(measurements).map(Tables::folded).ifPresent(content::add);
        PairTable.of(measurements).map(Tables::folded).ifPresent(content::add);
        return content.size() == explained
                ? Optional.empty()
                : Optional.of(new Section("iris", "The iris loop", content));
    }

    private static Optional<Element> figure(
            List<Measurement> measurements, String history, String title) {
        List<Measurement> loops =
                IrisTable.measurements(measurements).stream()
                        .filter(loop -> loop.param("history").equals(history))
                        .toList();
        LoopChart chart =
                new LoopChart(
                        "iteration",
                        IrisTable::implementation,
                        loop -> IrisTable.control(measurements, loop));
        String id = "iris-" + (history.equals("true") ? "recorded" : "bare");
        return loops.isEmpty() ? Optional.empty() : Optional.of(chart.figure(id, title, loops));
    }
}
