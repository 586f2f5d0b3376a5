/**
 * Estimators, models and validators of Spark ML on the engine.
 *
 * <p>Depends on the engine's public packages and on {@code spark-mllib}. Start with {@link
 * lanewise.spark.LanewiseClassifier}; {@link lanewise.spark.select.SparkTrials} runs searches of
 * the engine on Spark.
 */
package lanewise.spark;
