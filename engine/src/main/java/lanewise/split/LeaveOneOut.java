package lanewise.split;

import lanewise.data.Dataset;

import java.util.List;
import java.util.Objects;

/**
 * A fold for each row, which tests this row alone and trains all others: for very few rows, because
 * it trains as many models as there are rows. The same folds as scikit-learn 1.2's {@code
 * LeaveOneOut()}.
 *
 * <pre>{@code
 * List<Fold> folds = LeaveOneOut.of().split(data);
 * System.out.println(folds.size()); // prints 150
 * System.out.println(folds.get(7).testRows()[0]); // prints 7
 * }</pre>
 *
 * <p>Immutable and thread-safe. Folds are created when they are read from the list, which needs
 * memory for one number for each row.
 */
public final class LeaveOneOut implements Splitter {
    private LeaveOneOut() {}

    /**
     * Creates a splitter.
     *
     * @return the splitter
     */
    public static LeaveOneOut of() {
        return new LeaveOneOut();
    }

    /**
     * Divides the rows.
     *
     * @param data the data set, at least 2 rows
     * @return a fold for each row, in their order, unmodifiable
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if the data set has one row only
     */
    @Override
    public List<Fold> split(Dataset data) {
        Objects.requireNonNull(data, "data must not be null");
        if (data.rows() < 2) {
            throw new IllegalArgumentException(
                    "1 row cannot be left out: expected at least 2 rows, so that one is left for"
                            + " training");
        }
        return KFold.of(data.rows()).split(data);
    }

    /**
     * Describes the splitter.
     *
     * @return {@code LeaveOneOut[]}
     */
    @Override
    public String toString() {
        return "LeaveOneOut[]";
    }
}
