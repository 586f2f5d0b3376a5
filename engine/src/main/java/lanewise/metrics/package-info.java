/**
 * Metrics of a model on rows with known targets: {@link lanewise.metrics.ConfusionMatrix} and
 * {@link lanewise.metrics.ClassificationMetrics} for classes, {@link lanewise.metrics.LabelMetrics}
 * for independent labels, {@link lanewise.metrics.RegressionMetrics} for numbers, {@link
 * lanewise.metrics.Metric} for one score by which models are compared. {@link
 * lanewise.metrics.RocCurve} and {@link lanewise.metrics.ReliabilityCurve} are curves of one
 * output, {@link lanewise.metrics.PermutationImportance} measures how much a model relies on a
 * feature. Tests compare them with scikit-learn's values.
 *
 * <pre>{@code
 * ConfusionMatrix confusion = ConfusionMatrix.of(start, test);
 * System.out.println(confusion.accuracy() <= 1); // prints true
 * }</pre>
 *
 * <p>Depends on {@code lanewise}, {@code lanewise.data} and {@code lanewise.random}. Start with
 * {@code ConfusionMatrix}.
 *
 * <p>No method takes or returns null.
 */
package lanewise.metrics;
