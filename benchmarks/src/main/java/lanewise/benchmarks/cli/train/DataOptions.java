package lanewise.benchmarks.cli.train;

import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.data.TestSize;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The data file, the scaling of its features and the test split. */
@Command(optionListHeading = "Data:")
public final class DataOptions extends TableOptions {

    @Option(
            names = "--test-size",
            paramLabel = "size",
            converter = TrainingValues.Rows.class,
            description =
                    "Rows for testing: a number, or a share such as 0.2. Default: 20; for tables 0.25")
    private TestSize testSize;

    private TestSize defaultTestSize = TestSize.count(20);

    @Option(
            names = "--split-seed",
            paramLabel = "n",
            converter = OptionValues.Seed.class,
            description = "Seed of the split, same as random_state of train_test_split. Default: 4")
    private long splitSeed = 4;

    /** Creates the options with their default values; picocli sets them. */
    public DataOptions() {}

    @Override
    public void useTableDefaults() {
        super.useTableDefaults();
        defaultTestSize = TestSize.fraction(0.25);
    }

    /**
     * The number of test rows.
     *
     * @return 20 by default
     */
    public TestSize testSize() {
        return testSize == null ? defaultTestSize : testSize;
    }

    /**
     * The seed of the split.
     *
     * @return 4 by default
     */
    public long splitSeed() {
        return splitSeed;
    }
}
