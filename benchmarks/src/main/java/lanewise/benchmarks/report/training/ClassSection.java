package lanewise.benchmarks.report.training;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.html.section.Section;
import lanewise.benchmarks.report.html.section.Tables;
import lanewise.benchmarks.report.table.Figures;
import lanewise.benchmarks.report.table.Table;
import lanewise.benchmarks.report.training.Judgement.Classes;
import lanewise.metrics.ConfusionMatrix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sections on a classification: the confusion matrix, each class, and the probabilities. */
final class ClassSection {
    /** Larger matrices are unreadable. */
    private static final int MOST_IN_MATRIX = 20;

    private static final int MOST_CONFUSIONS = 25;

    /** Names of so many classes, or shorter ones, fit above their columns. */
    private static final int FEW_CLASSES = 5;

    private static final int SHORT_NAME = 4;
    private static final int LONGEST_IN_MATRIX = 24;
    private static final int LONGEST_NAME = 120;
    private static final int SHADES = 9;

    private final Classes classes;
    private final ConfusionMatrix confusion;
    private final List<String> names;
    private final int[] actual;
    private final int[] predicted;

    private ClassSection(Classes classes) {
        this.classes = classes;
        confusion = classes.confusion();
        names = confusion.classNames();
        actual = new int[names.size()];
        predicted = new int[names.size()];
        for (int k = 0; k < actual.length; k++) {
            for (int l = 0; l < actual.length; l++) {
                actual[k] += confusion.count(k, l);
                predicted[l] += confusion.count(k, l);
            }
        }
    }

    static List<Section> of(Classes classes) {
        ClassSection section = new ClassSection(classes);
        List<Section> sections = new ArrayList<>();
        List<RocFigure.Roc> rocs =
                classes.probabilities()
                        .map(outputs -> RocFigure.ofClasses(outputs, section.names, section.actual))
                        .orElse(List.of());
        sections.add(section.confusion(rocs));
        classes.probabilities()
                .ifPresent(outputs -> sections.add(section.probabilities(outputs, rocs)));
        return sections;
    }

    private Section confusion(List<RocFigure.Roc> rocs) {
        List<Node> content = new ArrayList<>();
        content.add(
                Section.paragraph(
                        Format.count(confusion.hits())
                                + " of "
                                + Format.counted(confusion.rows(), "test row", "test rows")
                                + (confusion.rows() == 1 ? " is" : " are")
                                + " classified correctly."
                                + (names.size() <= MOST_IN_MATRIX
                                        ? " Rows of the matrix are actual classes, columns"
                                                + " predicted ones; the stronger the colour, the"
                                                + " larger the share of the actual class."
                                        : "")));
        if (names.size() <= MOST_IN_MATRIX) {
            content.add(matrix());
        } else {
            content.add(
                    Section.paragraph(
                            "A matrix of "
                                    + Format.count(names.size())
                                    + " classes would be unreadable; these are the most frequent"
                                    + " confusions instead."));
            content.add(Element.of("div", Tables.open(confusions())).with("class", "texts"));
        }
        content.add(
                Element.of("div", LongTable.of(perClass(rocs), "classes"))
                        .with("class", "texts gap"));
        return new Section("confusion", "Confusion of classes", content);
    }

