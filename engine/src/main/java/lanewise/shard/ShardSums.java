package lanewise.shard;

/**
 * Computes the gradient sums of a run's batches: in other threads, in other JVMs, on other
 * machines. {@link ShardedTrainer#start(lanewise.Model, ShardPlan, ShardSums)} starts a run that
 * calls it once per iteration, on the thread that advances the run.
 *
 * <pre>{@code
 * GradientSum sum = GradientSum.of(start.network());
 * Gradients elsewhere = Gradients.of(start, data);
 * ShardSums sums = (parameters, iteration, measure) -> {
 *     elsewhere.sum(parameters, sum); // one shard, full batches
 *     return sum;
 * };
 * ShardedTrainer sharded = ShardedTrainer.of(trainer, 1);
 * TrainingRun run = sharded.start(start, sharded.plan(data.rows()), sums);
 * }</pre>
 */
@FunctionalInterface
public interface ShardSums {

    /**
     * Computes the sum over all shards of a batch, as a {@link SumTree} adds them.
     *
     * <p>An exception ends {@code advance} and leaves the run as it was before the iteration, so
     * that it can be advanced again. That is also the way to stop when the calling thread is
     * interrupted.
     *
     * @param parameters the parameters, in the layout of {@link lanewise.Model#parameters}; valid
     *     during the call, and not to be changed
     * @param iteration index of the iteration, from 0
     * @param measure whether to measure loss and correct predictions
     * @return the sum, not null; read before the next call
     */
    GradientSum sum(float[] parameters, int iteration, boolean measure);
}
