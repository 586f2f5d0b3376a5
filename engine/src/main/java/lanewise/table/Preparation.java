package lanewise.table;

import lanewise.Activation;
import lanewise.Network;
import lanewise.data.CsvException;
import lanewise.data.CsvRows;
import lanewise.data.Dataset;
import lanewise.data.FeatureGroup;
import lanewise.data.FeatureMatrix;
import lanewise.data.Scaling;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Turns rows of a table into the numbers that a network needs, in the same way at training and at
 * prediction: missing values are replaced, categories become inputs of 0 and 1, numbers are scaled.
 * All that this takes is fitted to training rows.
 *
 * <pre>{@code
 * TableSplit split = TableSplit.of(table, TestSize.fraction(0.2), 4);
 * Preparation preparation = Preparation.fit(split.train(), schema);
 * Dataset rows = preparation.apply(split.train());
 * System.out.println(rows.rows() + " rows, " + rows.classNames()); // prints 72 rows, [high, low]
 * float[] inputs = new float[preparation.inputs()];
 * preparation.encode(member, inputs); // a Map with the values of one row
 * }</pre>
 *
 * <p>Imputation, one-hot encoding and scaling give the numbers of scikit-learn's {@code
 * SimpleImputer}, {@code OneHotEncoder} and {@code StandardScaler}, rounded to float. Inputs are in
 * the order of columns; an input that indicates missing values follows those of its column.
 *
 * <p>Two preparations are equal if their parts are. Immutable and thread-safe.
 */
public final class Preparation {
    private final List<ColumnEncoding> columns;
    private final TableTarget target;
    private final List<String> inputNames;

