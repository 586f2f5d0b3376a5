/**
 * Tables of numbers and texts with missing values, and their preparation for a network. Start with
 * {@link lanewise.table.Table} and {@link lanewise.table.Preparation}. The package may depend on
 * {@link lanewise} and {@link lanewise.data}.
 *
 * <pre>{@code
 * Table table = Table.read(Path.of("members.csv"), CsvFormat.standard());
 * TableSchema schema = TableSchema.detect(table).withTarget("segment");
 * Preparation preparation = Preparation.fit(table, schema);
 * Dataset train = preparation.apply(table);
 * }</pre>
 *
 * <p>A {@link lanewise.table.TableSchema} has the kind of each column, found from the data; a
 * {@link lanewise.table.Preparation} has a {@link lanewise.table.ColumnEncoding} for each column,
 * fitted to training rows; a {@link lanewise.table.RecordPredictor} prepares a record and predicts.
 *
 * <p>No method takes or returns null, except that a missing value of a record may be null.
 */
package lanewise.table;
