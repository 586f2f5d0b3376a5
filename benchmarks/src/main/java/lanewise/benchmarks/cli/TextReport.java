package lanewise.benchmarks.cli;

import lanewise.Network;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A training run as text for people. */
final class TextReport {
    private static final int MAX_CLASSES = 12;

    private final StringBuilder text = new StringBuilder();

    private TextReport() {}

    /** The report, each line ended by a line break. */
    static String of(TrainingOutcome outcome, List<Path> files) {
        TextReport report = new TextReport();
        report.describe(outcome);
        report.text.append('\n');
        report.judge(outcome);
        report.line(
                "written", files.stream().map(Path::toString).collect(Collectors.joining(", ")));
        return report.text.toString();
    }

    private void describe(TrainingOutcome outcome) {
        TrainingPlan plan = outcome.plan();
        int train = outcome.split().train().rows();
        int test = outcome.split().test().rows();
        Network network = outcome.model().network();
        line(
                "data",
                plan.data()
                        + ": "
                        + Figures.count(train + test, "row", "rows")
                        + ", "
                        + Figures.count(network.inputs(), "feature", "features")
                        + ", "
                        + network.outputs()
                        + " classes");
        line("split", train + " for training, " + test + " for testing, seed " + plan.splitSeed());
        line(
                "network",
                network
                        + ", sigmoid, "
                        + (plan.bias() ? "with" : "without")
                        + " biases, "
                        + Figures.count(network.parameterCount(), "parameter", "parameters")
                        + ", seed "
                        + plan.seed());
        line(
                "training",
                Figures.count(plan.iterations(), "full-batch iteration", "full-batch iterations")
                        + ", learning rate "
                        + plan.learningRate());
        line("kernels", outcome.run().kernels() + " (" + outcome.run().kernelsReason() + ")");
        line("time", Figures.nanos(outcome.run().nanosPerIteration()) + " per iteration");
    }

    private void judge(TrainingOutcome outcome) {
        line("mse", Figures.mse(outcome.mse()));
        line(
                "training accuracy",
                Figures.share(outcome.trainHits(), outcome.split().train().rows()));
        line(
                "test accuracy",
                Figures.share(outcome.confusion().hits(), outcome.confusion().rows()));
        text.append('\n');
        if (outcome.confusion().classNames().size() <= MAX_CLASSES) {
            text.append(outcome.confusion()).append("\n\n");
        } else {
            line("confusion", "more than " + MAX_CLASSES + " classes; --json lists the counts");
        }
        line("parameters", "SHA-256 " + outcome.model().parametersSha256());
    }

    private void line(String name, String value) {
        text.append(name).append(" ".repeat(19 - name.length())).append(value).append('\n');
    }
}
