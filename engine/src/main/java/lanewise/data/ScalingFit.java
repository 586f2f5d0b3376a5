package lanewise.data;

/** Fits a {@link Scaling} to rows, in double. A cell that is not finite is rejected. */
final class ScalingFit {
    private ScalingFit() {}

    /** Mean and population standard deviation of each feature, or 1 for a constant feature. */
    static Scaling standard(FeatureMatrix train) {
        FeatureMatrix rows = train.finiteCopy();
        int n = rows.samples();
        double[] means = new double[rows.features()];
        double[] deviations = new double[rows.features()];
        for (int feature = 0; feature < means.length; feature++) {
            // Sums are relative to the first number, so that the mean of a constant column is
            // exact.
            double first = rows.number(0, feature);
            double sum = 0;
            for (int s = 0; s < n; s++) {
                sum += rows.number(s, feature) - first;
            }
            double mean = first + sum / n;
            double squares = 0;
            double rest = 0; // corrects for the rounding of the mean; else it would be 0
            for (int s = 0; s < n; s++) {
                double d = rows.number(s, feature) - mean;
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
    static Scaling minMax(FeatureMatrix train) {
        FeatureMatrix rows = train.finiteCopy();
        double[] least = new double[rows.features()];
        double[] ranges = new double[rows.features()];
        for (int feature = 0; feature < least.length; feature++) {
            double min = rows.number(0, feature);
            double max = min;
            for (int s = 1; s < rows.samples(); s++) {
                min = Math.min(min, rows.number(s, feature));
                max = Math.max(max, rows.number(s, feature));
            }
            least[feature] = min;
            ranges[feature] = max > min ? max - min : 1;
        }
        return new Scaling(least, ranges);
    }
}
