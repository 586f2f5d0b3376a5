/**
 * Searches, cross-validation and restarts of the engine's package {@code lanewise.select} as Spark
 * tasks.
 *
 * <p>Depends on the engine, on Spark's core and on {@code lanewise.spark.internal.training}, not on
 * the estimators. Start with {@link lanewise.spark.select.SparkTrials}.
 */
package lanewise.spark.select;
