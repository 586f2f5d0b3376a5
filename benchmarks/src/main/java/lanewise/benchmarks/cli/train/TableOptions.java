package lanewise.benchmarks.cli.train;

import lanewise.benchmarks.cli.command.CsvOptions;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.data.Csv;
import lanewise.data.CsvException;
import lanewise.data.CsvFormat;
import lanewise.data.DataWarning;
import lanewise.data.Dataset;
import lanewise.data.Scaler;
import lanewise.data.Scaling;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The data file and the scaling of its features. */
@Command(optionListHeading = "Data:")
public class TableOptions extends CsvOptions {
    private static final int MAX_WARNINGS = 5;
    private static final String DEFAULT_DATA = "src-test-data/iris.csv";

    @Option(
            names = "--data",
            paramLabel = "file",
            converter = OptionValues.Location.class,
            description = "CSV file with a header line, plain or gzip. Default: iris")
    private Path data;

    @Option(
            names = "--drop",
            paramLabel = "column",
            description =
                    "Leave out a column: its name, or its index from 0. May be given several"
                            + " times.")
    private List<String> drop = List.of();

    @Option(
            names = "--label",
            paramLabel = "column",
            description = "Label column: its name, or its index from 0. Default: the last column")
    private String label;

    @Option(
            names = "--numeric-classes",
            description = "Labels are names of classes, even if they look like numbers to predict.")
    private boolean numericClasses;

    @Option(
            names = "--scale",
            paramLabel = "how",
            converter = TrainingValues.Scales.class,
            description =
                    "Scale features, fitted to the training rows: standard (mean 0, deviation 1),"
                            + " min-max (0 to 1) or none. Default: none; for tables standard")
    private Scaler scaler;

    private Scaler defaultScaler = Scaler.NONE;

    /** Creates the options with their default values; picocli sets them. */
    public TableOptions() {}

    /** Sets what is not given to the defaults for tables. */
    public void useTableDefaults() {
        defaultScaler = Scaler.STANDARD;
    }

    /**
     * The columns to leave out.
     *
     * @return their names or indices, as given
     */
    public List<String> drop() {
        return drop;
    }

    /**
     * The label column.
     *
     * @return its name or index as given; empty for the last column
     */
    public Optional<String> label() {
        return Optional.ofNullable(label);
    }

    /**
     * Returns whether labels are classes even if they look like numbers.
     *
     * @return true with {@code --numeric-classes}
     */
    public boolean numericClasses() {
        return numericClasses;
    }

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

    /**
     * The scaling of features.
     *
     * @return {@link Scaler#NONE} by default
     */
    public Scaler scaler() {
        return scaler == null ? defaultScaler : scaler;
    }

    /**
     * Reads all rows.
     *
     * @return the rows
     * @throws UserError if they cannot be read, or there is only one class
     */
    public Dataset read() throws UserError {
        Dataset all;
        try {
            all = Csv.read(file(), format());
        } catch (CsvException e) {
            throw new UserError(e.getMessage() + help(e.kind()), e);
        }
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

    private CsvFormat format() throws UserError {
        CsvFormat format = csvFormat().withoutColumns(drop.toArray(new String[0]));
        format = label == null ? format : format.withLabel(label);
        return numericClasses ? format.withClassLabels() : format;
    }

    /** The options that may help. */
    private static String help(CsvException.Kind kind) {
        return switch (kind) {
            case COLUMNS -> " (options: --label, --drop)";
            case LABELS ->
                    " (scripts/train trains a regression on them, in Java CsvFormat.withNumericTargets"
                            + " reads them; options: --label, --numeric-classes)";
            default -> hint(kind);
        };
    }

    /**
     * Describes which features an ONNX model cannot tell apart, because it takes unscaled floats.
     *
     * @param all the rows, not scaled
     * @return a line for each feature; empty if the network itself is trained on unscaled rows
     */
    public List<String> warningsOfOnnx(Dataset all) {
        List<String> lines = new ArrayList<>();
        for (DataWarning warning :
                scaler() == Scaler.NONE ? List.<DataWarning>of() : DataWarning.of(all)) {
            if (warning.kind() == DataWarning.Kind.COLLAPSED_FEATURE) {
                lines.add(
                        "model.onnx takes unscaled floats: "
                                + warning.problem()
                                + "; subtract a constant in the file before you train");
            }
        }
        return limited(lines);
    }

    /**
     * Describes what is doubtful about rows, unscaled or as they are scaled.
     *
     * @param all the rows, not scaled
     * @param scaling the scaling of the run, if any
     * @return a line for each problem, at most a few
     */
    public static List<String> warnings(Dataset all, Optional<Scaling> scaling) {
        List<DataWarning> warnings =
                scaling.isPresent() ? DataWarning.of(all, scaling.get()) : DataWarning.of(all);
        List<String> lines = new ArrayList<>();
        for (DataWarning warning : warnings) {
            boolean unscaled =
                    warning.kind() == DataWarning.Kind.COLLAPSED_FEATURE && scaling.isEmpty();
            lines.add(warning.message() + (unscaled ? " (option: --scale)" : ""));
        }
        return limited(lines);
    }

    private static List<String> limited(List<String> lines) {
        if (lines.size() <= MAX_WARNINGS) {
            return lines;
        }
        List<String> first = new ArrayList<>(lines.subList(0, MAX_WARNINGS));
        first.add((lines.size() - MAX_WARNINGS) + " more warnings like these");
        return first;
    }
}
