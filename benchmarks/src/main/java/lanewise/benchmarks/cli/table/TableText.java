package lanewise.benchmarks.cli.table;

import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.Quantities;
import lanewise.benchmarks.cli.train.RunText;
import lanewise.benchmarks.report.training.Fact;
import lanewise.benchmarks.report.training.Judgement;
import lanewise.internal.text.Names;
import lanewise.metrics.PermutationImportance;
import lanewise.train.StopReason;
import lanewise.train.TrainingRun;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result of a training on a table as text. */
public final class TableText {
    private static final int MAX_CLASSES = 12;
    private static final int MOST_SHOWN = 5;

    private TableText() {}

    /**
     * Describes the columns.
     *
     * @param source what the file holds
     * @return a table, to be read before the training; ends with a blank line
     */
    public static String columns(TableSource source) {
        return ColumnTable.of(source.schema());
    }

    /**
     * Formats the result.
     *
     * @param outcome the result
     * @param importance the importance of the columns
     * @param files the files written
     * @return the report; each line ends with a line break
     */
    public static String of(TableOutcome outcome, ColumnImportance importance, List<Path> files) {
        StringBuilder text = new StringBuilder();
        for (Fact fact : facts(outcome)) {
            line(text, fact.name(), fact.value());
        }
        text.append('\n');
        if (outcome.runs().size() > 1) {
            compareSeeds(text, outcome);
        }
        TableRun last = outcome.last();
        String rows = Quantities.count(outcome.rows().test().rows(), "test row", "test rows");
        text.append(ScoreText.of("scores of " + rows, outcome.scores())).append('\n');
        for (Evaluation.TargetScores one : last.evaluation().byTarget()) {
            text.append(ScoreText.of(one.target(), one.scores())).append('\n');
        }
        if (last.evaluation().judgement() instanceof Judgement.Classes classes
                && classes.confusion().classNames().size() <= MAX_CLASSES) {
            text.append(classes.confusion()).append("\n\n");
        }
        if (!importance.columns().isEmpty()) {
            line(text, "most important", important(importance, outcome.rows().test().rows()));
        }
        line(text, "parameters", "SHA-256 " + last.model().parametersSha256());
        line(text, "written", String.join(", ", files.stream().map(Path::toString).toList()));
        return text.toString();
    }

    /** What was trained, and how. */
    static List<Fact> facts(TableOutcome outcome) {
        TableTraining plan = outcome.training();
        TableRows rows = outcome.rows();
        TrainingRun run = outcome.run();
        int count = rows.train().rows();
        boolean batches = plan.training().iterationsPerEpoch(count) > 1;
        List<Fact> facts = new ArrayList<>();
        facts.add(
                new Fact(
                        "data",
                        plan.data().file()
                                + ": "
                                + Quantities.count(rows.rows(), "row", "rows")
                                + ", "
                                + Quantities.count(rows.features().size(), "feature", "features")
                                + " as "
                                + Quantities.count(rows.preparation().inputs(), "input", "inputs")
                                + ", "
                                + target(outcome)));
        facts.add(
                new Fact(
                        "split",
                        count
                                + " for training, "
                                + (rows.validation().isEmpty()
                                        ? ""
                                        : rows.validationRows() + " for validation, ")
                                + rows.test().rows()
                                + " for testing"
                                + (rows.stratified() ? ", stratified" : "")
                                + ", seed "
                                + plan.data().splitSeed()
                                + ", numbers scaled: "
                                + OptionValues.name(plan.data().scaler())));
        facts.add(
                new Fact(
                        "network",
                        plan.network().describe(outcome.network())
                                + ", loss "
                                + outcome.network().loss()
                                + (outcome.runs().size() == 1 ? ", seed " : ", seeds ")
                                + String.join(
                                        ", ",
                                        plan.training().seeds().stream()
                                                .map(String::valueOf)
                                                .toList())));
        facts.add(
                new Fact(
                        "training",
                        plan.training().describe(count)
                                + ", "
                                + plan.optimizer().describe()
                                + plan.training().describeRest()));
        if (run.stopReason() == StopReason.EARLY_STOPPING) {
            facts.add(
                    new Fact(
                            "stopped",
                            "after "
                                    + Quantities.count(run.epoch(), "epoch", "epochs")
                                    + ": "
                                    + plan.training().describePatience()));
        }
        facts.add(new Fact("kernels", RunText.kernels(run)));
        facts.add(new Fact("time", RunText.time(run, batches)));
        return facts;
    }

    private static String target(TableOutcome outcome) {
        List<String> names = outcome.source().schema().targets();
        String plain = Names.joined(names);
        return switch (outcome.source().schema().targetKind()) {
            case CLASSES -> outcome.network().outputs() + " classes of " + plain;
            case NUMBERS -> (names.size() == 1 ? "number " : "numbers ") + plain;
            case LABELS -> "labels " + plain;
        };
    }

    private static void compareSeeds(StringBuilder text, TableOutcome outcome) {
        double sum = 0;
        String name = outcome.scores().getFirst().name();
        for (TableRun run : outcome.runs()) {
            double value = run.evaluation().scores().getFirst().value();
            sum += value;
            line(
                    text,
                    "seed " + run.seed(),
                    name + " " + ScoreText.number(value) + ", " + Quantities.nanos(run.nanos()));
        }
        line(
                text,
                "all " + outcome.runs().size() + " seeds",
                name
                        + " "
                        + ScoreText.number(sum / outcome.runs().size())
                        + " on average; the rest is of seed "
                        + outcome.last().seed());
        text.append('\n');
    }

    /** The fall of the score when a column is shuffled. */
    private static String important(ColumnImportance importance, int testRows) {
        String basis = importance.basis(testRows);
        List<String> shown = new ArrayList<>();
        List<PermutationImportance> columns = importance.columns();
        for (PermutationImportance one : columns.subList(0, Math.min(MOST_SHOWN, columns.size()))) {
            String name = ColumnTable.shown(one.name());
            shown.add(name + String.format(Locale.ROOT, " %.3f", one.mean()));
        }
        return String.join(", ", shown)
                + " ("
                + importance.metric()
                + " lost if shuffled"
                + (basis.isEmpty() ? "" : "; of " + basis)
                + ")";
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(" ".repeat(Math.max(1, 19 - name.length())));
        text.append(value).append('\n');
    }
}
