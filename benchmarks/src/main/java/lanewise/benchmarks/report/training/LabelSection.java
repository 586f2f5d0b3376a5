package lanewise.benchmarks.report.training;

import lanewise.benchmarks.report.html.markup.Element;
import lanewise.benchmarks.report.html.section.Section;
import lanewise.benchmarks.report.html.section.Tables;
import lanewise.benchmarks.report.table.Table;
import lanewise.benchmarks.report.training.Judgement.Labels;
import lanewise.metrics.LabelMetrics;

import java.util.ArrayList;
import java.util.List;

/** Sections on several labels: each label, and the probabilities. */
final class LabelSection {
    private static final int LONGEST_NAME = 120;

    private LabelSection() {}

    static List<Section> of(Labels labels) {
        Judgement.Outputs outputs = labels.outputs();
        LabelMetrics metrics = LabelMetrics.of(outputs.predicted(), outputs.targets());
        Section perLabel =
                new Section(
                        "labels",
                        "Labels",
                        List.of(
                                Element.of(
                                                "div",
                                                LongTable.of(
                                                        table(labels.names(), metrics), "labels"))
                                        .with("class", "texts")));
        ReliabilityFigure reliability = ReliabilityFigure.ofLabels(outputs);
        Element figures =
                Element.of(
                                "div",
                                RocFigure.of(
                                        RocFigure.ofLabels(outputs, labels.names()),
                                        "label",
                                        labels.names().size()),
                                reliability.figure())
                        .with("class", "grid");
        Section probabilities =
                new Section(
                        "probabilities",
                        "Probabilities",
                        List.of(figures, Tables.folded(reliability.table())));
        return List.of(perLabel, probabilities);
    }

    private static Table table(List<String> names, LabelMetrics metrics) {
        List<List<String>> rows = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            LabelMetrics.Label label = metrics.labels().get(k);
            rows.add(
                    List.of(
                            Format.brief(names.get(k), LONGEST_NAME),
                            Format.count(label.support()),
                            Format.share(label.accuracy()),
                            Format.share(label.precision()),
                            Format.share(label.recall()),
                            Format.share(label.f1()),
                            Format.share(label.rocAuc()),
                            Format.share(label.averagePrecision()),
                            Format.share(label.brier())));
        }
        return new Table(
                "Each label on the test rows; predicted where its probability exceeds ½",
                1,
                List.of(
                        "label",
                        "rows with it",
                        "accuracy",
                        "precision",
                        "recall",
                        "F1",
                        "ROC AUC",
                        "average precision",
                        "Brier score"),
                rows);
    }
}
