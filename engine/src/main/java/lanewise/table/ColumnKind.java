package lanewise.table;

/**
 * What a column of a table holds, which decides how it becomes inputs of a network.
 *
 * <pre>{@code
 * TableSchema found = TableSchema.detect(table);
 * System.out.println(found.kind("joined") == ColumnKind.DATE); // prints true
 * }</pre>
 */
public enum ColumnKind {
    /** Numbers: one input, scaled. */
    NUMERIC("numeric"),
    /** Two values, such as yes and no: one input, 0 or 1, not scaled. */
    BOOLEAN("boolean"),
    /** Texts or numbers that name something: one input for each category, 1 for that of the row. */
    CATEGORICAL("categorical"),
    /** Texts in an order that a program or an option gives: one input, the scaled position. */
    ORDINAL("ordinal"),
    /** Dates, with or without times: one input, days since 1970-01-01, scaled. */
    DATE("date"),
    /** Nothing that a network should see, such as an identifier. */
    IGNORED("ignored");

    private final String text;

    ColumnKind(String text) {
        this.text = text;
    }

    /** Returns the name in tables and messages, such as {@code numeric}. */
    @Override
    public String toString() {
        return text;
    }
}
