package lanewise.benchmarks.cli.table;

import lanewise.Activation;
import lanewise.Loss;
import lanewise.benchmarks.cli.command.Quantities;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.cli.train.NetworkOptions;
import lanewise.benchmarks.cli.train.OptimizerOptions;
import lanewise.benchmarks.cli.train.TableOptions;
import lanewise.benchmarks.cli.train.TrainingOptions;
import lanewise.benchmarks.cli.train.TrainingPlan;
import lanewise.data.CsvException;
import lanewise.data.CsvFormat;
import lanewise.data.CsvRows;
import lanewise.data.Dataset;
import lanewise.internal.text.Names;
import lanewise.table.ColumnKind;
import lanewise.table.Table;
import lanewise.table.TableSchema;
import lanewise.table.TargetKind;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/**
 * Reads tables.
 *
 * @param data the file
 * @param columns the columns
 * @param network the shape of the network
 * @param optimizer the optimizer
 * @param training the length of the training, its batches and seeds
 */
public record TableReading(
        TableOptions data,
        ColumnOptions columns,
        NetworkOptions network,
        OptimizerOptions optimizer,
        TrainingOptions training) {

    /** More whole numbers as classes are numbers to predict. */
    private static final int MOST_NUMERIC_CLASSES = 20;

    /**
     * Bytes of memory for each value: 8 in the table and in each of two splits, 4 for each of the
     * one or several inputs that it becomes.
     */
    private static final int BYTES_PER_VALUE = 40;

    /** Fewest bytes of a value in a file: a digit and a separator. */
    private static final int FEWEST_BYTES = 2;

    private static final int MOST_ROWS = Integer.MAX_VALUE - 8;

    /** Most times that a compressed file grows. */
    private static final int UNPACKED = 20;

    /**
     * The options that help against a problem of the preparation.
     *
     * @param problem the message of the engine
     * @return the options in parentheses, after a blank
     */
    public static String hint(String problem) {
        String size = TrainingPlan.sizeHint(problem);
        if (!size.isEmpty()) {
            return size;
        }
        return problem.contains("different values")
                ? " (options: --ignore, --max-categories)"
                : " (options: --ignore, --numeric, --categorical, --ordinal, --missing)";
    }

    /**
     * Returns whether a file that is refused as a data set of numbers and classes may be a table.
     *
     * @param problem why it is refused
     * @return false if it cannot be read at all
     */
    public static boolean isWorthTrying(UserError problem) {
        return problem.getCause() instanceof CsvException e
                && (e.line() > 0 || e.kind() == CsvException.Kind.LABELS);
    }

    /**
     * Names both reasons why a file is refused.
     *
     * @param asDataset why it is no data set
     * @param asTable why it is no table
     * @return the error
     */
    public static UserError refusedTwice(UserError asDataset, UserError asTable) {
        return new UserError(
                asDataset.getMessage() + "; and as a table of any columns: " + asTable.getMessage(),
                asTable);
    }

    /**
     * Returns whether the classes of a data set are so many numbers that they are rather numbers to
     * predict, which only a table has.
     *
     * @param all the data set
     * @return false with {@code --numeric-classes}
     */
    public boolean hasNumbersToPredict(Dataset all) {
        return !data.numericClasses()
                && all.classNames().size() > MOST_NUMERIC_CLASSES
                && all.classNames().stream().allMatch(name -> name.matches("[+-]?[0-9]+([.,]0+)?"));
    }

    /**
     * Reads the file and finds the kinds of its columns. What is not given by options gets the
     * defaults for tables.
     *
     * @param seed seed of the sample of a file that does not fit into memory
     * @param trainedRows how many of a number of rows are for training and validation; an
     *     IllegalArgumentException names the option
     * @return the rows
     * @throws CsvException if the file cannot be read
     * @throws UserError if options do not suit the table
     */
    public TableSource read(long seed, IntUnaryOperator trainedRows)
            throws CsvException, UserError {
        if (Files.exists(data.file())
                && !Files.isRegularFile(data.file())
                && !Files.isDirectory(data.file())) {
            throw new UserError(
                    data.file()
                            + ": a table is read more than once: expected a file, not a pipe or"
                            + " device; save it first");
        }
        List<String> remarks = new ArrayList<>();
        Table table = readRows(seed, remarks);
        TableSchema schema =
                columns.schema(table, data.label(), data.drop(), data.numericClasses());
        NearMisses.refuse(data.file(), table, schema, columns);
        List<String> targets = schema.targets();
        int[] complete = table.rowsWith(targets);
        if (complete.length < 2) {
            throw new UserError(
                    Quantities.count(complete.length, "row has", "rows have")
                            + " a value of the target "
                            + Names.listed(targets)
                            + ": expected at least 2");
        }
        if (complete.length < table.rows()) {
            remarks.add(
                    (table.rows() - complete.length)
                            + " of "
                            + table.rows()
                            + " rows have no value of "
                            + Names.listed(targets)
                            + " and are left out");
            table = table.select(complete);
        }
        check(table, schema, trainedRows, remarks);
        return new TableSource(table, schema, remarks);
    }

    /** Checks the targets, and sets what is not given to the defaults for them. */
    private void check(
            Table table, TableSchema schema, IntUnaryOperator trainedRows, List<String> remarks)
            throws UserError {
        TargetCheck check = new TargetCheck(table, schema, columns);
        check.refuseUnlearnable();
        remarkCounts(table, schema, remarks);
        try {
            data.useTableDefaults();
            useDefaults(schema.targetKind(), trainedRows.applyAsInt(table.rows()));
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
        requireSuitable(new TableSource(table, schema, remarks));
    }

    /**
     * Checks that the options of network and training suit the targets.
     *
     * @param source what was read
     * @throws UserError if recurrent layers, class weights or the activation of the outputs do not
     */
    public void requireSuitable(TableSource source) throws UserError {
        TargetKind kind = source.schema().targetKind();
        if (network.recurrent() && kind == TargetKind.NUMBERS) {
            throw new UserError(
                    "--recurrent learns classes and labels only: leave it out for numbers");
        }
        if (training.balancesClasses() && kind != TargetKind.CLASSES) {
            throw new UserError(
                    "--class-weights needs a target of classes: leave it out for "
                            + kind.name().toLowerCase(Locale.ROOT));
        }
        new TargetCheck(source.table(), source.schema(), columns)
                .refuseOutOfRange(network.output());
    }

    /** Whole numbers may be classes or counts. */
    private void remarkCounts(Table table, TableSchema schema, List<String> remarks)
            throws UserError {
        String target = schema.targets().getFirst();
        if (schema.targetKind() == TargetKind.CLASSES
                && schema.kind(target) == ColumnKind.NUMERIC
                && !data.numericClasses()
                && !columns.expectsTexts(table, target)) {
            remarks.add(
                    "the numbers of "
                            + Names.listed(schema.targets())
                            + " are taken for names of classes (options: --numeric to predict a"
                            + " number, --categorical)");
        }
    }

    private Table readRows(long seed, List<String> remarks) throws CsvException, UserError {
        CsvFormat format = data.csvFormat();
        Path file = data.file();
        int most = columns.sample().orElse(0);
        if (most == 0) {
            int count = columnCount(file, format);
            most = rowsThatFit(count);
            if (mostRows(file, count) <= most) {
                return Table.read(file, format);
            }
        }
        Table rows = Table.sample(file, format, most, seed);
        if (rows.rows() == most && hasMore(file, format, rows)) {
            remarks.add(
                    "only a random sample of "
                            + most
                            + " rows is used"
                            + (columns.sample().isPresent()
                                    ? ""
                                    : ", as many as fit into the memory of "
                                            + (Runtime.getRuntime().maxMemory() >> 20)
                                            + " MiB (options: --sample; -Xmx in"
                                            + " JDK_JAVA_OPTIONS)"));
        }
        return rows;
    }

    private static int columnCount(Path file, CsvFormat format) throws CsvException {
        try (CsvRows rows = CsvRows.open(file, format)) {
            return rows.columns().size();
        }
    }

    private static int rowsThatFit(int columns) {
        long rowBytes = (long) BYTES_PER_VALUE * columns;
        return Math.clamp(Runtime.getRuntime().maxMemory() / 2 / rowBytes, 1, MOST_ROWS);
    }

    /** A number of rows that the file does not exceed, by its size. */
    private static long mostRows(Path file, int columns) {
        try {
            long bytes = Files.size(file);
            boolean compressed = file.toString().endsWith(".gz");
            return (compressed ? UNPACKED * bytes : bytes) / ((long) FEWEST_BYTES * columns);
        } catch (IOException e) {
            return 0; // reading it gives the reason
        }
    }

    /** Whether a file has other rows than those read. */
    private static boolean hasMore(Path file, CsvFormat format, Table read) throws CsvException {
        int count = read.rows();
        if (read.rowNumber(count - 1) > count) {
            return true;
        }
        try (CsvRows rows = CsvRows.open(file, format)) {
            long all = 0;
            while (all <= count && rows.next()) {
                all++;
            }
            return all > count;
        }
    }

    private void useDefaults(TargetKind target, int trained) {
        optimizer.useTableDefaults(trained);
        training.useTableDefaults(trained);
        switch (target) {
            case CLASSES -> network.useTableDefaults(Activation.SOFTMAX, Loss.CROSS_ENTROPY);
            case NUMBERS -> network.useTableDefaults(Activation.IDENTITY, Loss.MEAN_SQUARED_ERROR);
            case LABELS -> network.useTableDefaults(Activation.SIGMOID, Loss.BINARY_CROSS_ENTROPY);
        }
    }
}
