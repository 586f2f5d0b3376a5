package lanewise.table;

import java.util.List;

/**
 * How a column becomes inputs of a network, with all that was fitted to the training rows.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * ColumnEncoding first = preparation.columns().getFirst();
 * System.out.println(first.inputNames()); // prints [age, age=(missing)]
 * }</pre>
 */
public sealed interface ColumnEncoding permits NumberEncoding, CategoryEncoding {
    /**
     * Returns the name of the column.
     *
     * @return the name
     */
    String column();

    /**
     * Returns the names of the inputs.
     *
     * @return such as {@code age} and {@code age=(missing)}, or {@code city=Oslo} and {@code
     *     city=(other)}
     */
    List<String> inputNames();

    /**
     * Returns the number of inputs.
     *
     * @return 1 or more
     */
    default int width() {
        return inputNames().size();
    }
}
