package lanewise.benchmarks.cli;

import lanewise.Activation;
import lanewise.benchmarks.cli.command.CommandRunner;
import lanewise.benchmarks.cli.command.HelpOptions;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.OutputFolder;
import lanewise.benchmarks.cli.command.Streams;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.cli.train.TrainingValues;
import lanewise.benchmarks.onnx.OnnxFileException;
import lanewise.benchmarks.onnx.OnnxImport;
import lanewise.io.ModelFileException;
import lanewise.io.NumpyWeights;
import lanewise.io.SavedModel;
import lanewise.io.TorchWeights;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** The command {@code import}: converts a network of another framework to a saved model. */
@Command(
        name = "import",
        description =
                "Converts a network trained elsewhere to a model file, for export, SavedModel.read and"
                        + " other programs.",
        footer = {
            "",
            "The format is recognised by the file's content:",
            "  ONNX, from PyTorch, skl2onnx, tf2onnx or export: with scaling and class names",
            "  safetensors: the state_dict of PyTorch modules made of nn.Linear",
            "  npz: np.savez of Keras' get_weights(), or of scikit-learn's coefs_ and intercepts_",
            "The last two hold no activations: --activation and --output are required for them.",
            "",
            "Exit codes: 0 success; 2 invalid options or files, explained in one line; 1 a defect"
                    + " of the",
            "program."
        })
public final class Import implements Callable<Integer> {

    @Parameters(
            paramLabel = "file",
            converter = OptionValues.Location.class,
            description = "File of the other framework, such as model.onnx")
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "file",
            required = true,
            converter = OptionValues.Location.class,
            description = "Model file to write, such as model.safetensors")
    private Path out;

    @Option(
            names = "--activation",
            paramLabel = "name",
            converter = TrainingValues.Activations.class,
            completionCandidates = TrainingValues.Activations.class,
            description = "Hidden layers: ${COMPLETION-CANDIDATES}; softmax for outputs only")
    private Activation activation;

    @Option(
            names = "--output",
            paramLabel = "name",
            converter = TrainingValues.Activations.class,
            description = "Last layer: one of the above, also softmax")
    private Activation output;

    @Option(
            names = "--layers",
            paramLabel = "name",
            split = ",",
            description =
                    "Names of the layers in a state_dict in order, such as hidden,out. Default: the"
                            + " order of the numbers in their names, or the only one that fits"
                            + " their shapes")
    private List<String> layers = List.of();

    @Option(
            names = "--classes",
            paramLabel = "name",
            split = ",",
            description =
                    "Class names in the order of the outputs, for one output those of 0 and 1."
                            + " Default: those of the file")
    private List<String> classes = List.of();

    @Mixin private HelpOptions help = new HelpOptions();

    private final Streams streams;

    private Import(Streams streams) {
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
        return CommandRunner.run(new Import(streams), args, streams);
    }

    /**
     * Runs the command.
     *
     * @return {@link CommandRunner#OK}
     * @throws UserError if the file cannot be read or imported, or the model cannot be written
     */
    @Override
    public Integer call() throws UserError {
        SavedModel saved = read();
        OutputFolder.checkFile(out, file).write(out, saved::write);
        streams.out().println("wrote " + out + ": " + ModelSummary.of(saved));
        return CommandRunner.OK;
    }

    private SavedModel read() throws UserError {
        if (!Files.exists(file)) {
            throw new UserError("no such file: " + file);
        }
        try {
            SavedModel saved =
                    switch (ImportFormat.of(file)) {
                        case ONNX -> onnx();
                        case SAFETENSORS -> {
                            requireForeign();
                            requireActivations();
                            yield SavedModel.of(
                                    TorchWeights.read(
                                            file,
                                            activation,
                                            output,
                                            layers.toArray(new String[0])));
                        }
                        case NPZ -> {
                            requireActivations();
                            requireNoLayers();
                            yield SavedModel.of(NumpyWeights.readArchive(file, activation, output));
                        }
                    };
            return classes.isEmpty() ? saved : saved.withClassNames(classes);
        } catch (ModelFileException | OnnxFileException e) {
            throw new UserError(e.getMessage(), e); // The message begins with the file's name.
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UserError("cannot read " + file + ": " + OutputFolder.reason(e), e);
        }
    }

    private SavedModel onnx() throws IOException, UserError {
        if (activation != null || output != null) {
            throw new UserError(
                    file
                            + " is an ONNX file, which has its activations: leave out --activation and"
                            + " --output");
        }
        requireNoLayers();
        return OnnxImport.read(file);
    }

    private void requireForeign() throws IOException, UserError {
        try {
            SavedModel.read(file);
        } catch (ModelFileException e) {
            if (e.problem() != ModelFileException.Problem.OTHER_KIND) {
                return;
            }
        }
        throw new UserError(
                file + " is a model of Lanewise already: use it with scripts/predict as it is");
    }

    private void requireNoLayers() throws UserError {
        if (!layers.isEmpty()) {
            throw new UserError(
                    "--layers: " + file + " gives the order of its layers: leave it out");
        }
    }

    private void requireActivations() throws UserError {
        if (output == null || activation == null) {
            throw new UserError(
                    file
                            + " holds no activations: give "
                            + (output == null && activation == null
                                    ? "--activation and --output"
                                    : output == null ? "--output" : "--activation")
                            + ", such as "
                            + (output == null ? "--output softmax" : "--activation relu"));
        }
    }
}
