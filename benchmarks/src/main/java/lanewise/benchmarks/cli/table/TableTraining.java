package lanewise.benchmarks.cli.table;

import lanewise.Activation;
import lanewise.Loss;
import lanewise.Network;
import lanewise.benchmarks.cli.command.Quantities;
import lanewise.benchmarks.cli.command.QuickJvm;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.cli.train.DataOptions;
import lanewise.benchmarks.cli.train.NetworkOptions;
import lanewise.benchmarks.cli.train.OptimizerOptions;
import lanewise.benchmarks.cli.train.Progress;
import lanewise.benchmarks.cli.train.TrainingOptions;
import lanewise.benchmarks.onnx.OnnxModel;
import lanewise.benchmarks.plot.LearningCurve;
import lanewise.benchmarks.plot.ValidationCurve;
import lanewise.data.CsvException;
import lanewise.data.CsvFormat;
import lanewise.data.CsvRows;
import lanewise.internal.text.Names;
import lanewise.internal.text.OneLine;
import lanewise.recurrent.ConvergenceException;
import lanewise.table.ColumnKind;
import lanewise.table.Table;
import lanewise.table.TableSchema;
import lanewise.table.TargetKind;
import lanewise.train.DivergenceException;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The options that determine a training on a table and its result.
 *
 * @param data the file
 * @param columns the columns
 * @param network the shape of the network
 * @param optimizer the optimizer
 * @param training the length of the training, its batches and seeds
 */
