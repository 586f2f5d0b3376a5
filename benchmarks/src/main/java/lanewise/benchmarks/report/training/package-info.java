/**
 * The page of a training: what was learned from which columns, and how good it is on the test rows,
 * as one HTML page that loads nothing. May depend on {@code plot}, {@code report.html} and its
 * subpackages, and {@code report.table}. Start with {@link
 * lanewise.benchmarks.report.training.TrainingPage}.
 */
package lanewise.benchmarks.report.training;
