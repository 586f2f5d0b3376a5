package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.IrisTable;
import lanewise.benchmarks.report.table.PairTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Section on iterations per second of the iris loop, by implementation. */
public final class IrisSection {
    private IrisSection() {}

    /**
     * Creates the section.
     *
     * @param measurements any measurements
     * @return the section; empty if nothing for it was measured
     */
    public static Optional<Section> of(List<Measurement> measurements) {
        List<Node> content = new ArrayList<>();
        content.add(
                Section.paragraph(
                        "The classic tutorial’s network of 4 inputs, 2 hidden and 3 output units,"
                                + " trained for 5000 iterations on all 130 rows: forward,"
                                + " backward and update. Textbook is a literal Java version of"
                                + " the tutorial’s code."));
        figure(measurements, "true", "Iterations per second, errors and accuracy recorded")
                .ifPresent(content::add);
        figure(measurements, "false", "Iterations per second, nothing recorded")
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