public record TableTraining(
        DataOptions data,
        ColumnOptions columns,
        NetworkOptions network,
        OptimizerOptions optimizer,
        TrainingOptions training) {

    private static final String DIVERGENCE_HINT =
            " (options: --learning-rate, --max-gradient-norm, --scale, --init, --activation)";

    /**
     * Bytes of memory for each value: 8 in the table and in each of two splits, 4 for each of the
     * one or several inputs that it becomes.
     */
    private static final int BYTES_PER_VALUE = 40;

    /** Fewest bytes of a value in a file: a digit and a separator. */
    private static final int FEWEST_BYTES = 2;

    /** Products of a weight and an input that C1 computes in about half a second. */
    private static final double MOST_PRODUCTS = 1e8;

    /** Values of a table that a full JVM trains on faster, start included. */
    private static final long MOST_VALUES = 20_000;

    private static final int MOST_ROWS = Integer.MAX_VALUE - 8;

    /** Most times that a compressed file grows. */
    private static final int UNPACKED = 20;

    /**
     * What a file holds.
     *
     * @param table the rows that have a target
     * @param schema the columns
     * @param remarks what was left out, in a line each
     */
    public record Source(Table table, TableSchema schema, List<String> remarks) {
        /** Copies the list. */
        public Source {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * Reads the file and finds the kinds of its columns. What is not given by options gets the
     * defaults for tables.
     *
     * @return the rows
     * @throws CsvException if the file cannot be read
     * @throws UserError if options do not suit the table
     */
    public Source read() throws CsvException, UserError {
        if (Files.exists(data.file())
                && !Files.isRegularFile(data.file())
                && !Files.isDirectory(data.file())) {
            throw new UserError(
                    data.file()
                            + ": a table is read more than once: expected a file, not a pipe or"
                            + " device; save it first");
        }
        List<String> remarks = new ArrayList<>();
        Table table = readRows(remarks);
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
        check(table, schema, remarks);
        return new Source(table, schema, remarks);
    }

    /** Checks the targets, and sets what is not given to the defaults for them. */
    private void check(Table table, TableSchema schema, List<String> remarks) throws UserError {
        TargetCheck check = new TargetCheck(table, schema, columns);
        check.refuseUnlearnable();
        remarkCounts(table, schema, remarks);
        check.singleClass()
                .ifPresent(
                        name ->
                                remarks.add(
                                        "class '"
                                                + OneLine.of(OneLine.cut(name))
                                                + "' has a single row, so the split is not"
                                                + " stratified"));
        TargetKind kind = schema.targetKind();
        if (network.recurrent() && kind == TargetKind.NUMBERS) {
            throw new UserError(
                    "--recurrent learns classes and labels only: leave it out for numbers");
        }
        if (training.balancesClasses() && kind != TargetKind.CLASSES) {
            throw new UserError(
                    "--class-weights needs a target of classes: leave it out for "
                            + kind.name().toLowerCase(Locale.ROOT));
        }
        try {
            useDefaults(kind, table.rows());
        } catch (IllegalArgumentException e) {
            throw new UserError("--test-size: " + e.getMessage(), e);
        }
        check.refuseOutOfRange(network.output());
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

    private Table readRows(List<String> remarks) throws CsvException, UserError {
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
        Table rows = Table.sample(file, format, most, data.splitSeed());
        if (rows.rows() == most && hasMore(file, format, rows)) {
            remarks.add(
                    "trained and tested on a random sample of "
                            + most
                            + " rows"
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

    private void useDefaults(TargetKind target, int rows) {
        data.useTableDefaults();
        int trained = rows - data.testSize().testRows(rows);
        optimizer.useTableDefaults(trained);
        training.useTableDefaults(trained);
        switch (target) {
            case CLASSES -> network.useTableDefaults(Activation.SOFTMAX, Loss.CROSS_ENTROPY);
            case NUMBERS -> network.useTableDefaults(Activation.IDENTITY, Loss.MEAN_SQUARED_ERROR);
            case LABELS -> network.useTableDefaults(Activation.SIGMOID, Loss.BINARY_CROSS_ENTROPY);
        }
    }

    /**
     * Returns whether the training takes long on scalar kernels compiled by C1.
     *
     * @param task what {@link #prepare} has prepared
     * @return true if a full JVM is faster
     */
    public boolean isLong(Task task) {
        Table table = task.source().table();
        int rows = task.rows().train().rows();
        double products =
                (double) training.iterations(rows)
                        * training.batch(rows)
                        * task.network().parameterCount()
                        * training.seeds().size();
        return network.recurrent()
                || products > MOST_PRODUCTS
                || (long) table.rows() * table.columns().size() > MOST_VALUES;
    }

    /**
     * What is trained: rows that are divided and prepared, and the shape of the network.
     *
     * @param source what the file holds
     * @param rows the rows
     * @param network the network
     */
    public record Task(Source source, TableRows rows, Network network) {}

    /**
     * Divides and prepares the rows.
     *
     * @param source what {@link #read} has read
     * @return the task
     * @throws UserError if options and table do not match
     */
    public Task prepare(Source source) throws UserError {
        try {
            TableRows rows = divide(source);
            int outputs = rows.train().targets().features();
            Network shape = network.network(rows.preparation().inputs(), outputs);
            QuickJvm.leaveIf(training.needsVectors()); // where the trainer below can start
            long seed = training.seeds().getFirst();
            training.trainer(optimizer, rows.train().rows(), rows.validation(), seed)
                    .start(network.start(shape, seed), rows.train()); // refuses what does not suit
            return new Task(source, rows, shape);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // The engine's messages name the problem and the remedy; all values that it checks here
            // come from options.
            throw new UserError(e.getMessage(), e);
        }
    }

    /**
     * Checks that the trained model can be exported to ONNX.
     *
     * @param task what {@link #prepare} has prepared
     * @throws UserError if it cannot
     */
    public void requireExportable(Task task) throws UserError {
        try {
            OnnxModel.requireExportable(task.network());
            OnnxModel.requireExportable(task.rows().preparation());
        } catch (IllegalArgumentException e) {
            throw new UserError("--onnx: " + e.getMessage(), e);
        }
    }

    /**
     * Trains and tests, with each seed on the same rows.
     *
     * @param task what {@link #prepare} has prepared
     * @param progress advances the runs
     * @return the result, with a finite loss and finite parameters
     * @throws UserError if the kernels are not available, or the training diverges
     */
    public TableOutcome carryOut(Task task, Progress progress) throws UserError {
        try {
            List<TableRun> runs = new ArrayList<>();
            for (long seed : training.seeds()) {
                runs.add(train(task.network(), task.rows(), seed, progress));
            }
            return new TableOutcome(this, task.source(), task.rows(), runs);
        } catch (DivergenceException e) {
            throw new UserError(e.getMessage() + DIVERGENCE_HINT, e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new UserError(e.getMessage(), e);
        } catch (ConvergenceException e) {
            throw new UserError("the trained model: " + e.getMessage(), e);
        }
    }

    private TableRows divide(Source source) throws UserError {
        // A bounded output, or one that cannot be negative, reaches the targets only as they are.
        boolean scaled = network.output() == Activation.IDENTITY;
        return TableRows.of(
                source.table(),
                source.schema(),
                columns.preparation(data.scaler(), scaled),
                new TableRows.Division(
                        data.testSize(), training.validationSize(), data.splitSeed()));
    }

    private TableRun train(Network shape, TableRows rows, long seed, Progress progress) {
        int count = rows.train().rows();
        ValidationCurve validation = new ValidationCurve();
        Trainer trainer = training.trainer(optimizer, count, rows.validation(), seed);
        if (rows.validation().isPresent()) {
            trainer = trainer.withListener(validation);
        }
        TrainingRun run = trainer.start(network.start(shape, seed), rows.train());
        progress.advance(run, training.iterations(count));
        return new TableRun(
                seed,
                run,
                run.model(),
                new LearningCurve(run.history(), count, training.batch(count)),
                validation,
                Evaluation.of(rows.preparation().target(), run.model(), rows.train(), rows.test()));
    }
}
