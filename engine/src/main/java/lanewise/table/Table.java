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

    private Table(List<TableColumn> columns) {
        this.columns = columns;
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
        return new Table(Elements.copy(columns, "columns"));
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
     * Returns the number of rows.
     *
     * @return 1 or more
     */
    public int rows() {
        return columns.getFirst().rows();
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
        return new Table(List.copyOf(selected));
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
