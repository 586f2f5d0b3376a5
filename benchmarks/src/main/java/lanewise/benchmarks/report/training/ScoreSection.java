package lanewise.benchmarks.report.training;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.markup.Text;
import lanewise.benchmarks.report.html.section.Section;
import lanewise.benchmarks.report.table.Figures;
import lanewise.benchmarks.report.table.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The scores beside those of a constant answer. */
final class ScoreSection {
    private static final int MOST_CARDS = 3;
    private static final int LONGEST_NAME = 80;

    private ScoreSection() {}

    /** The first score in large type, and some of the others. */
    static Element headline(TrainingReport report) {
        List<Node> content = new ArrayList<>();
        if (!report.scores().isEmpty()) {
            Score first = report.scores().getFirst();
            Text name = new Text(" " + name(first) + " on the test rows");
            content.add(
                    Element.of("p", Element.of("strong", shown(first.value())), name)
                            .with("class", "big"));
            comparison(first, report.baseline()).ifPresent(content::add);
        }
        List<Element> cards =
                report.scores().stream().skip(1).limit(MOST_CARDS).map(ScoreSection::card).toList();
        if (!cards.isEmpty()) {
            content.add(Element.of("ul", cards).with("class", "cards"));
        }
        return Element.of("div", content).with("class", "headline");
    }

    private static Optional<Element> comparison(Score score, String baseline) {
        if (score.baseline().isEmpty()) {
            return Optional.empty();
        }
        String other = shown(score.baseline().getAsDouble());
        String source = baseline.isEmpty() ? "" : " (answering " + baseline + ")";
        String sentence =
                switch (score.verdict()) {
                    case BETTER -> "Better than the baseline of " + other + source + ".";
                    case WORSE -> "Worse than the baseline of " + other + source + ".";
                    case EQUAL -> "No better than the baseline of " + other + source + ".";
                    case UNDEFINED ->
                            Double.isNaN(score.value())
                                    ? "The score is undefined for these test rows; the baseline is "
                                            + other
                                            + source
                                            + "."
                                    : "The score of the baseline is undefined for these test rows.";
                };
        Element paragraph = Section.paragraph(sentence);
        return Optional.of(
                score.verdict() == Score.Verdict.BETTER
                        ? paragraph
                        : paragraph.with("class", "caution"));
    }

    private static Element card(Score score) {
        String baseline =
                score.baseline().isPresent()
                        ? "baseline " + shown(score.baseline().getAsDouble()) + "; "
                        : "";
        return Element.of(
                "li",
                Element.of("strong", shown(score.value())),
                Element.of("span", name(score)).with("class", "what"),
                Element.of(
                                "span",
                                baseline
                                        + (score.largerIsBetter() ? "larger" : "smaller")
                                        + " is better")
                        .with("class", "condition"));
    }

    private static String name(Score score) {
        return Format.brief(score.name(), LONGEST_NAME);
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "undefined" : Format.number(value);
    }

    /** All scores in a table; empty if there are none. */
    static Optional<Section> of(TrainingReport report) {
        if (report.scores().isEmpty()) {
            return Optional.empty();
        }
        List<List<String>> rows =
                report.scores().stream()
                        .map(
                                score ->
                                        List.of(
                                                name(score),
                                                shown(score.value()),
                                                score.baseline().isPresent()
                                                        ? shown(score.baseline().getAsDouble())
                                                        : Figures.NONE,
                                                score.verdict().text(),
                                                score.largerIsBetter() ? "larger" : "smaller"))
                        .toList();
        Table table =
                new Table(
                        "Scores on the test rows"
                                + (report.baseline().isEmpty()
                                        ? ""
                                        : "; the baseline answers " + report.baseline()),
                        1,
                        List.of("score", "model", "baseline", "model is", "better is"),
                        rows);
        Element texts = Element.of("div", LongTable.of(table, "scores")).with("class", "texts");
        return Optional.of(new Section("scores", "Scores", List.of(texts)));
    }
}
