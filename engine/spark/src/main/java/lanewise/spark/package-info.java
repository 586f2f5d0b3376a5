/**
 * Lanewise on Apache Spark: estimators and models of Spark ML, and the engine's searches as Spark
 * tasks.
 *
 * <p>Depends on the engine's public packages and on {@code spark-mllib}. Start with {@link
 * lanewise.spark.SparkTrials}.
 */
package lanewise.spark;
