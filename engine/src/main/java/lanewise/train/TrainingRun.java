package lanewise.train;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.internal.checkpoint.RunState;
import lanewise.internal.parallel.RunOwner;
import lanewise.internal.tier.RunShards;
import lanewise.internal.tier.ShardAccess;
import lanewise.internal.tier.SharedKernels;
import lanewise.recurrent.Convergence;

import java.util.List;

/**
 * A training run: its current state and its records. {@link Trainer#fit} returns a completed run;
 * {@link Trainer#start} returns one to advance step by step. The size of the steps does not affect
 * the result.
 *
 * <pre>{@code
 * TrainingRun run = trainer.start(start, train);
 * while (run.remaining() > 0 && run.stopReason() == StopReason.ITERATIONS_DONE) {
 *     run.advance(Math.min(100, run.remaining()));
 *     System.out.println(run.loss());
 * }
 * System.out.println(ConfusionMatrix.of(run.model(), test));
 * }</pre>
 *
 * <p>A stopped run can be advanced further, whatever the reason unless it diverged, and continues
 * as if it had never stopped. So does a run resumed from its {@link #checkpoint}, even in another
 * JVM. A loop around {@link #advance} must check {@link #stopReason}. Otherwise it ignores a {@link
 * #cancel} and, while its thread is interrupted, makes no progress.
 *
 * <p>A run belongs to one thread at a time. While a thread advances it, every method but {@link
 * #cancel} throws an IllegalStateException on other threads. Between calls, another thread may take
 * it over.
 */
public final class TrainingRun {
    private final TrainingLoop loop;
    private final RunOwner owner = new RunOwner();

    static {
        ShardAccess.register(new Access());
    }

    /** A run at iteration 0, of a group if it shares kernels with others. */
    TrainingRun(Trainer trainer, Model start, RunRows rows, SharedKernels shared) {
        loop = TrainingLoop.start(this, trainer, start, rows, shared);
    }

    /** A run at the iteration of a checkpoint, which fits the trainer and the rows. */
    TrainingRun(Trainer trainer, Model current, RunState from, RunRows rows) {
        loop = TrainingLoop.resume(this, trainer, current, from, rows);
    }

    /**
     * Runs more iterations, even beyond the trainer's number. Runs fewer if a listener, early
     * stopping or the divergence limit stops the run, {@link #cancel} is called, or the calling
     * thread is interrupted, in which case its interrupt status stays set. Each takes effect before
     * the next iteration and leaves a run that can be advanced further. Allocates nothing per
     * iteration unless a Flight Recorder recording enables its events.
     *
     * @param iterations number of iterations, at least 0
     * @throws IllegalArgumentException if {@code iterations} is negative
     * @throws IllegalStateException if the run has diverged, an error such as a lack of memory has
     *     interrupted an iteration, a listener calls this, or another thread is using the run
     * @throws ArithmeticException if the total number of iterations would exceed the range of int
     * @throws DivergenceException if a parameter or the loss becomes infinite or NaN, or a
     *     recurrent layer does not converge; {@link #model} is then the model before that
     *     iteration, or with early stopping the best so far
     */
    public void advance(int iterations) {
        if (iterations < 0) {
            throw new IllegalArgumentException(iterations + " iterations: expected at least 0");
        }
        Thread caller = Thread.currentThread();
        owner.requireNone(caller);
        try {
            owner.begin(caller);
            loop.requireWhole("start another");
            int done = loop.iteration();
            if (iterations > Integer.MAX_VALUE - done) {
                throw new ArithmeticException(
                        iterations
                                + " iterations after "
                                + done
                                + " exceed the range of int: start another run from model()");
            }
            loop.advanceTo(done + iterations);
        } finally {
            if (owner.thread == caller) {
                owner.thread = null;
            }
        }
    }

    /**
     * Stops the run before its next iteration: in the current call of {@link #advance} or, if there
     * is none or it ends by itself first, in the next one. The run can be advanced further after
     * that. Any thread may call this. Returns at once.
     */
    public void cancel() {
        loop.cancel();
    }

    /**
     * The state of the run, to be stored and resumed: see {@link Trainer#resume}. A listener may
     * call this too. Everything is copied, including the history, which grows with the iterations.
     *
     * @return a checkpoint that does not change when the run advances
     * @throws IllegalStateException if the run has diverged or an error has interrupted an
     *     iteration: such a run cannot be resumed
     */
    public Checkpoint checkpoint() {
        int reading = owner.beginReading();
        loop.requireWhole("it cannot be resumed; start another run");
        try {
            return new Checkpoint(loop.network(), loop.classNames(), loop.state());
        } finally {
            owner.endReading(reading);
        }
    }

    /**
     * The number of iterations done, including those before the run was resumed.
     *
     * @return at least 0
     */
    public int iteration() {
        owner.require();
        return loop.iteration();
    }

    /**
     * The number of iterations left of those that the trainer requested.
     *
     * @return at least 0
     */
    public int remaining() {
        owner.require();
        return loop.remaining();
    }

    /**
     * The number of epochs done.
     *
     * @return at least 0
     */
    public int epoch() {
        owner.require();
        return loop.epoch();
    }

    /**
     * The reason why the run stopped.
     *
     * @return the reason
     */
    public StopReason stopReason() {
        owner.require();
        return loop.stopReason();
    }

    /**
     * The loss on the last iteration's rows, before its update.
     *
     * @return at least 0; NaN if no iteration has been done, or if the run has neither history,
     *     listener nor divergence limit and so does not measure the loss
     */
    public float loss() {
        owner.require();
        return loop.loss();
    }

