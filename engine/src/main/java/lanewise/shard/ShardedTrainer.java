package lanewise.shard;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.train.Checkpoint;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import java.util.Objects;

/**
 * Trains one model on rows that are divided into shards. The runs are those of a {@link Trainer}
 * with all its settings, history, listener and checkpoints; only the gradient of a batch is the sum
 * of its shards. Immutable and thread-safe.
 *
 * <pre>{@code
 * ShardedTrainer sharded = ShardedTrainer.of(trainer.withThreads(2), 64);
 * TrainingRun run = sharded.fit(start, data);
 * System.out.println(run.stopReason()); // prints ITERATIONS_DONE
 * }</pre>
 *
 * <p>The bits of the model depend on the rows in their order, the number of shards and the
 * trainer's settings. Threads, tiers, and the place and order of shards do not matter, so a
 * training that was distributed by {@link ShardSums} can be repeated in one JVM. With one shard the
 * bits are those of {@link Trainer#fit}. With more, gradients are summed in another order, which
 * changes last bits; each shard shuffles its own rows and drops its own units: see {@link
 * ShardPlan}.
 *
 * <p>With batches of {@code B} rows each shard gives {@code B / shards} rows to a batch. Kernels
 * are as fast as those of {@code Trainer} from some sixteen rows on.
 */
public final class ShardedTrainer {
    private final Trainer trainer;
    private final int shards;

    private ShardedTrainer(Trainer trainer, int shards) {
        this.trainer = trainer;
        this.shards = shards;
    }

    /**
     * Returns a trainer for a number of shards.
     *
     * @param trainer the settings
     * @param shards number of shards, 1 to 65536; more than there are rows leaves some empty
     * @return the trainer
     * @throws NullPointerException if {@code trainer} is null
     * @throws IllegalArgumentException if {@code shards} is out of range
     */
    public static ShardedTrainer of(Trainer trainer, int shards) {
        Objects.requireNonNull(trainer, "trainer is null: expected the settings of the training");
        ShardPlan.requireShards(shards);
        return new ShardedTrainer(trainer, shards);
    }

    /**
     * The plan for a number of rows.
     *
     * @param rows number of rows, at least 1
     * @return the plan of the runs on so many rows
     * @throws IllegalArgumentException if {@code rows} is out of range
     */
    public ShardPlan plan(int rows) {
        return ShardPlan.of(trainer, rows, shards);
    }

    /**
     * Trains a model in this JVM. The trainer's threads share the shards.
     *
     * @param start the model to start from, which is not modified
     * @param data the training rows
     * @return the run, as {@link Trainer#fit} returns it
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as {@link Trainer#fit} throws it
     * @throws IllegalStateException if the tier cannot run on this machine
     * @throws lanewise.train.DivergenceException if a parameter or the loss becomes infinite or
     *     NaN, or a recurrent layer does not converge
     */
    public TrainingRun fit(Model start, Dataset data) {
        TrainingRun run = start(start, data);
        run.advance(run.remaining());
        return run;
    }

    /**
     * Prepares a run in this JVM without advancing it.
     *
     * @param start the model to start from, which is not modified
     * @param data the training rows
     * @return the run, at iteration 0
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as {@link Trainer#start} throws it
     * @throws IllegalStateException if the tier cannot run on this machine
     */
    public TrainingRun start(Model start, Dataset data) {
        requireStart(start);
        return Access.runs().start(trainer, start, data, local(start, data));
    }

    /**
     * Prepares a run whose gradients are computed elsewhere. Optimizer, penalty, limits, history,
     * early stopping and listener are here. Its kernels are those of the update: scalar ones for
     * {@link lanewise.Tier#AUTO}.
     *
     * @param start the model to start from, which is not modified
     * @param plan the plan that the sums follow: {@link #plan}
     * @param sums computes the sums
     * @return the run, at iteration 0. {@code advance} throws what {@code sums} throws, and can
     *     then be called again
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the plan is not that of this trainer, the trainer has
     *     weights, which belong to {@link Gradients#withWeights}, or the validation rows of early
     *     stopping do not fit
     * @throws IllegalStateException if the tier cannot run on this machine
     */
    public TrainingRun start(Model start, ShardPlan plan, ShardSums sums) {
        requireStart(start);
        return Access.runs().start(trainer, start, remote(plan, sums));
    }

    /**
     * Resumes a run in this JVM from a checkpoint, without advancing it: see {@link
     * Trainer#resume}. A run whose gradients were computed elsewhere may be resumed here.
     *
     * @param checkpoint the state to resume from, of a run with as many shards
     * @param data the training rows of the checkpoint's run, in the same order
     * @return the run, at the checkpoint's iteration
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException as {@link Trainer#resume} throws it, or if the number of
     *     shards differs from the checkpoint's
     * @throws IllegalStateException if the tier cannot run on this machine
     */
    public TrainingRun resume(Checkpoint checkpoint, Dataset data) {
        requireCheckpoint(checkpoint);
        return Access.runs().resume(trainer, checkpoint, data, local(checkpoint.current(), data));
    }

    /**
     * Resumes a run whose gradients are computed elsewhere, without advancing it.
     *
     * @param checkpoint the state to resume from, of a run with the same plan
     * @param plan the plan that the sums follow
     * @param sums computes the sums
     * @return the run, at the checkpoint's iteration
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if plan, trainer and checkpoint differ, or in the cases of
     *     {@link #start(Model, ShardPlan, ShardSums)}
     * @throws IllegalStateException if the tier cannot run on this machine
     */
    public TrainingRun resume(Checkpoint checkpoint, ShardPlan plan, ShardSums sums) {
        requireCheckpoint(checkpoint);
        return Access.runs().resume(trainer, checkpoint, remote(plan, sums));
    }

    private static void requireStart(Model start) {
        Objects.requireNonNull(start, "start is null: expected the model to start from");
    }

    private static void requireCheckpoint(Checkpoint checkpoint) {
        Objects.requireNonNull(
                checkpoint, "checkpoint is null: expected a checkpoint to resume from");
    }

    private LocalShards local(Model model, Dataset data) {
        Objects.requireNonNull(data, "data is null: expected the training rows");
        return new LocalShards(plan(data.rows()), model.network().parameterCount());
    }

    private RemoteShards remote(ShardPlan plan, ShardSums sums) {
        Objects.requireNonNull(plan, "plan is null: expected the plan that the sums follow");
        Objects.requireNonNull(sums, "sums is null: expected what computes the sums");
        if (!plan.equals(plan(plan.rows()))) {
            throw new IllegalArgumentException(
                    plan
                            + " for a trainer whose plan is "
                            + plan(plan.rows())
                            + ": expected plan(rows) of this trainer");
        }
        return new RemoteShards(plan, sums);
    }

    /**
     * Describes the shards and the trainer.
     *
     * @return one line
     */
    @Override
    public String toString() {
        return "ShardedTrainer[" + shards + " shards, " + trainer + "]";
    }
}
