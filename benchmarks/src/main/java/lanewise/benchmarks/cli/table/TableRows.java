package lanewise.benchmarks.cli.table;

import lanewise.benchmarks.cli.command.UserError;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;
import lanewise.data.TestSize;
import lanewise.table.ColumnEncoding;
import lanewise.table.Preparation;
import lanewise.table.PreparationOptions;
import lanewise.table.Table;
import lanewise.table.TableColumn;
import lanewise.table.TableSchema;
import lanewise.table.TableSplit;
import lanewise.table.TableTarget;
import lanewise.table.TargetKind;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rows of a table by their purpose, prepared as fitted to the training rows.
 *
 * @param schema the columns
 * @param preparation how rows become inputs and targets
 * @param train the training rows
 * @param validation the validation rows, with early stopping
 * @param test the test rows
 * @param testTable the test rows before the preparation
 * @param stratified whether each part has the same share of each class
 */
record TableRows(
        TableSchema schema,
        Preparation preparation,
        Dataset train,
        Optional<Dataset> validation,
        Dataset test,
        Table testTable,
        boolean stratified) {

    /**
     * How rows are divided.
     *
     * @param test number of test rows
     * @param validation number of validation rows, with early stopping
     * @param seed seed of the split
     */
    record Division(TestSize test, Optional<TestSize> validation, long seed) {}

    /**
     * Divides and prepares rows.
     *
     * @param table rows that all have a target
     * @throws UserError if a column or a part is refused
     */
    static TableRows of(
            Table table, TableSchema schema, PreparationOptions options, Division division)
            throws UserError {
        try {
            Parts parts = Parts.of(table, schema, division.test(), division.seed());
            boolean stratified = parts.stratified();
            Table test = parts.split().test();
            Table train = parts.split().train();
            Optional<Table> validation = Optional.empty();
            if (division.validation().isPresent()) {
                Parts again = Parts.of(train, schema, division.validation().get(), division.seed());
                stratified = stratified && again.stratified();
                train = again.split().train();
                validation = Optional.of(again.split().test());
            }
            Preparation preparation =
                    withAllClasses(Preparation.fit(train, schema, options), table);
            return new TableRows(
                    schema,
                    preparation,
                    preparation.apply(train),
                    validation.map(preparation::apply),
                    preparation.apply(test),
                    test,
                    stratified);
        } catch (IllegalArgumentException e) {
            String problem = e.getMessage().replace("or null if", "or an empty field if");
            throw new UserError(problem + TableReading.hint(problem), e);
        }
    }

    /** Adds classes of which no row happens to be a training row. */
    private static Preparation withAllClasses(Preparation preparation, Table table) {
        if (!(preparation.target() instanceof TableTarget.Classes classes)) {
            return preparation;
        }
        List<String> labels = labels(table.column(classes.column()));
        List<String> names =
                Dataset.labelled(new FeatureMatrix(labels.size(), 1), labels).classNames();
        return Preparation.of(
                preparation.columns(), new TableTarget.Classes(classes.column(), names));
    }

    private static List<String> labels(TableColumn column) {
        return IntStream.range(0, column.rows()).mapToObj(column::text).toList();
    }

    /**
     * Two parts of a table.
     *
     * @param split the parts
     * @param stratified whether both have the same share of each class
     */
    private record Parts(TableSplit split, boolean stratified) {
        static Parts of(Table table, TableSchema schema, TestSize size, long seed) {
            if (schema.targetKind() == TargetKind.CLASSES) {
                try {
                    String target = schema.targets().getFirst();
                    return new Parts(TableSplit.stratified(table, target, size, seed), true);
                } catch (IllegalArgumentException e) {
                    // A class has a single row, or a part fewer rows than there are classes.
                }
            }
            return new Parts(TableSplit.of(table, size, seed), false);
        }
    }

    int rows() {
        return train.rows() + validationRows() + test.rows();
    }

    int validationRows() {
        return validation.map(Dataset::rows).orElse(0);
    }

    /** The columns that become inputs. */
    List<String> features() {
        return preparation.columns().stream().map(ColumnEncoding::column).toList();
    }
}