    private Preparation(List<ColumnEncoding> columns, TableTarget target) {
        this.columns = columns;
        this.target = target;
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : target.columns()) {
            Elements.requireNew(seen, name, "target");
        }
        for (ColumnEncoding encoding : columns) {
            Elements.requireNew(seen, encoding.column(), "column");
            names.addAll(encoding.inputNames());
        }
        seen.clear();
        for (String name : names) {
            Elements.requireNew(seen, name, "input");
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "a preparation without columns: expected at least one");
        }
        inputNames = List.copyOf(names);
    }

    /**
     * Fits a preparation with default options.
     *
     * @param train the training rows
     * @param schema the kinds of the columns, with a target
     * @return the preparation
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as for {@link #fit(Table, TableSchema, PreparationOptions)}
     * @throws IllegalStateException if the schema has no target
     */
    public static Preparation fit(Table train, TableSchema schema) {
        return fit(train, schema, PreparationOptions.standard());
    }

    /**
     * Fits a preparation.
     *
     * @param train the training rows
     * @param schema the kinds of the columns, with a target
     * @param options how missing values, categories and numbers are treated
     * @return the preparation
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if a column is absent, holds values of another kind, no
     *     values, or too many categories; or a target is missing in a row
     * @throws IllegalStateException if the schema has no target
     */
    public static Preparation fit(Table train, TableSchema schema, PreparationOptions options) {
        Objects.requireNonNull(train, "train must not be null");
        Objects.requireNonNull(schema, "schema must not be null");
        Objects.requireNonNull(options, "options must not be null");
        return new PreparationFit(train, schema, options).fit();
    }

    /**
     * Creates a preparation of its parts, such as those of a file.
     *
     * @param columns the encodings in the order of inputs, at least one
     * @param target the target
     * @return the preparation
     * @throws NullPointerException if an argument is null or contains null
     * @throws IllegalArgumentException if there is no column, or columns or inputs have equal names
     */
    public static Preparation of(List<ColumnEncoding> columns, TableTarget target) {
        Objects.requireNonNull(target, "target must not be null");
        return new Preparation(Elements.copy(columns, "columns"), target);
    }

    /**
     * Returns the encodings.
     *
     * @return the encoding of each column, in the order of inputs
     */
    public List<ColumnEncoding> columns() {
        return columns;
    }

    /**
     * Returns the target.
     *
     * @return what the outputs of a network stand for
     */
    public TableTarget target() {
        return target;
    }

    /**
     * Returns the number of inputs of a network.
     *
     * @return 1 or more
     */
    public int inputs() {
        return inputNames.size();
    }

    /**
     * Returns the names of the inputs.
     *
     * @return the names in order, unique
     */
    public List<String> inputNames() {
        return inputNames;
    }

    /**
     * Returns the inputs of each column, such as for the importance of columns.
     *
     * @return a group for each of {@link #columns}, with the name of the column
     */
    public List<FeatureGroup> inputGroups() {
        List<FeatureGroup> groups = new ArrayList<>();
        int at = 0;
        for (ColumnEncoding encoding : columns) {
            groups.add(new FeatureGroup(encoding.column(), at, encoding.width()));
            at += encoding.width();
        }
        return List.copyOf(groups);
    }

    /**
     * Prepares the inputs of all rows.
     *
     * @param table a table with all columns; targets need not be among them
     * @return rows × inputs
     * @throws NullPointerException if {@code table} is null
     * @throws IllegalArgumentException if a column is absent or has a value of another kind
     */
    public FeatureMatrix features(Table table) {
        Objects.requireNonNull(table, "table must not be null");
        FeatureMatrix features = new FeatureMatrix(table.rows(), inputs());
        int stride = features.stride();
        int at = 0;
        for (ColumnEncoding encoding : columns) {
            TableColumn column = table.column(encoding.column());
            Encodings.encode(encoding, column, features.array(), at * stride, stride);
            at += encoding.width();
        }
        return features;
    }

    /**
     * Prepares inputs and targets of all rows.
     *
     * @param table a table with all columns and targets
     * @return the data set: with classes, or with numeric targets, which are scaled numbers, or 0
     *     and 1 for labels
     * @throws NullPointerException if {@code table} is null
     * @throws IllegalArgumentException if a column is absent or has a value of another kind, or a
     *     target is missing or a class that the training rows did not have
     */
    public Dataset apply(Table table) {
        FeatureMatrix features = features(table);
        return switch (target) {
            case TableTarget.Classes classes -> {
                TableColumn column = complete(table, classes.column());
                List<String> labels = new ArrayList<>();
                for (int row = 0; row < column.rows(); row++) {
                    labels.add(column.text(row));
                }
                yield Dataset.labelled(inputNames, features, labels)
                        .withClassNames(classes.classNames());
            }
            case TableTarget.Numbers numbers ->
                    Dataset.of(inputNames, features, numbers(table, numbers));
            case TableTarget.Labels labels ->
                    Dataset.of(inputNames, features, labels(table, labels));
        };
    }

    private static FeatureMatrix numbers(Table table, TableTarget.Numbers target) {
        FeatureMatrix matrix = new FeatureMatrix(table.rows(), target.columns().size());
        Scaling scaling = target.scaling();
        for (int k = 0; k < target.columns().size(); k++) {
            double[] numbers = numbers(table, target.columns().get(k));
            for (int row = 0; row < numbers.length; row++) {
                matrix.set(row, k, (float) ((numbers[row] - scaling.offset(k)) / scaling.scale(k)));
            }
        }
        return matrix;
    }

    private static FeatureMatrix labels(Table table, TableTarget.Labels target) {
        FeatureMatrix matrix = new FeatureMatrix(table.rows(), target.levels().size());
        int at = 0;
        for (NumberEncoding encoding : target.levels()) {
            TableColumn column = complete(table, encoding.column());
            encoding.encode(column, matrix.array(), at, matrix.stride());
            at += matrix.stride();
        }
        return matrix;
    }

    /** A target without missing values. */
    static TableColumn complete(Table table, String target) {
        TableColumn column = table.column(target);
        int missing = column.missing();
        if (missing > 0) {
            throw new IllegalArgumentException(
                    "column "
                            + TableColumn.quoted(target)
                            + " is missing in "
                            + missing
                            + " of "
                            + column.rows()
                            + " rows: select the others with Table.rowsWith");
        }
        return column;
    }

    /** The numbers of a target. */
    static double[] numbers(Table table, String target) {
        return new NumberEncoding(target, ColumnKind.NUMERIC, List.of(), 0, false, 0, 1)
                .numbers(complete(table, target));
    }

    /**
     * Prepares a record. Allocates nothing for numbers of numeric columns, texts of categories and
     * levels, and booleans.
     *
     * @param record the value of each column by name; other entries are ignored. A missing value is
     *     null, NaN or an empty text, but its name must be there
     * @param inputs receives {@link #inputs} numbers
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if a column is absent, a value is of another kind, or the
     *     array has another length
     */
    public void encode(Map<String, ?> record, float[] inputs) {
        Objects.requireNonNull(record, "record must not be null");
        requireLength(inputs);
        int at = 0;
        for (int k = 0; k < columns.size(); k++) {
            ColumnEncoding encoding = columns.get(k);
            Object value = record.get(encoding.column());
            if (value == null && !record.containsKey(encoding.column())) {
                throw new IllegalArgumentException(
                        "the record has no "
                                + TableColumn.quoted(encoding.column())
                                + ": expected a value of each column, or null for a missing one");
            }
            Encodings.encode(encoding, value, inputs, at);
            at += encoding.width();
        }
    }

    /**
     * Prepares a record given as the values of {@link #columns} in order, as {@link #encode(Map,
     * float[])} does.
     *
     * @param values the value of each column; null, NaN or an empty text if it is missing
     * @param inputs receives {@link #inputs} numbers
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if a value is of another kind, or an array has another
     *     length
     */
    public void encode(Object[] values, float[] inputs) {
        Objects.requireNonNull(values, "values must not be null");
        requireLength(inputs);
        requireColumns(values.length, "values");
        int at = 0;
        for (int k = 0; k < columns.size(); k++) {
            ColumnEncoding encoding = columns.get(k);
            Encodings.encode(encoding, values[k], inputs, at);
            at += encoding.width();
        }
    }

    /**
     * Prepares the current row of a file, which need not fit in memory. Texts of categories and
     * levels are found as they are written first, then by their value as numbers.
     *
     * @param row the file, at a row
     * @param fileColumns for each of {@link #columns} its index in the file, as {@link
     *     CsvRows#column} finds it
     * @param inputs receives {@link #inputs} numbers
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if an array has another length
     * @throws IndexOutOfBoundsException if there is no such column
     * @throws CsvException if a value is of another kind; with its line and column
     */
    public void encode(CsvRows row, int[] fileColumns, float[] inputs) throws CsvException {
        Objects.requireNonNull(row, "row must not be null");
        Objects.requireNonNull(fileColumns, "fileColumns must not be null");
        requireLength(inputs);
        requireColumns(fileColumns.length, "indexes");
        int at = 0;
        for (int k = 0; k < fileColumns.length; k++) {
            ColumnEncoding encoding = columns.get(k);
            Encodings.encode(encoding, row, fileColumns[k], inputs, at);
            at += encoding.width();
        }
    }

    /** Checks that a network has the inputs and outputs of this preparation. */
    void requireFit(Network network) {
        int outputs =
                target instanceof TableTarget.Classes classes
                        ? classes.classNames().size()
                        : target.columns().size();
        boolean fits =
                network.outputs() == outputs
                        || network.outputs() == 1
                                && outputs == 2
                                && target.kind() == TargetKind.CLASSES
                                && network.layers().getLast().activation() == Activation.SIGMOID;
        if (network.inputs() != inputs() || !fits) {
            throw new IllegalArgumentException(
                    "network "
                            + network
                            + " for "
                            + this
                            + ": expected "
                            + inputs()
                            + " inputs and "
                            + outputs
                            + " outputs, or one sigmoid for two classes");
        }
    }

    private void requireColumns(int count, String what) {
        if (count != columns.size()) {
            throw new IllegalArgumentException(
                    count
                            + " "
                            + what
                            + ": expected "
                            + columns.size()
                            + ", one for each column of the preparation");
        }
    }

    private void requireLength(float[] inputs) {
        Objects.requireNonNull(inputs, "inputs must not be null");
        if (inputs.length != inputs()) {
            throw new IllegalArgumentException(
                    "array of "
                            + inputs.length
                            + " inputs: expected "
                            + inputs()
                            + ", as inputs() returns");
        }
    }

    /**
     * Returns a reader of Java records.
     *
     * @param type the class of the records, with a component for each column, of the same name
     * @param <R> the class
     * @return the reader
     * @throws NullPointerException if {@code type} is null
     * @throws IllegalArgumentException if a component is absent, or the class is not accessible
     */
    public <R extends Record> RecordReader<R> reader(Class<R> type) {
        Objects.requireNonNull(type, "type must not be null");
        return new RecordReader<>(columns, inputs(), type);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Preparation that
                && columns.equals(that.columns)
                && target.equals(that.target);
    }

    @Override
    public int hashCode() {
        return Objects.hash(columns, target);
    }

    /**
     * Describes the preparation.
     *
     * @return such as {@code Preparation[8 columns, 12 inputs, classes]}
     */
    @Override
    public String toString() {
        return "Preparation["
                + columns.size()
                + " columns, "
                + inputs()
                + " inputs, "
                + target.kind()
                + "]";
    }
}
