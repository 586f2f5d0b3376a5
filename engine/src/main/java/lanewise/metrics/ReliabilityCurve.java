package lanewise.metrics;

import lanewise.data.FeatureMatrix;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the predicted probabilities of one output can be relied on: rows are sorted into bins of
 * equal width by probability, and the mean probability of each bin is compared with the share of
 * its rows that have the class or label. Both are equal if the output is calibrated.
 *
 * <pre>{@code
 * FeatureMatrix predicted = model.predict(test.features());
 * ReliabilityCurve curve = ReliabilityCurve.of(predicted, test.targets(), 2, 10);
 * ReliabilityCurve.Bin first = curve.bins().getFirst();
 * System.out.println(first.meanPredicted() < 0.1); // prints true
 * System.out.println(curve.expectedCalibrationError() < 0.2); // prints true
 * }</pre>
 *
 * <p>Bins are those of scikit-learn's {@code calibration_curve(strategy="uniform")}: bin b of n
 * takes probabilities above b / n up to and including (b + 1) / n, the first one 0 as well. Bins
 * without rows are left out.
 *
 * <p>The expected calibration error is Σ rows / all rows · |observed − mean predicted| over the
 * bins (Naeini, Cooper and Hauskrecht 2015, Obtaining Well Calibrated Probabilities Using Bayesian
 * Binning). It depends on the number of bins.
 *
 * <p>Records are immutable and thread-safe.
 *
 * @param bins the bins with rows, in ascending order; immutable
 * @param expectedCalibrationError mean distance of predicted and observed share, 0 to 1
 */
public record ReliabilityCurve(List<Bin> bins, double expectedCalibrationError) {
    private static final int MOST_BINS = 1_000_000;

    /**
     * Creates a curve of its parts.
     *
     * @throws NullPointerException if {@code bins} is null or contains null
     */
    public ReliabilityCurve {
        bins = Copies.of(bins, "bins");
    }

    /**
     * Rows with similar probabilities.
     *
     * @param meanPredicted mean predicted probability, 0 to 1
     * @param observed share of the rows that have the class or label, 0 to 1
     * @param rows number of rows, at least 1
     */
    public record Bin(double meanPredicted, double observed, int rows) {}

    /**
     * Computes the curve of one output.
     *
     * @param predicted probabilities, rows × outputs
     * @param targets the truth in as many columns, 1 for rows of the class or label, else 0; for
     *     two classes, predictions or targets may be a single column, which is that of the second
     *     class
     * @param index the column of {@code predicted}: a class against all others, or a label; 0, the
     *     second class, if there is a single column
     * @param bins number of bins, 1 to 1,000,000; 10 is usual
     * @return the curve
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the matrices have different numbers of rows or columns,
     *     {@code index} or {@code bins} is out of range, a target is not 0 or 1, or an output is
     *     not a probability
     */
    public static ReliabilityCurve of(
            FeatureMatrix predicted, FeatureMatrix targets, int index, int bins) {
        BinaryOutput output =
                BinaryOutput.of(predicted, targets, index)
                        .requireProbabilities("RocCurve takes other outputs");
        if (bins < 1 || bins > MOST_BINS) {
            throw new IllegalArgumentException(bins + " bins: expected 1 to " + MOST_BINS);
        }
        double[] sums = new double[bins];
        int[] positives = new int[bins];
        int[] rows = new int[bins];
        for (int row = 0; row < output.rows(); row++) {
            double p = output.output(row);
            int bin = bin(p, bins);
            sums[bin] += p;
            positives[bin] += output.positive(row) ? 1 : 0;
            rows[bin]++;
        }
        List<Bin> filled = new ArrayList<>();
        double error = 0;
        for (int k = 0; k < bins; k++) {
            if (rows[k] > 0) {
                Bin bin = new Bin(sums[k] / rows[k], (double) positives[k] / rows[k], rows[k]);
                error += rows[k] * Math.abs(bin.observed - bin.meanPredicted);
                filled.add(bin);
            }
        }
        return new ReliabilityCurve(filled, error / output.rows());
    }

    /** The number of inner edges below p; NumPy's {@code linspace} rounds edge k to k · (1 / n). */
    private static int bin(double p, int bins) {
        double width = 1.0 / bins;
        int bin = Math.min((int) (p * bins), bins - 1);
        while (bin > 0 && bin * width >= p) {
            bin--;
        }
        while (bin < bins - 1 && (bin + 1) * width < p) {
            bin++;
        }
        return bin;
    }
}
