package lanewise.benchmarks.cli.train;

import lanewise.Loss;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.Quantities;
import lanewise.data.Scaler;
import lanewise.recurrent.Convergence;
import lanewise.train.StopReason;
import lanewise.train.TrainingRun;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.StringJoiner;

/** The result of a training as text. */
public final class TextReport {
    private static final int MAX_CLASSES = 12;

    private final TrainingOutcome outcome;
    private final TrainingPlan plan;
    private final StringBuilder text = new StringBuilder();

    private TextReport(TrainingOutcome outcome) {
        this.outcome = outcome;
        plan = outcome.plan();
    }

    /**
     * Formats the report.
     *
     * @param outcome the result
     * @param files the files written
     * @return the report; each line ends with a line break
     */
    public static String of(TrainingOutcome outcome, List<Path> files) {
        TextReport report = new TextReport(outcome);
        report.facts().forEach(report::line);
        if (outcome.seeds().size() > 1) {
            report.compareSeeds();
        }
        report.text.append('\n');
        report.judge(outcome.last());
        report.line("written", joined(files));
        return report.text.toString();
    }

    /**
     * Describes data, network and training.
     *
     * @param outcome the result
     * @return what was trained, and how, by name
     */
    public static SequencedMap<String, String> facts(TrainingOutcome outcome) {
        return new TextReport(outcome).facts();
    }

    private SequencedMap<String, String> facts() {
        SequencedMap<String, String> facts = new LinkedHashMap<>();
        TrainingData data = outcome.data();
        facts.put(
                "data",
                plan.data().file()
                        + ": "
                        + Quantities.count(data.rows(), "row", "rows")
                        + ", "
                        + Quantities.count(outcome.network().inputs(), "feature", "features")
                        + ", "
                        + outcome.network().outputs()
                        + " classes");
        facts.put("split", split(data));
        facts.put(
                "network",
                plan.network().describe(outcome.network())
                        + (outcome.seeds().size() == 1 ? ", seed " : ", seeds ")
                        + joined(plan.training().seeds()));
        facts.put(
                "training",
                plan.training().describe(data.train().rows())
                        + ", "
                        + plan.optimizer().describe()
                        + plan.training().describeRest());
        TrainingRun run = outcome.run();
        facts.put("kernels", RunText.kernels(run));
        facts.put("time", RunText.time(run, batches()));
        return facts;
    }

    private String split(TrainingData data) {
        return data.train().rows()
                + " for training, "
                + (data.validation().isEmpty() ? "" : data.validationRows() + " for validation, ")
                + data.test().rows()
                + " for testing, seed "
                + plan.data().splitSeed()
                + (plan.data().scaler() == Scaler.NONE
                        ? ""
                        : ", features scaled: " + OptionValues.name(plan.data().scaler()));
    }

    private boolean batches() {
        return plan.training().iterationsPerEpoch(outcome.data().train().rows()) > 1;
    }

    private void compareSeeds() {
        text.append('\n');
        for (SeedOutcome seed : outcome.seeds()) {
            line(
                    "seed " + seed.seed(),
                    "test accuracy "
                            + share(seed)
                            + ", "
                            + outcome.lossName()
                            + " "
                            + Quantities.mse(seed.loss())
                            + ", "
                            + Quantities.nanos(seed.nanos()));
        }
        line(
                "all " + outcome.seeds().size() + " seeds",
                String.format(
                        Locale.ROOT,
                        "test accuracy %.4f on average, %.4f at least; the rest is of seed %d",
                        outcome.meanTestAccuracy(),
                        outcome.leastTestAccuracy(),
                        outcome.last().seed()));
    }

    private void judge(SeedOutcome seed) {
        if (outcome.run().stopReason() == StopReason.EARLY_STOPPING) {
            line(
                    "stopped",
                    "after "
                            + Quantities.count(outcome.run().epoch(), "epoch", "epochs")
                            + ": "
                            + plan.training().describePatience());
        }
        Loss loss = outcome.network().loss();
        line(
                outcome.lossName(),
                Quantities.mse(seed.loss())
                        + (loss == Loss.MEAN_SQUARED_ERROR ? "" : " (" + loss + ")"));
        if (plan.network().recurrent()) {
            line("convergence", convergence(outcome.run().convergence(0)));
        }
        line("training accuracy", Quantities.share(seed.trainHits(), seed.trainRows()));
        line("test accuracy", share(seed));
        text.append('\n');
        if (seed.confusion().classNames().size() <= MAX_CLASSES) {
            text.append(seed.confusion()).append("\n\n");
        } else {
            line("confusion", "more than " + MAX_CLASSES + " classes; --json lists the counts");
        }
        line("parameters", "SHA-256 " + seed.model().parametersSha256());
    }

    private static String convergence(Convergence last) {
        return String.format(
                Locale.ROOT,
                "%d sweeps forward (%.1f on average), %d backward (%.1f), changes up to %.1e and"
                        + " %.1e; %d/%d rows converged",
                last.forwardSweeps(),
                (double) last.forwardRowSweeps() / last.rows(),
                last.backwardSweeps(),
                (double) last.backwardRowSweeps() / last.rows(),
                last.residual(),
                last.backwardResidual(),
                last.converged(),
                last.rows());
    }

    private static String share(SeedOutcome seed) {
        return Quantities.share(seed.confusion().hits(), seed.confusion().rows());
    }

    private static String joined(List<?> items) {
        StringJoiner joined = new StringJoiner(", ");
        for (Object item : items) {
            joined.add(item.toString());
        }
        return joined.toString();
    }

    private void line(String name, String value) {
        text.append(name).append(" ".repeat(Math.max(1, 19 - name.length())));
        text.append(value).append('\n');
    }
}
