package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.RecordingTable;

import java.util.List;
import java.util.Optional;

/** Section on the cost of publishing a training's events to the Flight Recorder. */
public final class RecordingSection {
    private RecordingSection() {}

    /**
     * Creates the section.
     *
     * @param measurements any measurements
     * @return the section; empty if nothing for it was measured
     */
    public static Optional<Section> of(List<Measurement> measurements) {
        return RecordingTable.of(measurements)
                .map(
                        table ->
                                new Section(
                                        "recording",
                                        "Cost of a recording",
                                        List.of(
                                                Section.paragraph(
                                                        "The engine publishes iterations and"
                                                                + " their phases as Flight"
                                                                + " Recorder events. Without a"
                                                                + " recording, it should take"
                                                                + " as long as in a Java"
                                                                + " without Flight Recorder."),
                                                Tables.open(table))));
    }
}
