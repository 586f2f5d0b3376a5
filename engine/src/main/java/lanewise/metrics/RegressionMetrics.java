package lanewise.metrics;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;

import java.util.Objects;

/**
 * How well numbers are predicted. Computed in double; with several outputs, each figure is the mean
 * over the outputs, as in scikit-learn.
 *
 * <pre>{@code
 * Scaling scaling = Scaling.standard(train.targets()); // of the targets the model learned
 * FeatureMatrix predicted = scaling.inverse(model.predict(test.features()));
 * System.out.println(RegressionMetrics.of(predicted, test.targets()).r2());
 * }</pre>
 *
 * <p>R² of an output is {@code 1 − Σ(y − a)² / Σ(y − mean y)²}. Where the targets are all the same,
 * it is 1 if they are predicted exactly, else 0; of a single row it is NaN.
 *
 * @param r2 the coefficient of determination R², at most 1
 * @param mae the mean absolute error
 * @param mse the mean squared error, without the factor ½ that it has as a loss in training
 * @param rmse the root mean squared error; with several outputs the mean of their roots, not the
 *     root of {@code mse}
 */
public record RegressionMetrics(double r2, double mae, double mse, double rmse) {

    /**
     * Judges a model.
     *
     * @param model the model
     * @param data rows whose targets are known
     * @return the figures
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the data has not as many features or targets as the model
     *     inputs or outputs, or an output is NaN or infinite
     */
    public static RegressionMetrics of(Model model, Dataset data) {
        Objects.requireNonNull(model, "model is null: expected the model to judge");
        Objects.requireNonNull(data, "data is null: expected rows whose targets are known");
        return of(model.predict(data.features()), data.targets());
    }

    /**
     * Judges predictions.
     *
     * @param predicted rows × outputs
     * @param targets rows × outputs, what should have been predicted
     * @return the figures
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the matrices have different sizes, or a cell is NaN or
     *     infinite
     */
    public static RegressionMetrics of(FeatureMatrix predicted, FeatureMatrix targets) {
        requireSameRows(predicted, targets);
        int outputs = targets.features();
        if (predicted.features() != outputs) {
            throw new IllegalArgumentException(
                    predicted.features()
                            + " outputs predicted for "
                            + outputs
                            + " targets: expected as many");
        }
        int n = targets.samples();
        double r2 = 0;
        double mae = 0;
        double mse = 0;
        double rmse = 0;
        for (int k = 0; k < outputs; k++) {
            double absolute = 0;
            double squared = 0;
            for (int row = 0; row < n; row++) {
                double error =
                        finite("target", targets, row, k) - finite("output", predicted, row, k);
                absolute += Math.abs(error);
                squared += error * error;
            }
            r2 += determination(squared, spread(targets, k), n);
            mae += absolute / n;
            mse += squared / n;
            rmse += Math.sqrt(squared / n);
        }
        return new RegressionMetrics(r2 / outputs, mae / outputs, mse / outputs, rmse / outputs);
    }

    /** Refuses predictions that do not belong row by row to targets. */
    static void requireSameRows(FeatureMatrix predicted, FeatureMatrix targets) {
        Objects.requireNonNull(predicted, "predicted is null: expected the outputs of each row");
        Objects.requireNonNull(targets, "targets is null: expected the targets of each row");
        if (predicted.samples() != targets.samples()) {
            throw new IllegalArgumentException(
                    predicted.samples()
                            + " rows predicted for targets of "
                            + targets.samples()
                            + " rows: expected as many");
        }
    }

    private static double determination(double squared, double spread, int n) {
        if (n < 2) {
            return Double.NaN;
        }
        if (spread == 0) {
            return squared == 0 ? 1 : 0;
        }
        return 1 - squared / spread;
    }

    /** {@code Σ(y − mean y)²}, exactly 0 if all are the same. */
    private static double spread(FeatureMatrix targets, int k) {
        double first = targets.get(0, k);
        double sum = 0;
        for (int row = 0; row < targets.samples(); row++) {
            sum += targets.get(row, k) - first;
        }
        double mean = first + sum / targets.samples();
        double spread = 0;
        for (int row = 0; row < targets.samples(); row++) {
            double d = targets.get(row, k) - mean;
            spread += d * d;
        }
        return spread;
    }

    private static double finite(String what, FeatureMatrix matrix, int row, int k) {
        float value = matrix.get(row, k);
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException(
                    what
                            + " "
                            + k
                            + " of row "
                            + row
                            + " is "
                            + value
                            + ": expected a finite number; a model that gives others has lost its"
                            + " training, a lower learning rate or scaled features may help");
        }
        return value;
    }
}
