/**
 * Searches, cross-validation and restarts of the engine's package {@code lanewise.select} as Spark
 * tasks.
 *
 * <p>Depends on the engine and on Spark's core, not on the estimators of {@code lanewise.spark}.
 * Start with {@link lanewise.spark.select.SparkTrials}.
 */
package lanewise.spark.select;
