package lanewise.metrics;

import lanewise.data.FeatureMatrix;

import java.util.ArrayList;
import java.util.List;

/**
 * The receiver operating characteristic of one output: for each threshold, the share of rows of its
 * class or label at or above it against the share of other rows at or above it.
 *
 * <pre>{@code
 * RocCurve curve = RocCurve.of(model.predict(test.features()), test.targets(), 2);
 * System.out.println(curve.area() > 0.9); // prints true
 * RocCurve.Point last = curve.points().getLast();
 * System.out.println(last.falsePositiveRate() + " " + last.truePositiveRate()); // prints 1.0 1.0
 * }</pre>
 *
 * <p>Points are those of scikit-learn's {@code roc_curve}: one for each distinct output, without
 * those in the middle of two steps that are equal, which no drawing shows and which do not change
 * the area. The first point is (0, 0) at the threshold infinity, as in scikit-learn 1.3; earlier
 * versions have the largest output plus 1. The last point is (1, 1).
 *
 * <p>If no row or all rows have the class or label, the curve is undefined: rates without rows and
 * the area are NaN. Records are immutable and thread-safe.
 *
 * @param points the points in descending order of thresholds, at least two; immutable
 * @param area the area under the curve, 0 to 1, 0.5 for random outputs; for two classes equal to
 *     {@link ClassificationMetrics#rocAuc()}
 */
public record RocCurve(List<Point> points, double area) {

    /**
     * Creates a curve of its parts.
     *
     * @throws NullPointerException if {@code points} is null or contains null
     */
    public RocCurve {
        points = Copies.of(points, "points");
    }

    /**
     * The rates if rows count as positive whose output is at least a threshold.
     *
     * @param falsePositiveRate share of the rows without the class or label that count as positive,
     *     0 to 1; NaN if there is no such row
     * @param truePositiveRate share of the rows with the class or label that count as positive, 0
     *     to 1: the recall; NaN if there is no such row
     * @param threshold an output, or infinity
     */
    public record Point(double falsePositiveRate, double truePositiveRate, double threshold) {}

    /**
     * Computes the curve of one output in O(rows · log rows).
     *
     * @param predicted outputs of a model, rows × outputs, of any range
     * @param targets the truth in as many columns, 1 for rows of the class or label, else 0; for
     *     two classes, predictions or targets may be a single column, which is that of the second
     *     class
     * @param index the column of {@code predicted}: a class against all others, or a label; 0, the
     *     second class, if there is a single column
     * @return the curve
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the matrices have different numbers of rows or columns,
     *     {@code index} is out of range, a target is not 0 or 1, or an output is NaN
     */
    public static RocCurve of(FeatureMatrix predicted, FeatureMatrix targets, int index) {
        BinaryOutput output = BinaryOutput.of(predicted, targets, index).requireNumbers();
        Ranking ranking = new Ranking(output.rows());
        output.rank(ranking);
        Corners corners = new Corners(ranking.positives(), ranking.others());
        ranking.forEach(corners);
        corners.end();
        return new RocCurve(corners.points, ranking.area());
    }

    /** Collects points, each when the next one is known. */
    private static final class Corners implements Ranking.Steps {
        private final double positives;
        private final double others;
        private final List<Point> points = new ArrayList<>();

        // The last step, and its gains over the one before.
        private int truePositives;
        private int falsePositives;
        private double threshold = Double.POSITIVE_INFINITY;
        private int gainOfTrue;
        private int gainOfFalse;

        Corners(int positives, int others) {
            this.positives = positives;
            this.others = others;
        }

        @Override
        public void step(int truePositives, int falsePositives, float threshold) {
            int gainOfTrue = truePositives - this.truePositives;
            int gainOfFalse = falsePositives - this.falsePositives;
            // scikit-learn keeps the first step even if it equals the second.
            boolean corner = gainOfTrue != this.gainOfTrue || gainOfFalse != this.gainOfFalse;
            if (points.size() < 2 || corner) {
                addLast();
            }
            this.truePositives = truePositives;
            this.falsePositives = falsePositives;
            this.threshold = threshold;
            this.gainOfTrue = gainOfTrue;
            this.gainOfFalse = gainOfFalse;
        }

        void end() {
            addLast();
        }

        private void addLast() {
            points.add(new Point(falsePositives / others, truePositives / positives, threshold));
        }
    }
}
