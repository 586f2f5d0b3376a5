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
import lanewise.metrics.Metric;
import lanewise.metrics.PermutationImportance;
import lanewise.table.Table;
import lanewise.table.TableSchema;
import lanewise.table.TableTarget;
import lanewise.table.TargetKind;

import java.util.Comparator;
import java.util.List;

/** The page of a training on a data set of numbers and one column of classes. */
public final class DatasetPage {
    private static final int REPEATS = 5;

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
        Evaluation evaluation = Evaluation.of(classes, last.model(), rows.train(), rows.test());
        return TrainingPage.of(
                new TrainingReport(
                        TableText.listed(schema.targets()) + " of " + plan.data().file(),
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
                                new float[0],
                                -1),
                        evaluation.scores(),
                        TablePage.baseline(TargetKind.CLASSES),
                        evaluation.judgement(),
                        importance(last, rows.test()),
                        "accuracy",
                        Mistakes.of(
                                table.select(split.testRows()),
                                rows.test(),
                                classes,
                                evaluation.judgement()),
                        TablePage.severity(TargetKind.CLASSES)));
    }

    private static List<PermutationImportance> importance(SeedOutcome last, Dataset test) {
        return PermutationImportance.of(last.model(), test, Metric.ACCURACY, REPEATS, 0).stream()
                .sorted(Comparator.comparingDouble(one -> -one.mean()))
                .toList();
    }
}
