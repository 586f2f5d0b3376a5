package lanewise.benchmarks.cli.train;

import lanewise.benchmarks.cli.command.OptionValues;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What to write where. */
@Command(optionListHeading = "Results:")
public final class OutputOptions {

    @Option(
            names = "--out",
            paramLabel = "folder",
            converter = OptionValues.Location.class,
            description = "Folder for the files. Default: out")
    private Path out = Path.of("out");

    @Option(names = "--no-plots", description = "Write no charts.")
    private boolean noPlots;

    @Option(
            names = "--digits",
            description =
                    "Write digits.png too: test rows as pictures with what they were taken for. The"
                            + " data must be 8 lines of 8 pixels from 0 to 16, as digits.csv.gz.")
    private boolean digits;

    @Option(
            names = "--model",
            description =
                    "Write model.safetensors too: the trained network with its scaling and the"
                            + " names"
                            + " of the classes, for Lanewise and for Python's safetensors.")
    private boolean model;

    @Option(
            names = "--onnx",
            description =
                    "Write model.onnx too: the same for ONNX Runtime and others; rows are fed to it"
                            + " unscaled. Not with --recurrent.")
    private boolean onnx;

    @Option(names = "--json", description = "Print the result as one JSON object instead of text.")
    private boolean json;

    /**
     * Takes arguments if each is a switch that is read here. The classic run then starts without
     * picocli, which needs longer for its annotations than iris for 5000 iterations.
     *
     * @return whether all arguments are taken; else none is
     */
    public boolean areSwitches(String... args) {
        List<String> all = List.of(args);
        if (!List.of("--no-plots", "--json").containsAll(all)
                || Set.copyOf(all).size() < all.size()) {
            return false;
        }
        noPlots = all.contains("--no-plots");
        json = all.contains("--json");
        return true;
    }

    public Path folder() {
        return out;
    }

    public boolean charts() {
        return !noPlots;
    }

    public boolean digits() {
        return digits;
    }

    boolean model() {
        return model;
    }

    public boolean onnx() {
        return onnx;
    }

    public boolean json() {
        return json;
    }
}
