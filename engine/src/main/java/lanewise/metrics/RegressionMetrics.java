package lanewise.metrics;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;

import java.util.Objects;

/**
 * Metrics of numeric predictions, computed in double. With several outputs, each metric is the mean
 * over the outputs, as in scikit-learn.
 *
 * <pre>{@code
 * Scaling scaling = Scaling.standard(train.targets()); // the scaling used in training
 * FeatureMatrix predicted = scaling.inverse(model.predict(test.features()));
 * System.out.println(RegressionMetrics.of(predicted, test.targets()).r2());
 * }</pre>
 *
 * <p>R² of an output is {@code 1 − Σ(y − a)² / Σ(y − mean y)²}. If all targets are equal, it is 1
 * for exact predictions, else 0; for a single row it is NaN.
 *
 * @param r2 coefficient of determination R², at most 1
 * @param mae mean absolute error
 * @param mse mean squared error, without the factor ½ of the training loss
 * @param rmse root mean squared error; with several outputs the mean of their roots, not the root
 *     of {@code mse}
 */
public record RegressionMetrics(double r2, double mae, double mse, double rmse) {

    /**
     * Evaluates a model.
     *
     * @param model the model to evaluate
     * @param data rows with known targets
     * @return the metrics
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the number of features or targets differs from the
     *     model's inputs or outputs, or an output is NaN or infinite
     */
    public static RegressionMetrics of(Model model, Dataset data) {
        Objects.requireNonNull(model, "model is null: expected the model to evaluate");
        Objects.requireNonNull(data, "data is null: expected rows with known targets");
        Dataset rows = data.withClassNames(model.classNames());
        return of(model.predict(rows.features()), rows.targets());
    }

    /**
     * Evaluates predictions.
     *
     * @param predicted rows × outputs
     * @param targets the expected values, rows × outputs
     * @return the metrics
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
                            + " targets: expected equal numbers");
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

    /** Rejects null matrices and different numbers of rows. */
    static void requireSameRows(FeatureMatrix predicted, FeatureMatrix targets) {
        Objects.requireNonNull(predicted, "predicted is null: expected the outputs of each row");
        Objects.requireNonNull(targets, "targets is null: expected the targets of each row");
        if (predicted.samples() != targets.samples()) {
            throw new IllegalArgumentException(
                    predicted.samples()
                            + " rows predicted for targets of "
                            + targets.samples()
                            + " rows: expected equal numbers");
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

    /** {@code Σ(y − mean y)²}; exactly 0 if all targets are equal. */
    private static double spread(FeatureMatrix targets, int k) {
        double first = targets.getDouble(0, k);
        double sum = 0;
        for (int row = 0; row < targets.samples(); row++) {
            sum += targets.getDouble(row, k) - first;
        }
        double mean = first + sum / targets.samples();
        double spread = 0;
        for (int row = 0; row < targets.samples(); row++) {
            double d = targets.getDouble(row, k) - mean;
            spread += d * d;
        }
        return spread;
    }

    private static double finite(String what, FeatureMatrix matrix, int row, int k) {
        double value = matrix.getDouble(row, k);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    what
                            + " "
                            + k
                            + " of row "
                            + row
                            + " is "
                            + value
                            + ": expected a finite number; if training diverged, lower the"
                            + " learning rate or scale the features");
        }
        return value;
    }
}
