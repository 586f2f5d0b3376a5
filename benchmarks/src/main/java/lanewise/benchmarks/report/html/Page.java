package lanewise.benchmarks.report.html;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.section.ColdSection;
import lanewise.benchmarks.report.html.section.DataSection;
import lanewise.benchmarks.report.html.section.DigitsSection;
import lanewise.benchmarks.report.html.section.ForksSection;
import lanewise.benchmarks.report.html.section.GemmSection;
import lanewise.benchmarks.report.html.section.Headline;
import lanewise.benchmarks.report.html.section.IrisSection;
import lanewise.benchmarks.report.html.section.KernelSection;
import lanewise.benchmarks.report.html.section.MachineSection;
import lanewise.benchmarks.report.html.section.ManyModelsSection;
import lanewise.benchmarks.report.html.section.Numbers;
import lanewise.benchmarks.report.html.section.PeakSection;
import lanewise.benchmarks.report.html.section.PeerPredictSection;
import lanewise.benchmarks.report.html.section.PeerSection;
import lanewise.benchmarks.report.html.section.PredictSection;
import lanewise.benchmarks.report.html.section.RecordingSection;
import lanewise.benchmarks.report.html.section.ScalingSection;
import lanewise.benchmarks.report.html.section.Section;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.result.ResultFile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The HTML page of a session. */
public final class Page {
    private Page() {}

    /**
     * Creates the page.
     *
     * @param results the session
     * @return HTML that is well-formed XML; deterministic
     */
    public static String of(ResultFile results) {
        List<Section> sections = sections(results);
        List<Node> main = new ArrayList<>();
        main.add(Headline.of(results.measurements()));
        main.add(Section.contents(sections));
        sections.forEach(section -> main.add(section.markup()));
        Element body =
                Element.of(
                        "body",
                        header(results),
                        Element.of("main", main),
                        Element.of(
                                "footer",
                                Section.paragraph(
                                        "Made by scripts/report from "
                                                + results.name()
                                                + "; no figure was typed by hand.")));
        return Document.of("Lanewise, measured", "", body);
    }

    private static Element header(ResultFile results) {
        List<Measurement> measurements = results.measurements();
        int forks = measurements.stream().mapToInt(one -> one.forks().size()).sum();
        String when = results.time().isEmpty() ? "" : results.time() + " · ";
        return Element.of(
                "header",
                Element.of("h1", "Lanewise, measured"),
                Section.paragraph(
                        when
                                + results.machine().cpu()
                                + " · "
                                + results.machine().jdk()
                                + " · commit "
                                + results.machine().commit()),
                Section.paragraph(
                        Numbers.count(measurements.size(), "measurement", "measurements")
                                + " in "
                                + Numbers.count(forks, "JVM", "JVMs")
                                + (results.quick() ? "; rough figures, as of bench --quick" : "")
                                + "; "
                                + results.machine().virtualisation()
                                + "."));
    }

    private static List<Section> sections(ResultFile results) {
        List<Measurement> measurements = results.measurements();
        List<Section> sections = new ArrayList<>();
        Stream.of(
                        IrisSection.of(measurements),
                        DigitsSection.of(measurements),
                        PeerSection.of(measurements),
                        GemmSection.of(measurements),
                        ScalingSection.of(measurements),
                        PeakSection.of(measurements),
                        ManyModelsSection.of(measurements),
                        KernelSection.of(measurements),
                        PredictSection.of(measurements),
                        PeerPredictSection.of(measurements),
                        DataSection.of(measurements),
                        RecordingSection.of(measurements),
                        ColdSection.of(measurements))
                .flatMap(Optional::stream)
                .forEach(sections::add);
        sections.add(ForksSection.of(measurements));
        sections.add(MachineSection.machine(results));
        sections.add(MachineSection.reproduction(results));
        return sections;
    }
}