    private Element matrix() {
        List<Element> header = new ArrayList<>();
        header.add(heading("actual \\ predicted", "col").with("class", "text"));
        names.forEach(name -> header.add(heading(name, "col")));
        List<Element> rows = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            List<Element> cells = new ArrayList<>();
            cells.add(heading(names.get(k), "row").with("class", "text"));
            for (int l = 0; l < names.size(); l++) {
                cells.add(cell(k, l));
            }
            rows.add(Element.of("tr", cells));
        }
        int longest =
                names.stream()
                        .mapToInt(name -> Format.brief(name, LONGEST_IN_MATRIX).length())
                        .max()
                        .orElseThrow();
        boolean upright = names.size() > FEW_CLASSES && longest > SHORT_NAME;
        Element table =
                Element.of(
                                "table",
                                Element.of("thead", Element.of("tr", header)),
                                Element.of("tbody", rows))
                        .with("class", upright ? "confusion upright" : "confusion");
        return Element.of("div", Tables.scrolling("Confusion matrix", table)).with("class", "fit");
    }

    private static Element heading(String name, String scope) {
        String brief = Format.brief(name, LONGEST_IN_MATRIX);
        Element heading = Element.of("th", brief).with("scope", scope);
        return brief.equals(Format.visible(name))
                ? heading
                : heading.with("title", Format.brief(name, LONGEST_NAME));
    }

    private Element cell(int k, int l) {
        int count = confusion.count(k, l);
        String style = k == l ? "hit" : count == 0 ? "none" : "miss";
        if (count > 0) {
            // By the root, so that rare mistakes are visible.
            double share = Math.sqrt((double) count / actual[k]);
            style += " s" + Math.max(1, Math.round(SHADES * share));
        }
        return Element.of("td", Format.count(count)).with("class", style);
    }

    private Table confusions() {
        List<int[]> pairs = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            for (int l = 0; l < names.size(); l++) {
                if (k != l && confusion.count(k, l) > 0) {
                    pairs.add(new int[] {k, l, confusion.count(k, l)});
                }
            }
        }
        pairs.sort(Comparator.comparingInt((int[] pair) -> pair[2]).reversed());
        List<List<String>> rows =
                pairs.stream()
                        .limit(MOST_CONFUSIONS)
                        .map(
                                pair ->
                                        List.of(
                                                name(pair[0]),
                                                name(pair[1]),
                                                Format.count(pair[2]),
                                                Format.share((double) pair[2] / actual[pair[0]])))
                        .toList();
        return new Table(
                "The "
                        + rows.size()
                        + " most frequent of "
                        + Format.counted(pairs.size(), "confusion", "confusions")
                        + " on the test rows",
                2,
                List.of("actual", "predicted", "rows", "share of the actual class"),
                rows);
    }

    private Table perClass(List<RocFigure.Roc> rocs) {
        Map<String, Double> areas =
                rocs.stream()
                        .collect(
                                Collectors.toMap(
                                        RocFigure.Roc::name,
                                        roc -> roc.curve().area(),
                                        (first, second) -> first));
        List<String> header =
                new ArrayList<>(List.of("class", "rows", "precision", "recall", "F1"));
        if (!areas.isEmpty()) {
            header.add("ROC AUC");
        }
        List<List<String>> rows = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            List<String> row = new ArrayList<>();
            row.add(name(k));
            row.add(Format.count(actual[k]));
            row.add(predicted[k] == 0 ? Figures.NONE : Format.share(confusion.precision(k)));
            row.add(actual[k] == 0 ? Figures.NONE : Format.share(confusion.recall(k)));
            row.add(actual[k] + predicted[k] == 0 ? Figures.NONE : Format.share(confusion.f1(k)));
            if (!areas.isEmpty()) {
                // Of two classes, the curve of one is the other's from the opposite side.
                double area = areas.getOrDefault(names.get(k), Double.NaN);
                row.add(
                        Format.share(
                                names.size() == 2 && Double.isNaN(area)
                                        ? areas.getOrDefault(names.get(1 - k), Double.NaN)
                                        : area));
            }
            rows.add(row);
        }
        return new Table(
                "Each class on the test rows; – where a class was not predicted, has no rows, or all",
                1,
                header,
                rows);
    }

    private String name(int k) {
        return Format.brief(names.get(k), LONGEST_NAME);
    }

    private Section probabilities(Judgement.Outputs outputs, List<RocFigure.Roc> rocs) {
        ReliabilityFigure reliability =
                names.size() == 2
                        ? ReliabilityFigure.ofSecondClass(outputs, names.get(1))
                        : ReliabilityFigure.ofPredictedClass(outputs);
        List<Element> figures = new ArrayList<>();
        figures.add(RocFigure.of(rocs, "class", names.size()));
        figures.add(reliability.figure());
        return new Section(
                "probabilities",
                "Probabilities",
                List.of(
                        Element.of("div", figures).with("class", "grid"),
                        Tables.folded(reliability.table())));
    }
}
