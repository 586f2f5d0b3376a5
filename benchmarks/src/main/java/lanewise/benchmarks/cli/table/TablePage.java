package lanewise.benchmarks.cli.table;

import lanewise.benchmarks.plot.LearningCurve;
import lanewise.benchmarks.report.training.Curves;
import lanewise.benchmarks.report.training.TrainingPage;
import lanewise.benchmarks.report.training.TrainingReport;
import lanewise.internal.text.Names;
import lanewise.table.TargetKind;

import java.util.List;

/** The page of a training on a table. */
final class TablePage {
    private TablePage() {}

    /**
     * Creates the page.
     *
     * @param outcome the result
     * @param importance the importance of the columns
     * @param command the command that repeats the run
     */
    static String of(TableOutcome outcome, ColumnImportance importance, String command) {
        TableRun last = outcome.last();
        List<String> targets = outcome.source().schema().targets();
        return TrainingPage.of(
                new TrainingReport(
                        Names.joined(targets) + " of " + outcome.training().data().file(),
                        command,
                        TableText.facts(outcome),
                        outcome.source().remarks(),
                        outcome.source().schema().summaries(),
                        targets,
                        new Curves(
                                outcome.network().loss().toString(),
                                last.curve().unit(),
                                losses(last.curve()),
                                outcome.validation().losses(),
                                outcome.validation().best()),
                        outcome.scores(),
                        baseline(outcome.source().schema().targetKind()),
                        last.evaluation().judgement(),
                        importance.columns(),
                        importance.metric(),
                        importance.basis(outcome.rows().test().rows()),
                        Mistakes.of(
                                outcome.rows().testTable(),
                                outcome.rows().test(),
                                outcome.rows().preparation().target(),
                                last.evaluation().judgement()),
                        severity(outcome.source().schema().targetKind())));
    }

    static float[] losses(LearningCurve curve) {
        float[] losses = new float[curve.size()];
        for (int epoch = 0; epoch < losses.length; epoch++) {
            losses[epoch] = curve.loss(epoch);
        }
        return losses;
    }

    static String baseline(TargetKind kind) {
        return switch (kind) {
            case CLASSES -> "with the shares of the classes in the training rows";
            case NUMBERS -> "with the mean of the training rows";
            case LABELS -> "with the shares of the labels in the training rows";
        };
    }

    static String severity(TargetKind kind) {
        return switch (kind) {
            case CLASSES -> "probability of the actual class";
            case NUMBERS -> "residual";
            case LABELS -> "probability of the actual labels";
        };
    }
}
