/**
 * Training on rows that are divided into shards, in this JVM or on several machines. {@link
 * lanewise.shard.ShardedTrainer} trains here; give it a {@link lanewise.shard.ShardSums} to compute
 * the gradients elsewhere, from {@link lanewise.shard.Gradients} that {@link
 * lanewise.shard.SumTree} adds up.
 *
 * <pre>{@code
 * ShardedTrainer sharded = ShardedTrainer.of(trainer, 64);
 * Model trained = sharded.fit(start, data).model();
 * }</pre>
 *
 * <p>The bits of a model depend on the rows in their order, the number of shards, and the trainer's
 * settings. They do not depend on which thread or machine computes a shard, or when. With one shard
 * they are those of {@link lanewise.train.Trainer#fit}.
 *
 * <p>No method takes or returns null.
 */
package lanewise.shard;
