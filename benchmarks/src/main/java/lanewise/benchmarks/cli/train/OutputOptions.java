package lanewise.benchmarks.cli.train;

import lanewise.benchmarks.cli.command.OptionValues;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The files and the format of the results. */
@Command(optionListHeading = "Results:")
public final class OutputOptions {

    @Option(
            names = "--out",
            paramLabel = "directory",
            converter = OptionValues.Location.class,
            description = "Directory for the files. Default: out")
    private Path out = Path.of("out");

    @Option(names = "--no-plots", description = "Write no charts.")
    private boolean noPlots;

    @Option(
            names = "--digits",
            description =
                    "Also write digits.png: test rows as pictures with the predicted classes. The"
                            + " data must be 8 lines of 8 pixels from 0 to 16, as in"
                            + " digits.csv.gz.")
    private boolean digits;

    @Option(
            names = "--model",
            description =
                    "Also write model.safetensors: the trained network with its scaling and the"
                            + " names of features and classes, for scripts/predict and for"
                            + " Python's safetensors.")
    private boolean model;

    @Option(
            names = "--onnx",
            description =
                    "Also write model.onnx: the same for ONNX Runtime and others; it takes"
                            + " unscaled rows. Not with --recurrent.")
    private boolean onnx;

    @Option(names = "--json", description = "Print the result as one JSON object instead of text.")
    private boolean json;

    /** Creates the options with their default values; picocli sets them. */
    public OutputOptions() {}

    /**
     * Accepts arguments if all are switches of this class. The default run then starts without
     * picocli, which needs longer to process its annotations than 5000 iterations on iris take.
     *
     * @param args the arguments
     * @return true if all arguments were accepted; otherwise none was
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

    /**
     * The directory for the files.
     *
     * @return the directory
     */
    public Path folder() {
        return out;
    }

    /**
     * Returns whether to write charts.
     *
     * @return false with {@code --no-plots}
     */
    public boolean charts() {
        return !noPlots;
    }

    /**
     * Returns whether to write pictures of digits.
     *
     * @return true with {@code --digits}
     */
    public boolean digits() {
        return digits;
    }

    /**
     * Returns whether to write the model.
     *
     * @return true with {@code --model}
     */
    public boolean model() {
        return model;
    }

    /**
     * Returns whether to write an ONNX model.
     *
     * @return true with {@code --onnx}
     */
    public boolean onnx() {
        return onnx;
    }

    /**
     * Returns whether to print JSON.
     *
     * @return true with {@code --json}
     */
    public boolean json() {
        return json;
    }
}
