package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.command.CommandRunner;
import lanewise.benchmarks.cli.command.HelpOptions;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.OutputFolder;
import lanewise.benchmarks.cli.command.Streams;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.onnx.OnnxModel;
import lanewise.io.SavedModel;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** The command {@code export}: converts a saved model to an ONNX file. */
@Command(
        name = "export",
        description = "Converts a model written by train --model or by SavedModel to an ONNX file.",
        footer = {
            "",
            "The ONNX model takes unscaled rows: the scaling is part of the model. A model that"
                    + " prepares",
            "the rows of a table takes a tensor for each column, named like it: doubles for numbers"
                    + " and for",
            "dates (days since 1970-01-01), NaN if they are missing, and strings for all others,"
                    + " empty if",
            "they are missing. The same model always gives the same bytes.",
            "",
            "Exit codes: 0 success; 2 invalid options or files, explained in one line; 1 a defect"
                    + " of the",
            "program."
        })
public final class Export implements Callable<Integer> {
    @Parameters(
            paramLabel = "model",
            converter = OptionValues.Location.class,
            description = "Model file, such as out/model.safetensors")
    private Path model;

    @Option(
            names = "--out",
            paramLabel = "file",
            converter = OptionValues.Location.class,
            description =
                    "ONNX file to write. Default: the model's name with the extension .onnx, in"
                            + " the same directory")
    private Path out;

    @Mixin private HelpOptions help = new HelpOptions();

    private final Streams streams;

    private Export(Streams streams) {
        this.streams = streams;
    }

    /**
     * Runs the command and exits the JVM with its exit code.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        System.exit(run(args, Streams.ofProcess()));
    }

    static int run(String[] args, Streams streams) {
        return CommandRunner.run(new Export(streams), args, streams);
    }

    /**
     * Runs the command.
     *
     * @return {@link CommandRunner#OK}
     * @throws UserError if the model cannot be read or exported, or the file cannot be written
     */
    @Override
    public Integer call() throws UserError {
        SavedModel saved = ModelFile.read(model);
        Path file = out == null ? beside(model) : out;
        OutputFolder.checkFile(file, model).write(file, onnx(saved)::write);
        streams.out().println("wrote " + file + ": " + ModelSummary.of(saved));
        return CommandRunner.OK;
    }

    private static Path beside(Path model) {
        String name = model.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return model.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".onnx");
    }

    private OnnxModel onnx(SavedModel saved) throws UserError {
        try {
            return OnnxModel.of(saved);
        } catch (IllegalArgumentException e) {
            throw new UserError(model + ": " + e.getMessage(), e);
        }
    }
}
