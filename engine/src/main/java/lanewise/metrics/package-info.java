/**
 * Metrics of a model on rows with known targets: {@link lanewise.metrics.ConfusionMatrix} and
 * {@link lanewise.metrics.ClassificationMetrics} for classes, {@link
 * lanewise.metrics.RegressionMetrics} for numbers, {@link lanewise.metrics.Metric} for one score by
 * which models are compared. Tests compare them with scikit-learn's values.
 *
 * <pre>{@code
 * ConfusionMatrix confusion = ConfusionMatrix.of(start, test);
 * System.out.println(confusion.accuracy() <= 1); // prints true
 * }</pre>
 *
 * <p>Depends on {@code lanewise} and {@code lanewise.data}. Start with {@code ConfusionMatrix}.
 *
 * <p>No method takes or returns null.
 */
package lanewise.metrics;
