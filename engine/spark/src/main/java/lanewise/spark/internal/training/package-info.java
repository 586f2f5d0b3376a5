/**
 * What estimators and validators need to train and predict: settings, rows in compact arrays, the
 * training of one model in a task, models that Spark can send, and predictions in batches.
 *
 * <p>Depends on {@code lanewise.spark.param} and the engine. Start with {@link
 * lanewise.spark.internal.training.Training}.
 */
package lanewise.spark.internal.training;
