package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.RecordingTable;

import java.util.List;
import java.util.Optional;

/** What it costs to tell the Flight Recorder of a training. */
public final class RecordingSection {
    private RecordingSection() {}

    public static Optional<Section> of(List<Measurement> measurements) {
        return RecordingTable.of(measurements)
                .map(
                        table ->
                                new Section(
                                        "recording",
                                        "What a recording costs",
                                        List.of(
                                                Section.paragraph(
                                                        "The engine tells the Flight Recorder of"
                                                                + " iterations and their phases. Off,"
                                                                + " it should take as long as in a Java"
                                                                + " that has no recorder."),
                                                Tables.open(table))));
    }
}
