package lanewise.benchmarks.cli;

import lanewise.Tier;
import lanewise.benchmarks.plot.HistoryCharts;
import lanewise.benchmarks.plot.LineChart;
import lanewise.data.CsvException;
import lanewise.data.TestSize;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;

/**
 * The command {@code train}: trains a sigmoid network on a CSV file, tests it, and writes how the
 * training went. Without options it repeats the classic article's run on iris.
 *
 * <p>The system property {@code lanewise.home} says where the project's root is, in which the
 * default data lie.
 */
@Command(
        name = "train",
        description =
                "Trains a sigmoid network by full-batch gradient descent on a CSV file and tests it.",
        versionProvider = Train.Version.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        usageHelpAutoWidth = false,
        footer = {
            "",
            "Without options: iris, network 4-2-3 without biases, 5000 iterations.",
            "",
            "Writes history.csv and, unless --no-plots, mse.png, mse.svg, accuracy.png and accuracy.svg,",
            "replacing files of these names, and only after the training has succeeded.",
            "",
            "Exit codes: 0 success; 2 wrong options or files, one line says which; 1 a defect of the program."
        })
public final class Train implements Callable<Integer> {
    private static final String DEFAULT_DATA = "src-test-data/iris.csv";

    @Option(
            names = "--data",
            paramLabel = "file",
            converter = OptionValues.Location.class,
            description = "CSV file with a header line, plain or gzip. Default: iris")
    private Path data;

    @Option(
            names = "--label",
            paramLabel = "column",
            description = "Label column: its name, or its index from 0. Default: the last column")
    private String label;

    @Option(
            names = "--hidden",
            paramLabel = "units",
            defaultValue = "2",
            converter = OptionValues.Hidden.class,
            description =
                    "Units of the hidden layers, separated by commas, or none. Default: ${DEFAULT-VALUE}")
    private HiddenLayers hidden;

    @Option(names = "--bias", description = "Give each unit a bias.")
    private boolean bias;

    @Option(
            names = "--iterations",
            paramLabel = "n",
            defaultValue = "5000",
            converter = OptionValues.Count.class,
            description = "Passes over all training rows. Default: ${DEFAULT-VALUE}")
    private int iterations;

    @Option(
            names = "--learning-rate",
            paramLabel = "rate",
            defaultValue = "0.1",
            converter = OptionValues.Positive.class,
            description = "Factor of the gradient, above 0. Default: ${DEFAULT-VALUE}")
    private double learningRate;

    @Option(
            names = "--seed",
            paramLabel = "n",
            defaultValue = "10",
            converter = OptionValues.Seed.class,
            description =
                    "Seed of the start weights, as NumPy's RandomState. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--split-seed",
            paramLabel = "n",
            defaultValue = "4",
            converter = OptionValues.Seed.class,
            description =
                    "Seed of the split, as train_test_split's random_state. Default: ${DEFAULT-VALUE}")
    private long splitSeed;

    @Option(
            names = "--test-size",
            paramLabel = "size",
            defaultValue = "20",
            converter = OptionValues.Rows.class,
            description =
                    "Rows for testing: a number, or a share such as 0.2. Default: ${DEFAULT-VALUE}")
    private TestSize testSize;

    @Option(
            names = "--kernels",
            paramLabel = "which",
            defaultValue = "auto",
            converter = OptionValues.Kernels.class,
            description =
                    "auto, scalar or vector; all give the same result. Default: ${DEFAULT-VALUE}")
    private Tier kernels;

    @Option(
            names = "--out",
            paramLabel = "folder",
            defaultValue = "out",
            converter = OptionValues.Location.class,
            description = "Folder for the files. Default: ${DEFAULT-VALUE}")
    private Path out;

    @Option(names = "--no-plots", description = "Write no pictures.")
    private boolean noPlots;

    @Option(names = "--json", description = "Print the result as one JSON object instead of text.")
    private boolean json;

    private final Streams streams;

    private Train(Streams streams) {
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

    /**
     * Runs the command as if nobody watched: without a progress bar.
     *
     * @param args the options
     * @param out results
     * @param err problems
     * @return the exit code, as {@link CommandRunner} says
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, Streams.quiet(out, err));
    }

    static int run(String[] args, Streams streams) {
        return CommandRunner.run(new Train(streams), args, streams);
    }

    /**
     * Does what the options say.
     *
     * @return {@link CommandRunner#OK}
     * @throws CsvException if the data cannot be read
     * @throws UserError if something else is wrong that the user can put right
     */
    @Override
    public Integer call() throws CsvException, UserError {
        TrainingPlan plan = plan();
        OutputFolder folder = OutputFolder.check(out, fileNames(), plan.data());
        TrainingOutcome outcome =
                plan.carryOut(streams.terminal() ? Progress.bar(streams.err()) : Progress.silent());
        List<Path> files = folder.write(contents(outcome));
        streams.out().print(json ? JsonReport.of(outcome, files) : TextReport.of(outcome, files));
        return CommandRunner.OK;
    }

    private TrainingPlan plan() {
        return new TrainingPlan(
                data == null
                        ? Path.of(System.getProperty("lanewise.home", "")).resolve(DEFAULT_DATA)
                        : data,
                Optional.ofNullable(label),
                hidden,
                bias,
                iterations,
                learningRate,
                kernels,
                seed,
                splitSeed,
                testSize);
    }

    private List<String> fileNames() {
        return noPlots
                ? List.of("history.csv")
                : List.of("history.csv", "mse.png", "mse.svg", "accuracy.png", "accuracy.svg");
    }

    private SequencedMap<String, OutputFolder.Content> contents(TrainingOutcome outcome) {
        SequencedMap<String, OutputFolder.Content> contents = new LinkedHashMap<>();
        for (String name : fileNames()) {
            contents.put(name, content(name, outcome));
        }
        return contents;
    }

    private static OutputFolder.Content content(String name, TrainingOutcome outcome) {
        if (name.equals("history.csv")) {
            return file -> HistoryCsv.write(outcome.run().history(), file);
        }
        String subject =
                outcome.plan().data().getFileName() + ", network " + outcome.model().network();
        LineChart chart =
                name.startsWith("mse")
                        ? HistoryCharts.mse(outcome.run().history(), subject)
                        : HistoryCharts.accuracy(outcome.run().history(), subject);
        return name.endsWith(".png") ? chart::writePng : chart::writeSvg;
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Train.class.getPackage().getImplementationVersion();
            return new String[] {
                version == null ? "Lanewise, not from its jar" : "Lanewise " + version
            };
        }
    }
}
