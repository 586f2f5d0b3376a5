package lanewise.table;

import lanewise.data.CsvException;
import lanewise.data.CsvFormat;
import lanewise.internal.text.Names;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Columns of numbers and texts with missing values, as they come from a file: what a {@link
 * Preparation} turns into the numbers that a network needs.
 *
 * <pre>{@code
 * Table members = Table.read(Path.of("members.csv"), CsvFormat.standard());
 * System.out.println(members.column("age").missing()); // prints 16
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class Table {
    private final List<TableColumn> columns;
    private final Map<String, TableColumn> byName = new HashMap<>();

    /** The numbers of the rows in their file; null for 1, 2, 3 ... */
    private final long[] rowNumbers;

    private Table(List<TableColumn> columns, long... rowNumbers) {
        this.columns = columns;
        this.rowNumbers = rowNumbers;
        for (TableColumn column : columns) {
            if (byName.put(column.name(), column) != null) {
                throw new IllegalArgumentException(
                        "two columns are named "
                                + TableColumn.quoted(column.name())
                                + ": expected unique names");
            }
            if (column.rows() != columns.getFirst().rows()) {
                throw new IllegalArgumentException(
                        "column "
                                + TableColumn.quoted(column.name())
                                + " has "
                                + column.rows()
                                + " rows, the first column "
                                + columns.getFirst().rows()
                                + ": expected the same number");
            }
        }
        if (columns.isEmpty() || rows() == 0) {
            throw new IllegalArgumentException(
                    "the table has no "
                            + (columns.isEmpty() ? "columns" : "rows")
                            + ": expected at least one");
        }
    }

    /**
     * Creates a table.
     *
     * @param columns the columns, at least one, with unique names and as many rows
     * @return the table
     * @throws NullPointerException if {@code columns} is null or contains null
     * @throws IllegalArgumentException if there is no column or no row, names are equal, or the
     *     numbers of rows differ
     */
    public static Table of(List<TableColumn> columns) {
        return new Table(Elements.copy(columns, "columns"), (long[]) null);
    }

    /**
     * Creates a table.
     *
     * @param columns the columns, as for {@link #of(List)}
     * @return the table
     * @throws NullPointerException if {@code columns} is null or contains null
     * @throws IllegalArgumentException as for {@link #of(List)}
     */
    public static Table of(TableColumn... columns) {
        Objects.requireNonNull(columns, "columns must not be null");
        return of(Arrays.asList(columns));
    }

    /**
     * Reads a file. A column is numeric if all its values that are not missing are finite decimal
     * numbers, also as floats, and none has a leading zero, as codes such as 01067 have; all other
     * columns hold texts. A file with texts is read twice, so it must not be a pipe.
     *
     * @param file the file, as {@link lanewise.data.Csv} describes; columns may hold any text
     * @param format its format; its label and columns to leave out are not used
     * @param texts names of columns to read as texts even if they look like numbers
     * @return the table
     * @throws NullPointerException if an argument or a name is null
     * @throws CsvException if the file cannot be read, or lacks a column of {@code texts}
     */
    public static Table read(Path file, CsvFormat format, String... texts) throws CsvException {
        Objects.requireNonNull(file, "file must not be null");
        Objects.requireNonNull(format, "format must not be null");
        Objects.requireNonNull(texts, "texts must not be null");
        return TableReader.read(file, format, texts);
    }

    /**
     * Reads a random sample of the rows of a file, for a file that is larger than memory. The kinds
     * of columns are found from the sample. The file is read once more than by {@link #read}.
     *
     * @param file the file, as for {@link #read}
     * @param format its format
     * @param rows number of rows to read, at least 1; all if the file has no more
     * @param seed the seed, 0 to 4294967295
     * @param texts names of columns to read as texts even if they look like numbers
     * @return the rows in the order of the file, with their numbers in {@link #rowNumber}
     * @throws NullPointerException if an argument or a name is null
     * @throws IllegalArgumentException if {@code rows} or {@code seed} is out of range
     * @throws CsvException if the file cannot be read, or lacks a column of {@code texts}
     */
    public static Table sample(Path file, CsvFormat format, int rows, long seed, String... texts)
            throws CsvException {
        Objects.requireNonNull(file, "file must not be null");
        Objects.requireNonNull(format, "format must not be null");
        Objects.requireNonNull(texts, "texts must not be null");
        if (rows < 1) {
            throw new IllegalArgumentException(
                    "a sample of " + rows + " rows: expected at least 1");
        }
        return TableReader.sample(file, format, rows, seed, texts);
    }

    /** Takes over columns that were read, with the numbers of their rows unless all were read. */
    static Table adopt(List<TableColumn> columns, long... rowNumbers) {
        return new Table(List.copyOf(columns), rowNumbers);
    }

    /**
     * Returns the number of rows.
     *
     * @return 1 or more
     */
    public int rows() {
        return columns.getFirst().rows();
    }

    /**
     * Returns the number that a row has in the file or table from which it was taken, so that a row
     * of a sample, a split or a selection can be found again.
     *
     * @param row the row, from 0
     * @return its number among the rows of the file, from 1; a header does not count
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public long rowNumber(int row) {
        Objects.checkIndex(row, rows());
        return rowNumbers == null ? row + 1L : rowNumbers[row];
    }

    /**
     * Returns the columns.
     *
     * @return the columns in order, unmodifiable
     */
    public List<TableColumn> columns() {
        return columns;
    }

    /**
     * Returns the names of the columns.
     *
     * @return the names in order
     */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (TableColumn column : columns) {
            names.add(column.name());
        }
        return names;
    }

    /**
     * Returns whether there is a column of a name.
     *
     * @param name the name
     * @return true if there is
     * @throws NullPointerException if {@code name} is null
     */
    public boolean contains(String name) {
        Objects.requireNonNull(name, "name must not be null");
        return byName.containsKey(name);
    }

    /**
     * Returns a column.
     *
     * @param name its name
     * @return the column
     * @throws NullPointerException if {@code name} is null
     * @throws IllegalArgumentException if there is no such column; the message lists the columns
     */
    public TableColumn column(String name) {
        Objects.requireNonNull(name, "name must not be null");
        TableColumn column = byName.get(name);
        if (column == null) {
            throw new IllegalArgumentException(
                    "the table has no column "
                            + TableColumn.quoted(name)
                            + ": expected one of "
                            + Names.listed(names()));
        }
        return column;
    }

    /**
     * Returns the table with some of its rows.
     *
     * @param rows the rows in their new order, at least one; a row may occur more than once
     * @return the table
     * @throws NullPointerException if {@code rows} is null
     * @throws IllegalArgumentException if {@code rows} is empty
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Table select(int... rows) {
        Objects.requireNonNull(rows, "rows must not be null");
        List<TableColumn> selected = new ArrayList<>();
        for (TableColumn column : columns) {
            selected.add(column.select(rows));
        }
        long[] numbers = new long[rows.length];
        for (int k = 0; k < rows.length; k++) {
            numbers[k] = rowNumbers == null ? rows[k] + 1L : rowNumbers[rows[k]];
        }
        return new Table(List.copyOf(selected), numbers);
    }

    /**
     * Returns the rows that have a value in each of some columns, such as the targets.
     *
     * @param names names of the columns
     * @return their numbers in ascending order; may be empty
     * @throws NullPointerException if {@code names} is null or contains null
     * @throws IllegalArgumentException if there is no such column
     */
    public int[] rowsWith(List<String> names) {
        Objects.requireNonNull(names, "names must not be null");
        int[] rows = new int[rows()];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            boolean complete = true;
            for (String name : names) {
                complete = complete && !column(name).isMissing(row);
            }
            if (complete) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /**
     * Describes the shape.
     *
     * @return such as {@code Table[150 rows, 5 columns]}
     */
    @Override
    public String toString() {
        return "Table[" + rows() + " rows, " + columns.size() + " columns]";
    }
}
