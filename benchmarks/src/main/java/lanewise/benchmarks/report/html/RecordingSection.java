package lanewise.benchmarks.report.html;

import lanewise.benchmarks.report.Measurement;
import lanewise.benchmarks.report.RecordingTable;

import java.util.List;
import java.util.Optional;

/** What it costs to tell the Flight Recorder of a training. */
final class RecordingSection {
    private RecordingSection() {}

    static Optional<Section> of(List<Measurement> measurements) {
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
