/**
 * The metrics of Spark's evaluators, computed where a model has been trained.
 *
 * <p>Depends on Spark's evaluators. Start with {@link lanewise.spark.internal.scoring.Scoring}.
 */
package lanewise.spark.internal.scoring;
