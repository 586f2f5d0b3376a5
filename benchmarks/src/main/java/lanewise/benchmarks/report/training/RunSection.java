package lanewise.benchmarks.report.training;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.section.Section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sections on the run itself: warnings, settings and the command that repeats it. */
final class RunSection {
    private static final int MOST_WARNINGS = 50;
    private static final int LONGEST_WARNING = 2000;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_VALUE = 4000;

    private RunSection() {}

    static Optional<Section> warnings(TrainingReport report) {
        List<String> warnings = report.warnings();
        if (warnings.isEmpty()) {
            return Optional.empty();
        }
        List<Element> items =
                warnings.stream()
                        .limit(MOST_WARNINGS)
                        .map(warning -> Element.of("li", Format.brief(warning, LONGEST_WARNING)))
                        .toList();
        List<Node> content = new ArrayList<>();
        content.add(Element.of("ul", items).with("class", "caution"));
        if (warnings.size() > MOST_WARNINGS) {
            content.add(
                    Section.paragraph(
                            "And "
                                    + Format.count(warnings.size() - MOST_WARNINGS)
                                    + " more of "
                                    + Format.count(warnings.size())
                                    + " warnings."));
        }
        return Optional.of(new Section("warnings", "Warnings", content));
    }

    static Optional<Section> settings(TrainingReport report) {
        if (report.facts().isEmpty()) {
            return Optional.empty();
        }
        List<Element> facts =
                report.facts().stream()
                        .map(
                                fact ->
                                        Element.of(
                                                "div",
                                                Element.of(
                                                        "dt",
                                                        Format.brief(fact.name(), LONGEST_NAME)),
                                                Element.of(
                                                        "dd",
                                                        Format.brief(fact.value(), LONGEST_VALUE))))
                        .toList();
        return Optional.of(new Section("settings", "Settings", List.of(Element.of("dl", facts))));
    }

    static Optional<Section> command(TrainingReport report) {
        if (report.command().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Section(
                        "repeat",
                        "Repeat the run",
                        List.of(
                                Section.paragraph(
                                        "The same command on the same file gives the same model,"
                                                + " bit for bit."),
                                Element.of("pre", report.command()).with("class", "command"))));
    }
}
