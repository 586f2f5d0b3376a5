package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.command.CommandLineText;
import lanewise.benchmarks.cli.command.CommandRunner;
import lanewise.benchmarks.cli.command.CsvOptions;
import lanewise.benchmarks.cli.command.OutputFolder;
import lanewise.benchmarks.cli.command.QuickJvm;
import lanewise.benchmarks.cli.command.Streams;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.cli.command.Version;
import lanewise.benchmarks.cli.table.ColumnImportance;
import lanewise.benchmarks.cli.table.ColumnOptions;
import lanewise.benchmarks.cli.table.DatasetPage;
import lanewise.benchmarks.cli.table.TableFiles;
import lanewise.benchmarks.cli.table.TableJson;
import lanewise.benchmarks.cli.table.TableOutcome;
import lanewise.benchmarks.cli.table.TableReading;
import lanewise.benchmarks.cli.table.TableText;
import lanewise.benchmarks.cli.table.TableTraining;
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
import lanewise.data.CsvException;
import lanewise.data.Dataset;
import lanewise.internal.file.AtomicFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        description = "Trains a network on the rows of a CSV file, and tests it.",
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
            "Writes history.csv and, unless --no-plots is given, report.html, mse.png, mse.svg, accuracy.png",
            "and accuracy.svg (loss.png and loss.svg if the loss is not mse; with --recurrent also",
            "residual.png and residual.svg; with --model model.safetensors, with --onnx model.onnx). Files of",
            "these names are replaced, but only after the training has succeeded: first models and history,",
            "then charts. Charts that Java cannot draw are left out with a warning. If a file cannot be",
            "written, the result is printed nevertheless, and the exit code is 2.",
            "",
            "A table with texts, dates, missing values, or numbers to predict; other defaults apply, and the",
            "charts are in report.html only:",
            "  scripts/train --data src-test-data/tables/members.csv --target income --ordinal size=S,M,L,XL",
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

    @Mixin private ColumnOptions columns = new ColumnOptions();

    @Mixin private NetworkOptions network = new NetworkOptions();

    @Mixin private OptimizerOptions optimizer = new OptimizerOptions();

    @Mixin private TrainingOptions training = new TrainingOptions();

    @Mixin private OutputOptions output = new OutputOptions();

    private final Streams streams;

    private final List<String> args;

    private Train(Streams streams, String... args) {
        this.streams = streams;
        this.args = List.of(args);
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
        Train train = new Train(streams, args);
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
        TableTraining table = new TableTraining(data, columns, network, optimizer, training);
        if (columns.given()) {
            trainOnTable(table);
            return CommandRunner.OK;
        }
        TrainingPlan plan = new TrainingPlan(data, network, optimizer, training);
        List<String> names = new ArrayList<>(TrainFiles.names(output, network));
        if (hasPage()) {
            names.add(TableFiles.REPORT);
        }
        OutputFolder folder = OutputFolder.check(output.folder(), names, data.file());
        Dataset all;
        try {
            all = data.read();
        } catch (UserError e) {
            if (!TableReading.isWorthTrying(e)) {
                throw e;
            }
            trainOnTable(table, e);
            return CommandRunner.OK;
        }
        if (table.reading().hasNumbersToPredict(all)) {
            trainOnTable(table);
            return CommandRunner.OK;
        }
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
                SequencedMap<String, AtomicFile.Content> pictures =
                        TrainFiles.pictures(names, outcome);
                if (hasPage()) {
                    pictures.put(TableFiles.REPORT, page(outcome, all));
                }
                draw(folder, pictures);
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

    /** Whether to write a page, for which the file is read again. */
    private boolean hasPage() {
        return output.charts() && Files.isRegularFile(data.file());
    }

    private void trainOnTable(TableTraining plan, UserError problem) throws UserError {
        TableTraining.Task task;
        try {
            task = plan.prepare(plan.read());
        } catch (CsvException e) {
            throw new UserError(e.getMessage() + CsvOptions.hint(e.kind()), e);
        } catch (UserError e) {
            throw TableReading.refusedTwice(problem, e);
        }
        trainOnTable(plan, task);
    }

    private void trainOnTable(TableTraining plan) throws UserError {
        try {
            trainOnTable(plan, plan.prepare(plan.read()));
        } catch (CsvException e) {
            throw new UserError(e.getMessage() + CsvOptions.hint(e.kind()), e);
        }
    }

    private void trainOnTable(TableTraining plan, TableTraining.Task task) throws UserError {
        List<String> names = TableFiles.names(output);
        OutputFolder folder = OutputFolder.check(output.folder(), names, data.file());
        if (output.digits()) {
            throw new UserError("--digits needs a data set of 64 numbers and a class, not a table");
        }
        if (output.onnx()) {
            plan.requireExportable(task);
        }
        QuickJvm.leaveIf(plan.isLong(task));
        for (String remark : task.source().remarks()) {
            streams.warn("train", remark);
        }
        if (!output.json()) {
            streams.out().print(TableText.columns(task.source()));
            streams.out().flush();
        }
        TableOutcome outcome =
                plan.carryOut(
                        task,
                        streams.terminal()
                                ? new ProgressBarOnTerminal(streams.err())
                                : new Progress());
        ColumnImportance importance =
                output.charts() ? ColumnImportance.of(outcome) : ColumnImportance.NONE;
        try {
            folder.write(
                    TableFiles.results(
                            names, outcome, importance, CommandLineText.of("scripts/train", args)));
        } finally { // The training is not lost if a file cannot be written.
            List<Path> files = folder.written();
            streams.out()
                    .print(
                            output.json()
                                    ? TableJson.of(outcome, importance, files)
                                    : TableText.of(outcome, importance, files));
        }
    }

    private AtomicFile.Content page(TrainingOutcome outcome, Dataset all) {
        return out -> {
            try {
                String command = CommandLineText.of("scripts/train", args);
                out.write(DatasetPage.of(outcome, all, command).getBytes(StandardCharsets.UTF_8));
            } catch (UserError e) {
                throw new IOException(e.getMessage(), e);
            }
        };
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
