package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.command.CommandRunner;
import lanewise.benchmarks.cli.command.OutputFolder;
import lanewise.benchmarks.cli.command.QuickJvm;
import lanewise.benchmarks.cli.command.Streams;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.cli.command.Version;
import lanewise.benchmarks.cli.train.DataOptions;
import lanewise.benchmarks.cli.train.JsonReport;
import lanewise.benchmarks.cli.train.NetworkOptions;
import lanewise.benchmarks.cli.train.OptimizerOptions;
import lanewise.benchmarks.cli.train.OutputOptions;
import lanewise.benchmarks.cli.train.Progress;
import lanewise.benchmarks.cli.train.ProgressBarOnTerminal;
import lanewise.benchmarks.cli.train.TestDigits;
import lanewise.benchmarks.cli.train.TextReport;
import lanewise.benchmarks.cli.train.TrainFiles;
import lanewise.benchmarks.cli.train.TrainingOptions;
import lanewise.benchmarks.cli.train.TrainingOutcome;
import lanewise.benchmarks.cli.train.TrainingPlan;
import lanewise.data.Dataset;
import lanewise.internal.file.AtomicFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;

/**
 * The command {@code train}: trains a network on a CSV file, tests it, and writes the history of
 * the training. Without options it repeats the classic article's run on iris.
 *
 * <p>The system property {@code lanewise.home} is the project's root directory, which contains the
 * default data.
 */
@Command(
        name = "train",
        description = "Trains a network that classifies the rows of a CSV file, and tests it.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        usageHelpAutoWidth = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Without options: iris, network 4-2-3 without biases, 5000 iterations.",
            "",
            "Writes history.csv and, unless --no-plots is given, mse.png, mse.svg, accuracy.png and",
            "accuracy.svg (loss.png and loss.svg if the loss is not mse; with --recurrent also residual.png",
            "and residual.svg; with --model model.safetensors, with --onnx model.onnx). Files of these names",
            "are replaced, but only after the training has succeeded: first models and history, then charts.",
            "Charts that Java cannot draw are left out with a warning. If a file cannot be written, the",
            "result is printed nevertheless, and the exit code is 2.",
            "",
            "Handwritten digits, in seconds:",
            "  scripts/train --data src-test-data/digits.csv.gz --test-size 0.2 --scale min-max \\",
            "    --hidden 32 --bias --activation relu --output softmax --init he --dropout 0.1 \\",
            "    --optimizer adam --learning-rate 0.01 --schedule cosine --batch 32 --epochs 30"
                    + " --digits",
            "",
            "Recurrent backpropagation on iris:",
            "  scripts/train --recurrent --hidden 5 --bias --init normal:0.1",
            "",
            "Exit codes: 0 success; 2 invalid options or files, explained in one line; 1 a defect"
                    + " of the program."
        })
public final class Train implements Callable<Integer> {

    @Mixin private DataOptions data = new DataOptions();

    @Mixin private NetworkOptions network = new NetworkOptions();

    @Mixin private OptimizerOptions optimizer = new OptimizerOptions();

    @Mixin private TrainingOptions training = new TrainingOptions();

    @Mixin private OutputOptions output = new OutputOptions();

    private final Streams streams;

    private Train(Streams streams) {
        this.streams = streams;
    }

    /**
     * Runs the command, whose exit code becomes the JVM's.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        int exitCode = run(args, Streams.ofProcess());
        if (exitCode
                != CommandRunner.OK) { // System.exit loads the JDK's logging, only to log the exit.
            System.exit(exitCode);
        }
    }

    static int run(String[] args, Streams streams) {
        Train train = new Train(streams);
        return train.output.areSwitches(args)
                ? CommandRunner.call("train", train, streams)
                : CommandRunner.run(train, args, streams);
    }

    /**
     * Runs the command.
     *
     * @return {@link CommandRunner#OK}
     * @throws UserError if the user can correct a problem
     */
    @Override
    public Integer call() throws UserError {
        new Sha256Loading().start();
        TrainingPlan plan = new TrainingPlan(data, network, optimizer, training);
        List<String> names = TrainFiles.names(output, network);
        OutputFolder folder = OutputFolder.check(output.folder(), names, data.file());
        Dataset all = data.read();
        QuickJvm.leaveIf(plan.isLong(all));
        if (output.digits()) {
            TestDigits.check(all);
        }
        if (output.onnx()) {
            plan.requireExportable(all);
            for (String warning : data.warningsOfOnnx(all)) {
                streams.warn("train", warning);
            }
        }
        TrainingOutcome outcome =
                plan.carryOut(
                        all,
                        streams.terminal()
                                ? new ProgressBarOnTerminal(streams.err())
                                : new Progress(),
                        streams);
        for (String warning : outcome.warnings()) {
            streams.warn("train", warning);
        }
        try {
            folder.write(TrainFiles.results(names, outcome));
            if (output.charts() || output.digits()) {
                draw(folder, TrainFiles.pictures(names, outcome));
            }
        } finally { // The training is not lost if a file cannot be written.
            List<Path> files = folder.written();
            streams.out()
                    .print(
                            output.json()
                                    ? JsonReport.of(outcome, files)
                                    : TextReport.of(outcome, files));
        }
        return CommandRunner.OK;
    }

    private void draw(OutputFolder folder, SequencedMap<String, AtomicFile.Content> pictures)
            throws UserError {
        Optional<String> problem = folder.draw(pictures);
        if (problem.isPresent()) {
            streams.warn(
                    "train",
                    problem.get()
                            + "; if fonts are missing, install fontconfig and a font, or pass"
                            + " --no-plots"
                            + (output.digits() ? " and leave out --digits" : ""));
        }
    }
}