    /**
     * The factor by which the loss has grown since its minimum: the loss of the last complete epoch
     * divided by the smallest loss of an epoch. The loss of an epoch is the mean over its
     * iterations, as single mini-batches are noisy. A loss that keeps growing means that the run
     * diverges, even while all numbers are finite. If a run ends with ten times its smallest loss
     * and more than its first, one line is logged.
     *
     * @return at least 1, infinity if the smallest loss is 0; NaN if no epoch has been completed,
     *     or none since a run without history was resumed, or if the run has neither history,
     *     listener nor divergence limit and so does not measure the loss
     * @see Trainer#withDivergenceLimit
     */
    public double lossGrowth() {
        owner.require();
        return loop.lossGrowth();
    }

    /**
     * The loss on the validation rows after the last epoch.
     *
     * @return at least 0; NaN without early stopping, or if no epoch has been done
     */
    public float validationLoss() {
        owner.require();
        return loop.validationLoss();
    }

    /**
     * The current model; with early stopping, the model of the epoch with the smallest loss on the
     * validation rows.
     *
     * @return a model that does not change when the run advances
     */
    public Model model() {
        int reading = owner.beginReading();
        try {
            return loop.model();
        } finally {
            owner.endReading(reading);
        }
    }

    /**
     * The gradient of the last iteration, of the loss plus the penalty, before clipping. Its layout
     * is that of the parameters: see {@link lanewise.Network}. Networks of 65,536 parameters and
     * more do not keep it, so the first call computes it again; later iterations do.
     *
     * @return a new array
     * @throws IllegalStateException if no iteration has been done, or none since the run was
     *     resumed, an error has interrupted one, or another thread uses the run
     */
    public float[] gradient() {
        Thread caller = Thread.currentThread();
        if (owner.thread == caller) { // in a listener
            return loop.gradient();
        }
        try {
            owner.begin(caller); // the computation needs the run's working memory
            return loop.gradient();
        } finally {
            if (owner.thread == caller) {
                owner.thread = null;
            }
        }
    }

    /**
     * Statistics on the convergence of a recurrent layer in the last iteration, or in the one that
     * failed.
     *
     * @param layer index of the layer, 0 for the first after the inputs
     * @return sweeps, residuals, and the number of converged rows; statistics of no rows if the
     *     failed iteration did not reach this layer
     * @throws IllegalArgumentException if the network has no such recurrent layer
     * @throws IllegalStateException if no iteration has been begun, or none since the run was
     *     resumed
     */
    public Convergence convergence(int layer) {
        owner.require();
        return loop.convergence(layer);
    }

    /**
     * Loss and accuracy of each iteration; empty in a run without history.
     *
     * @return the history, which grows as the run advances
     */
    public History history() {
        owner.require();
        return loop.history();
    }

    /**
     * The name of the kernels in use.
     *
     * @return {@code scalar}, or {@code vector-} or {@code specialised-} and the width in bits
     */
    public String kernels() {
        owner.require();
        return loop.kernels();
    }

    /**
     * The kernels that computed the iterations done, in order. More than one entry means that the
     * run moved to faster kernels, which does not affect its result.
     *
     * @return at least one entry; the iterations add up to {@link #iteration}, less those done
     *     before the run was resumed
     */
    public List<TierUse> tierUses() {
        owner.require();
        return loop.tierUses();
    }

    /**
     * The reason why these kernels are in use.
     *
     * @return one line
     */
    public String kernelsReason() {
        owner.require();
        return loop.kernelsReason();
    }

    /**
     * The number of threads that share the work.
     *
     * @return at least 1
     */
    public int threads() {
        owner.require();
        return loop.threads();
    }

    /**
     * The mean time of an iteration so far, including the JVM's compilation.
     *
     * @return nanoseconds; NaN if no iteration has been done, or none since the run was resumed
     */
    public double nanosPerIteration() {
        owner.require();
        return loop.nanosPerIteration();
    }

    /** The record of the thread that advances the run. */
    RunOwner owner() {
        return owner;
    }

    /** The loop, for tests. */
    TrainingLoop loop() {
        return loop;
    }

    /** Runs of {@code lanewise.shard}. */
    private static final class Access
            extends ShardAccess<Trainer, Model, Dataset, Checkpoint, TrainingRun> {
        @Override
        public TrainingRun start(Trainer trainer, Model start, Dataset data, RunShards shards) {
            trainer.requireFits(start, data);
            RunRows rows = RunRows.of(trainer, start, data).divided(shards);
            return new TrainingRun(trainer, start, rows, null);
        }

        @Override
        public TrainingRun start(Trainer trainer, Model start, RunShards shards) {
            trainer.requireFitsElsewhere(start);
            return new TrainingRun(trainer, start, RunRows.elsewhere(start, shards), null);
        }

        @Override
        public TrainingRun resume(
                Trainer trainer, Checkpoint checkpoint, Dataset data, RunShards shards) {
            Model current = checkpoint.current();
            trainer.requireFits(current, data);
            RunState state = Checkpoints.of(checkpoint, trainer, data.rows(), shards.shards());
            RunRows rows = RunRows.of(trainer, current, data).divided(shards);
            return new TrainingRun(trainer, current, state, rows);
        }

        @Override
        public TrainingRun resume(Trainer trainer, Checkpoint checkpoint, RunShards shards) {
            Model current = checkpoint.current();
            trainer.requireFitsElsewhere(current);
            RunState state = Checkpoints.of(checkpoint, trainer, shards.rows(), shards.shards());
            return new TrainingRun(trainer, current, state, RunRows.elsewhere(current, shards));
        }

        @Override
        public float[] parameters(TrainingRun run) {
            return run.loop.parameters();
        }
    }
}
