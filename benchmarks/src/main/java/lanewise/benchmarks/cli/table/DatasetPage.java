package lanewise.benchmarks.cli.table;

import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.cli.train.SeedOutcome;
import lanewise.benchmarks.cli.train.TextReport;
import lanewise.benchmarks.cli.train.TrainingData;
import lanewise.benchmarks.cli.train.TrainingOutcome;
import lanewise.benchmarks.cli.train.TrainingPlan;
import lanewise.benchmarks.report.training.Curves;
import lanewise.benchmarks.report.training.Fact;
import lanewise.benchmarks.report.training.TrainingPage;
import lanewise.benchmarks.report.training.TrainingReport;
import lanewise.data.CsvException;
import lanewise.data.Dataset;
import lanewise.data.TrainTestSplit;
import lanewise.internal.text.Names;
import lanewise.table.Table;
import lanewise.table.TableSchema;
import lanewise.table.TableTarget;
import lanewise.table.TargetKind;

/** The page of a training on a data set of numbers and one column of classes. */
public final class DatasetPage {
    private DatasetPage() {}

    /**
     * Creates the page. Reads the file again, for its columns and rows as they are written.
     *
     * @param outcome the result
     * @param all the rows in the order of the file
     * @param command the command that repeats the run
     * @return the page
     * @throws CsvException if the file cannot be read any more
     * @throws UserError if the options do not suit it any more
     */
    public static String of(TrainingOutcome outcome, Dataset all, String command)
            throws CsvException, UserError {
        TrainingPlan plan = outcome.plan();
        Table table = Table.read(plan.data().file(), plan.data().csvFormat());
        TableSchema schema =
                new ColumnOptions().schema(table, plan.data().label(), plan.data().drop(), true);
        String target = schema.targets().getFirst();
        TrainTestSplit split =
                TrainTestSplit.of(all, plan.data().testSize(), plan.data().splitSeed());
        TrainingData rows = outcome.data();
        SeedOutcome last = outcome.last();
        TableTarget.Classes classes = new TableTarget.Classes(target, all.classNames());
        ColumnImportance importance = ColumnImportance.of(last.model(), rows.test());
        Evaluation evaluation = Evaluation.of(classes, last.model(), rows.train(), rows.test());
        return TrainingPage.of(
                new TrainingReport(
                        Names.joined(schema.targets()) + " of " + plan.data().file(),
                        command,
                        TextReport.facts(outcome).entrySet().stream()
                                .map(fact -> new Fact(fact.getKey(), fact.getValue()))
                                .toList(),
                        outcome.warnings(),
                        schema.summaries(),
                        schema.targets(),
                        new Curves(
                                last.model().network().loss().toString(),
                                last.curve().unit(),
                                TablePage.losses(last.curve()),
                                outcome.validation().losses(),
                                outcome.validation().best()),
                        evaluation.scores(),
                        TablePage.baseline(TargetKind.CLASSES),
                        evaluation.judgement(),
                        importance.columns(),
                        importance.metric(),
                        importance.basis(rows.test().rows()),
                        Mistakes.of(
                                table.select(split.testRows()),
                                rows.test(),
                                classes,
                                evaluation.judgement()),
                        TablePage.severity(TargetKind.CLASSES)));
    }
}
