package lanewise.shard;

import lanewise.Model;
import lanewise.train.Checkpoint;
import lanewise.train.StopReason;
import lanewise.train.Trainer;
import lanewise.train.TrainingRun;

import java.util.Objects;

/**
 * The update half of a training, one step at a time: takes the gradient sum of a batch, and applies
 * penalty, limit and optimizer of a trainer. For programs that drive the iterations themselves; a
 * {@link ShardSums} serves those that are called.
 *
 * <pre>{@code
 * ShardPlan oneShard = ShardPlan.of(trainer, data.rows(), 1);
 * ParameterUpdate update = ParameterUpdate.start(trainer, start, oneShard);
 * Gradients all = Gradients.of(start, data);
 * GradientSum sum = GradientSum.of(start.network());
 * do {
 *     all.sum(update.parameters(), sum);
 * } while (update.step(sum));
 * System.out.println(update.run().iteration()); // prints 300
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class ParameterUpdate {
    private final TrainingRun run;
    private final Given given;
    private final float[] parameters;

    /** The sums of the next step. */
    private static final class Given implements ShardSums {
        private GradientSum sum;

        @Override
        public GradientSum sum(float[] parameters, int iteration, boolean measure) {
            if (sum == null) {
                throw new IllegalStateException(
                        "there is no gradient sum: call step(sum), do not advance the run");
            }
            return sum;
        }
    }

    private ParameterUpdate(TrainingRun run, Given given, int count) {
        this.run = run;
        this.given = given;
        parameters = new float[count];
        copyParameters();
    }

    /**
     * Starts at a model.
     *
     * @param trainer the settings
     * @param start the model to start from
     * @param plan the plan that the sums follow
     * @return the update, before its first step
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException in the cases of {@link ShardedTrainer#start(Model,
     *     ShardPlan, ShardSums)}
     * @throws IllegalStateException if the tier cannot run on this machine
     */
    public static ParameterUpdate start(Trainer trainer, Model start, ShardPlan plan) {
        Given given = new Given();
        Objects.requireNonNull(plan, "plan is null: expected the plan that the sums follow");
        ShardedTrainer sharded = ShardedTrainer.of(trainer, plan.shards());
        TrainingRun run = sharded.start(start, plan, given);
        return new ParameterUpdate(run, given, start.network().parameterCount());
    }

    /**
     * Continues from a checkpoint of {@link #run}.
     *
     * @param trainer the settings
     * @param checkpoint the state to continue from
     * @param plan the plan that the sums follow
     * @return the update, before its next step
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException in the cases of {@link ShardedTrainer#resume(Checkpoint,
     *     ShardPlan, ShardSums)}
     * @throws IllegalStateException if the tier cannot run on this machine
     */
    public static ParameterUpdate resume(Trainer trainer, Checkpoint checkpoint, ShardPlan plan) {
        Given given = new Given();
        Objects.requireNonNull(plan, "plan is null: expected the plan that the sums follow");
        ShardedTrainer sharded = ShardedTrainer.of(trainer, plan.shards());
        TrainingRun run = sharded.resume(checkpoint, plan, given);
        return new ParameterUpdate(run, given, checkpoint.current().network().parameterCount());
    }

    /**
     * Updates the parameters by the gradient of a batch.
     *
     * @param sum the sum over the batch's rows, not modified
     * @return whether the training goes on; false after the trainer's last iteration, and if early
     *     stopping, a limit, a listener, {@code run().cancel()} or an interrupt of the calling
     *     thread stopped it. The last two skip the step
     * @throws NullPointerException if {@code sum} is null
     * @throws IllegalArgumentException if the sum is of another network, or the number of its rows
     *     is not that of the batch
     * @throws IllegalStateException if the run has diverged
     * @throws lanewise.train.DivergenceException if a parameter or the loss becomes infinite or NaN
     */
    public boolean step(GradientSum sum) {
        Objects.requireNonNull(sum, "sum is null: expected the gradient sum of a batch");
        given.sum = sum;
        try {
            run.advance(1);
        } finally {
            given.sum = null;
        }
        copyParameters();
        return run.remaining() > 0 && run.stopReason() == StopReason.ITERATIONS_DONE;
    }

    private void copyParameters() {
        float[] current = Access.runs().parameters(run);
        System.arraycopy(current, 0, parameters, 0, parameters.length);
    }

    /**
     * The parameters that the next gradient is to be computed at.
     *
     * @return the array of this object, which each step changes, in the layout of {@link
     *     Model#parameters}
     */
    public float[] parameters() {
        return parameters;
    }

    /**
     * The run behind the steps: iterations, history, stop reason, model and checkpoint. Its {@code
     * advance} is for {@link #step} only.
     *
     * @return the run
     */
    public TrainingRun run() {
        return run;
    }
}
