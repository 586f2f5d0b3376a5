package lanewise.data;

/** Fits a {@link Scaling} to rows, in double. A cell that is not finite is rejected. */
final class ScalingFit {
    private ScalingFit() {}

    /** Mean and population standard deviation of each feature, or 1 for a constant feature. */
    static Scaling standard(double[]... columns) {
        double[] means = new double[columns.length];
        double[] deviations = new double[columns.length];
        for (int feature = 0; feature < means.length; feature++) {
            double[] column = columns[feature];
            int n = column.length;
            // Sums are relative to the first number, so that the mean of a constant column is
            // exact.
            double first = column[0];
            double sum = 0;
            for (int s = 0; s < n; s++) {
                sum += column[s] - first;
            }
            double mean = first + sum / n;
            double squares = 0;
            double rest = 0; // corrects for the rounding of the mean; else it would be 0
            for (int s = 0; s < n; s++) {
                double d = column[s] - mean;
                squares += d * d;
                rest += d;
            }
            double variance = (squares - rest * rest / n) / n;
            means[feature] = mean;
            deviations[feature] = variance > 0 ? Math.sqrt(variance) : 1;
        }
        return new Scaling(means, deviations);
    }

    /** Minimum and range of each feature, or 1 for a constant feature. */
    static Scaling minMax(double[]... columns) {
        double[] least = new double[columns.length];
        double[] ranges = new double[columns.length];
        for (int feature = 0; feature < least.length; feature++) {
            double min = columns[feature][0];
            double max = min;
            for (double number : columns[feature]) {
                min = Math.min(min, number);
                max = Math.max(max, number);
            }
            least[feature] = min;
            ranges[feature] = max > min ? max - min : 1;
        }
        return new Scaling(least, ranges);
    }

    /** The numbers of each feature. */
    static double[][] columns(FeatureMatrix train) {
        FeatureMatrix rows = train.finiteCopy();
        double[][] columns = new double[rows.features()][rows.samples()];
        for (int feature = 0; feature < columns.length; feature++) {
            for (int s = 0; s < rows.samples(); s++) {
                columns[feature][s] = rows.number(s, feature);
            }
        }
        return columns;
    }
}
