package lanewise.train;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.internal.checkpoint.RunState;
import lanewise.recurrent.Convergence;

import java.util.List;

/**
 * A training run: where it stands, and what it has recorded. Made by {@link Trainer#fit}, or by
 * {@link Trainer#start} to be advanced step by step; the steps make no difference to the result.
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
 * <p>A run that was stopped, whoever stopped it, can be advanced further, and goes on as if it had
 * not been; so does one that is resumed from its {@link #checkpoint}, in another JVM too. A loop
 * around {@link #advance} has to look at {@link #stopReason}, or it goes on after a {@link #cancel}
 * and, as long as its thread is interrupted, in vain.
 *
 * <p>A run belongs to one thread at a time, and says so: while a thread advances it, any method but
 * {@link #cancel} throws an IllegalStateException on other threads. Between calls it may be handed
 * from thread to thread.
 */
public final class TrainingRun {
    private final TrainingLoop loop;
    private final RunOwner owner = new RunOwner();

    /** A run at iteration 0. */
    TrainingRun(Trainer trainer, Model start, Dataset data) {
        loop = TrainingLoop.start(this, trainer, start, data);
    }

    /** A run at the iteration of a checkpoint, which fits the trainer and the data. */
    TrainingRun(Trainer trainer, Model current, RunState from, Dataset data) {
        loop = TrainingLoop.resume(this, trainer, current, from, data);
    }

    /**
     * Runs more iterations, also beyond the trainer's number, or fewer if a listener or early
     * stopping stops the run, {@link #cancel} is called, or the calling thread is interrupted,
     * which it then still is: each ends it before the next iteration, and leaves a run that can go
     * on. Allocates nothing per iteration, unless a recording of the Flight Recorder wants to know
     * of it.
     *
     * @param iterations how many, at least 0
     * @throws IllegalArgumentException if {@code iterations} is negative
     * @throws IllegalStateException if the run has diverged before, an error such as a lack of
     *     memory has ended it within an iteration, a listener calls this, or another thread is
     *     advancing the run
     * @throws ArithmeticException if the run comes to more iterations than an int can count
     * @throws DivergenceException if a parameter or the loss becomes infinite or NaN, or a
     *     recurrent layer does not come to rest; {@link #model} is then as it was before that
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
     * Stops the run before its next iteration: the advance that is under way or, if none is or it
     * ends of itself before, the next one. The run can be advanced further after that. May be
     * called on any thread, and returns at once.
     */
    public void cancel() {
        loop.cancel();
    }

    /**
     * Where the run stands, to be kept and resumed: see {@link Trainer#resume}. A listener may call
     * this, too. All is copied, also the history, which grows with the iterations.
     *
     * @return a checkpoint that does not change when the run advances
     * @throws IllegalStateException if the run has diverged, or an error has ended it within an
     *     iteration, after which there is nothing to go on from
     */
    public Checkpoint checkpoint() {
        int reading = owner.beginReading();
        loop.requireWhole("there is nothing to resume; start another run");
        try {
            return new Checkpoint(loop.network(), loop.state());
        } finally {
            owner.endReading(reading);
        }
    }

    /**
     * The number of iterations done, with those before the run was resumed.
     *
     * @return at least 0
     */
    public int iteration() {
        owner.require();
        return loop.iteration();
    }

    /**
     * How many iterations are left of those that the trainer was told of.
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
     * Why the run does not go on.
     *
     * @return the reason
     */
    public StopReason stopReason() {
        owner.require();
        return loop.stopReason();
    }

    /**
     * The loss of the last iteration's rows before its update.
     *
     * @return at least 0; NaN if no iteration has been done or it was not measured, which it is not
     *     in a run without history and listener
     */
    public float loss() {
        owner.require();
        return loop.loss();
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
     * The model as it is now; with early stopping, as it was after the epoch with the smallest loss
     * on the validation rows.
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
     * The gradient that the last iteration gave to the optimizer, before it was limited, laid out
     * like the parameters (see {@link lanewise.Network}): that of the loss plus the penalty.
     *
     * @return a new array
     * @throws IllegalStateException if no iteration has been done, or none since the run was
     *     resumed
     */
    public float[] gradient() {
        int reading = owner.beginReading();
        try {
            return loop.gradient();
        } finally {
            owner.endReading(reading);
        }
    }

    /**
     * How a recurrent layer came to rest in the last iteration, or in the one that failed.
     *
     * @param layer index of the layer, 0 for the first after the inputs
     * @return sweeps, residuals, and how many rows settled; of a layer that the iteration that
     *     failed did not reach, of no rows
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
     * The kernels in use.
     *
     * @return {@code scalar}, or {@code vector-} or {@code specialised-} and the width in bits
     */
    public String kernels() {
        owner.require();
        return loop.kernels();
    }

    /**
     * Who computed the iterations that are done, in their order. More than one entry says that the
     * run has moved over from kernels to faster ones, which makes no difference to its result.
     *
     * @return at least one entry; the iterations add up to {@link #iteration}, less those that were
     *     done before the run was resumed
     */
    public List<TierUse> tierUses() {
        owner.require();
        return loop.tierUses();
    }

    /**
     * Why these kernels are in use.
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
     * The mean time of an iteration so far, including what the JVM took to compile.
     *
     * @return nanoseconds; NaN if no iteration has been done, or none since the run was resumed
     */
    public double nanosPerIteration() {
        owner.require();
        return loop.nanosPerIteration();
    }

    /** The loop, for tests. */
    TrainingLoop loop() {
        return loop;
    }
}
