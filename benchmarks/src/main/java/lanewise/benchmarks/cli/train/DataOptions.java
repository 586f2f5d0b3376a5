package lanewise.benchmarks.cli.train;

import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.data.Csv;
import lanewise.data.CsvException;
import lanewise.data.Dataset;
import lanewise.data.Scaling;
import lanewise.data.TestSize;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** The data file, the test split and the scaling of features. */
@Command(optionListHeading = "Data:")
public final class DataOptions {
    private static final String DEFAULT_DATA = "src-test-data/iris.csv";

    /** Scaling of features, fitted to the training rows. */
    enum Scale {
        NONE,
        STANDARD,
        MIN_MAX;

        /** The scaling fitted to these rows, or null for none. */
        Scaling fit(Dataset train) {
            return switch (this) {
                case NONE -> null;
                case STANDARD -> Scaling.standard(train);
                case MIN_MAX -> Scaling.minMax(train);
            };
        }

        @Override
        public String toString() {
            return OptionValues.name(this);
        }
    }

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
            names = "--test-size",
            paramLabel = "size",
            converter = TrainingValues.Rows.class,
            description = "Rows for testing: a number, or a share such as 0.2. Default: 20")
    private TestSize testSize = TestSize.count(20);

    @Option(
            names = "--split-seed",
            paramLabel = "n",
            converter = OptionValues.Seed.class,
            description = "Seed of the split, same as random_state of train_test_split. Default: 4")
    private long splitSeed = 4;

    @Option(
            names = "--scale",
            paramLabel = "how",
            converter = TrainingValues.Scales.class,
            description =
                    "Scale features, fitted to the training rows: standard (mean 0, deviation 1),"
                            + " min-max (0 to 1) or none. Default: none")
    private Scale scale = Scale.NONE;

    /** Creates the options with their default values; picocli sets them. */
    public DataOptions() {}

    /**
     * The data file; the project's iris by default.
     *
     * @return the file
     */
    public Path file() {
        return data == null
                ? Path.of(System.getProperty("lanewise.home", "")).resolve(DEFAULT_DATA)
                : data;
    }

    TestSize testSize() {
        return testSize;
    }

    long splitSeed() {
        return splitSeed;
    }

    Scale scale() {
        return scale;
    }

    /**
     * Reads all rows.
     *
     * @return the rows
     * @throws CsvException if they cannot be read
     * @throws UserError if there is only one class
     */
    public Dataset read() throws CsvException, UserError {
        Dataset all = label == null ? Csv.read(file()) : Csv.read(file(), label);
        if (all.classNames().size() < 2) {
            throw new UserError(
                    file()
                            + ": all "
                            + all.rows()
                            + " rows have the label '"
                            + all.classNames().getFirst()
                            + "': a classifier needs at least two classes");
        }
        return all;
    }
}
