/**
 * Training of one model on rows that stay on the executors: their order, shards and steps.
 *
 * <p>Depends on {@code lanewise.spark.internal.training} and the engine's {@code lanewise.shard}.
 * Start with {@link lanewise.spark.internal.shard.ShardedTraining}.
 */
package lanewise.spark.internal.shard;
