package lanewise.benchmarks.report.training;

import lanewise.benchmarks.report.html.Document;
import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.section.Section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The HTML page of a training. */
public final class TrainingPage {
    /** Longer titles are cut. */
    private static final int LONGEST_TITLE = 300;

    private TrainingPage() {}

    /**
     * Creates the page. Its size is bounded: of many rows, columns or classes it shows a part and
     * says so.
     *
     * @param report what to show
     * @return HTML that is well-formed XML and loads nothing; deterministic
     * @throws IllegalArgumentException if probabilities or their targets are not what {@link
     *     Judgement} expects
     */
    public static String of(TrainingReport report) {
        List<Section> sections = sections(report);
        List<Node> main = new ArrayList<>();
        main.add(ScoreSection.headline(report));
        main.add(Section.contents(sections));
        sections.forEach(section -> main.add(section.markup()));
        String title = Format.brief(report.title(), LONGEST_TITLE);
        Element body =
                Element.of(
                        "body",
                        Element.of("header", Element.of("h1", title), subtitle(report)),
                        Element.of("main", main),
                        Element.of(
                                "footer",
                                Section.paragraph(
                                        "Made by Lanewise from the run itself; no figure was typed"
                                                + " by hand.")));
        return Document.of(title, TrainingStyle.CSS, body);
    }

    private static Element subtitle(TrainingReport report) {
        int columns = report.columns().size();
        int rows = report.judgement().rows();
        return Section.paragraph(
                (columns == 0 ? "" : Format.counted(columns, "column", "columns") + " · ")
                        + "judged on "
                        + Format.counted(rows, "test row", "test rows")
                        + " that the training did not see");
    }

    private static List<Section> sections(TrainingReport report) {
        List<Section> sections = new ArrayList<>();
        RunSection.warnings(report).ifPresent(sections::add);
        ScoreSection.of(report).ifPresent(sections::add);
        sections.addAll(
                switch (report.judgement()) {
                    case Judgement.Classes classes -> ClassSection.of(classes);
                    case Judgement.Numbers numbers -> List.of(NumberSection.of(numbers));
                    case Judgement.Labels labels -> LabelSection.of(labels);
                });
        Stream.of(
                        LearningSection.of(report.curves()),
                        ImportanceSection.of(report),
                        MistakeSection.of(report),
                        ColumnSection.of(report),
                        RunSection.settings(report),
                        RunSection.command(report))
                .flatMap(Optional::stream)
                .forEach(sections::add);
        return sections;
    }
}
