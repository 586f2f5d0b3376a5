package lanewise.table;

import java.util.List;
import java.util.Objects;

/**
 * What a column of a table holds, in a line that people read before a training.
 *
 * <pre>{@code
 * for (ColumnSummary column : schema.summaries()) {
 *     System.out.println(column.name() + ": " + column.kind() + ", " + column.values());
 * }
 * }</pre>
 *
 * @param name the name
 * @param kind the kind
 * @param distinct number of distinct values, counted up to {@link TableSchema#MAX_DISTINCT} in
 *     columns of numbers
 * @param missing number of missing values
 * @param values such as {@code 0.42 to 80}, or the most frequent values with their counts; empty if
 *     all are missing
 * @param notes what is doubtful, such as {@code constant}; empty if nothing is
 */
public record ColumnSummary(
        String name,
        ColumnKind kind,
        int distinct,
        int missing,
        String values,
        List<String> notes) {
    /**
     * Copies the notes.
     *
     * @throws NullPointerException if an argument is null
     */
    public ColumnSummary {
        Objects.requireNonNull(name, "name must not be null");
        Objects.requireNonNull(kind, "kind must not be null");
        Objects.requireNonNull(values, "values must not be null");
        notes = Elements.copy(notes, "notes");
    }

    ColumnSummary withKind(ColumnKind other) {
        return new ColumnSummary(name, other, distinct, missing, values, notes);
    }
}
