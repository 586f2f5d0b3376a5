package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.PeerPredictTable;
import lanewise.benchmarks.report.table.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Section on the latency of predictions by other libraries. */
public final class PeerPredictSection {
    private PeerPredictSection() {}

    /**
     * Creates the section.
     *
     * @param measurements any measurements
     * @return the section; empty if nothing for it was measured
     */
    public static Optional<Section> of(List<Measurement> measurements) {
        return PeerPredictTable.of(measurements)
                .map(
                        table ->
                                new Section(
                                        "peer-predictions",
                                        "Prediction by other libraries",
                                        elements(measurements, table)));
    }

    private static List<Node> elements(List<Measurement> measurements, Table table) {
        List<Node> elements = new ArrayList<>();
        elements.add(
                Section.paragraph(
                        "The same weights and rows, each on one thread and each checked against"
                                + " the equations in double. A factor below 1 is a library that"
                                + " is faster than Lanewise."));
        elements.add(Tables.open(table));
        PeerPredictTable.remarks(measurements).map(Tables::open).ifPresent(elements::add);
        return elements;
    }
}
