package lanewise.benchmarks.cli.table;

import lanewise.Activation;
import lanewise.Network;
import lanewise.benchmarks.cli.command.QuickJvm;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.cli.train.DataOptions;
import lanewise.benchmarks.cli.train.NetworkOptions;
import lanewise.benchmarks.cli.train.OptimizerOptions;
import lanewise.benchmarks.cli.train.Progress;
import lanewise.benchmarks.cli.train.SeedTrainings;
import lanewise.benchmarks.cli.train.TrainingOptions;
import lanewise.benchmarks.onnx.OnnxModel;
import lanewise.data.CsvException;
import lanewise.internal.text.OneLine;
import lanewise.recurrent.ConvergenceException;
import lanewise.table.Table;
import lanewise.train.DivergenceException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** Products of a weight and an input that C1 computes in about half a second. */
    private static final double MOST_PRODUCTS = 1e8;

    /** Values of a table that a full JVM trains on faster, start included. */
    private static final long MOST_VALUES = 20_000;

    /**
     * The reader of the file.
     *
     * @return the reader
     */
    public TableReading reading() {
        return new TableReading(data, columns, network, optimizer, training);
    }

    /**
     * Reads the file and finds the kinds of its columns. What is not given by options gets the
     * defaults for tables.
     *
     * @return the rows
     * @throws CsvException if the file cannot be read
     * @throws UserError if options do not suit the table
     */
    public TableSource read() throws CsvException, UserError {
        TableSource source = reading().read(data.splitSeed(), this::trainedRows);
        Optional<String> single =
                new TargetCheck(source.table(), source.schema(), columns).singleClass();
        return single.isEmpty()
                ? source
                : source.withRemark(
                        "class '"
                                + OneLine.of(OneLine.cut(single.get()))
                                + "' has a single row, so the split is not stratified");
    }

    private int trainedRows(int rows) {
        try {
            return rows - data.testSize().testRows(rows);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--test-size: " + e.getMessage(), e);
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
    public record Task(TableSource source, TableRows rows, Network network) {}

    /**
     * Divides and prepares the rows.
     *
     * @param source what {@link #read} has read
     * @return the task
     * @throws UserError if options and table do not match
     */
    public Task prepare(TableSource source) throws UserError {
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
            TableRows rows = task.rows();
            SeedTrainings.Result result =
                    new SeedTrainings(network, optimizer, training)
                            .carryOut(task.network(), rows.train(), rows.validation(), progress);
            List<TableRun> runs = new ArrayList<>();
            for (SeedTrainings.Trained trained : result.all()) {
                runs.add(run(trained, rows));
            }
            return new TableOutcome(
                    this, task.source(), rows, runs, result.last(), result.validation());
        } catch (DivergenceException e) {
            throw new UserError(e.getMessage() + DIVERGENCE_HINT, e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new UserError(e.getMessage(), e);
        } catch (ConvergenceException e) {
            throw new UserError("the trained model: " + e.getMessage(), e);
        }
    }

    private TableRows divide(TableSource source) throws UserError {
        // A bounded output, or one that cannot be negative, reaches the targets only as they are.
        boolean scaled = network.output() == Activation.IDENTITY;
        return TableRows.of(
                source.table(),
                source.schema(),
                columns.preparation(data.scaler(), scaled),
                new TableRows.Division(
                        data.testSize(), training.validationSize(), data.splitSeed()));
    }

    private static TableRun run(SeedTrainings.Trained trained, TableRows rows) {
        return new TableRun(
                trained.seed(),
                trained.model(),
                trained.curve(),
                trained.nanos(),
                Evaluation.of(
                        rows.preparation().target(), trained.model(), rows.train(), rows.test()));
    }
}
