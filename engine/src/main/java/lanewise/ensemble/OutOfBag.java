package lanewise.ensemble;

import lanewise.data.FeatureMatrix;
import lanewise.metrics.Metric;

import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Predictions of the training rows, each by the members of an ensemble that were not trained on it:
 * {@link BaggingResult#outOfBag}. Their score estimates that on new rows. It is a little
 * pessimistic, as only about 37 % of the members predict a row. Immutable but for {@link
 * FeatureMatrix#array}, and thread-safe.
 *
 * <pre>{@code
 * OutOfBag outOfBag = Bagging.of(network, Initializer.glorotUniform(), trainer).fit(train).outOfBag();
 * System.out.println(outOfBag.score(Metric.ACCURACY) > 0.9); // prints true
 * System.out.println(outOfBag.unpredictedRows() < 5); // prints true
 * }</pre>
 */
public final class OutOfBag {
    private final FeatureMatrix outputs;
    private final FeatureMatrix targets;

    /** Number of members that predict each row. */
    private final int[] members;

    OutOfBag(FeatureMatrix outputs, FeatureMatrix targets, int[] members) {
        this.outputs = outputs;
        this.targets = targets;
        this.members = members;
    }

    /**
     * The mean outputs of each training row.
     *
     * @return rows × outputs; NaN for a row that all members were trained on
     */
    public FeatureMatrix outputs() {
        return outputs;
    }

    /**
     * The number of members that were not trained on a row.
     *
     * @param row index of the training row
     * @return at least 0
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public int members(int row) {
        return members[Objects.checkIndex(row, members.length)];
    }

    /**
     * The number of rows that all members were trained on. With 10 members it is about 1 % of them,
     * with 20 one in 10000.
     *
     * @return at least 0
     */
    public int unpredictedRows() {
        return members.length - predicted().length;
    }

    /**
     * Scores the predicted rows.
     *
     * @param metric the score
     * @return the score; NaN if it is undefined for these rows
     * @throws NullPointerException if {@code metric} is null
     * @throws IllegalStateException if no row is predicted
     * @throws IllegalArgumentException as {@link Metric#score(FeatureMatrix, FeatureMatrix)} throws
     *     it
     */
    public double score(Metric metric) {
        Objects.requireNonNull(metric, "metric is null: expected one such as Metric.ACCURACY");
        int[] rows = predicted();
        if (rows.length == 0) {
            throw new IllegalStateException(
                    "no row is out of bag: expected more members, or more rows");
        }
        return metric.score(outputs.select(rows), targets.select(rows));
    }

    private int[] predicted() {
        return IntStream.range(0, members.length).filter(row -> members[row] > 0).toArray();
    }
}
