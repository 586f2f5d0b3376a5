package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.command.CommandRunner;
import lanewise.benchmarks.cli.command.HelpOptions;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.OutputFolder;
import lanewise.benchmarks.cli.command.Streams;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.onnx.OnnxModel;
import lanewise.io.ModelFileException;
import lanewise.io.SavedModel;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;

/** The command {@code export}: makes an ONNX file of a model that was kept. */
@Command(
        name = "export",
        description = "Makes an ONNX file of a model that train --model, or SavedModel, wrote.",
        footer = {
            "",
            "The ONNX model takes rows as they were measured: a scaling is part of it. The same model",
            "gives the same bytes.",
            "",
            "Exit codes: 0 success; 2 wrong options or files, one line says which; 1 a defect of the",
            "program."
        })
public final class Export implements Callable<Integer> {
    /** So many names of classes fit in a line. */
    private static final int MOST_SHOWN = 20;

    @Parameters(
            paramLabel = "model",
            converter = OptionValues.Location.class,
            description = "The file of the model, such as out/model.safetensors")
    private Path model;

    @Option(
            names = "--out",
            paramLabel = "file",
            converter = OptionValues.Location.class,
            description =
                    "Where the ONNX file goes. Default: beside the model, its name with .onnx")
    private Path out;

    @Mixin private HelpOptions help = new HelpOptions();

    private final Streams streams;

    private Export(Streams streams) {
        this.streams = streams;
    }

    /**
     * Runs the command and ends the JVM with its exit code.
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
     * Does what the options say.
     *
     * @return {@link CommandRunner#OK}
     * @throws UserError if the model cannot be read, has no graph, or the file cannot be written
     */
    @Override
    public Integer call() throws UserError {
        SavedModel saved = read(model);
        Path file = out == null ? beside(model) : out;
        if (file.getFileName() == null) {
            throw new UserError("--out " + file + ": expected a file, found a folder");
        }
        String name = file.getFileName().toString();
        Path folder = file.getParent() == null ? Path.of("") : file.getParent();
        OutputFolder target = OutputFolder.check(folder, List.of(name), model);
        SequencedMap<String, OutputFolder.Content> contents = new LinkedHashMap<>();
        contents.put(name, onnx(saved)::write);
        target.write(contents);
        streams.out().println("wrote " + file + ": " + describe(saved));
        return CommandRunner.OK;
    }

    private static SavedModel read(Path file) throws UserError {
        if (!Files.exists(file)) {
            throw new UserError("there is no file " + file);
        }
        try {
            return SavedModel.read(file);
        } catch (ModelFileException e) {
            throw new UserError(e.getMessage(), e); // begins with the file
        } catch (IOException e) {
            throw new UserError("cannot read " + file + ": " + OutputFolder.reason(e), e);
        }
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

    private static String describe(SavedModel saved) {
        StringBuilder text = new StringBuilder("network ").append(saved.model().network());
        if (saved.scaling().isPresent()) {
            text.append(", scaling");
        }
        int classes = saved.classNames().size();
        if (classes > MOST_SHOWN) {
            text.append(", ").append(classes).append(" classes");
        } else if (classes > 0) {
            text.append(", classes ").append(String.join(", ", saved.classNames()));
        }
        return text.toString().replaceAll("\\p{Cntrl}", "?"); // names may be anything
    }
}
