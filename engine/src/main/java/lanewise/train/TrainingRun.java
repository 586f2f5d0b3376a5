package lanewise.train;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.internal.checkpoint.RunState;
import lanewise.recurrent.Convergence;

import java.util.List;

/**
 * A training run: its model, progress and history. Made by {@link Trainer#fit}, or by {@link
 * Trainer#start} to be advanced in steps of any size, which do not affect the result.
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
 * <p>A stopped run can be advanced further, with the result of one that never stopped; so can a run
 * resumed from its {@link #checkpoint}, also in another JVM. A loop around {@link #advance} must
 * check {@link #stopReason}; otherwise it continues after {@link #cancel}, and spins while its
 * thread is interrupted.
 *
 * <p>A run belongs to one thread at a time: while a thread advances it, all methods but {@link
 * #cancel} throw an IllegalStateException on other threads. Between calls it may be passed from
 * thread to thread.
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
     * Runs a number of iterations, which may exceed the trainer's number. Stops before the next
     * iteration, in a state that can be advanced further, if a listener or early stopping stops the
     * run, {@link #cancel} is called, or the calling thread is interrupted (it stays so). Allocates
     * nothing per iteration, unless a Flight Recorder recording enables the engine's events.
     *
     * @param iterations number of iterations, at least 0
     * @throws IllegalArgumentException if {@code iterations} is negative
     * @throws IllegalStateException if the run has diverged, an error such as OutOfMemoryError has
     *     interrupted an iteration, a listener calls this, or another thread is advancing the run
     * @throws ArithmeticException if the total number of iterations exceeds the range of int
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
     * Stops the run before its next iteration: ends the current call of {@link #advance}, or the
     * next one if there is none or it has just ended. The run can be advanced further after that.
     * May be called on any thread, and returns immediately.
     */
    public void cancel() {
        loop.cancel();
    }

    /**
     * The state of the run, to be saved and resumed with {@link Trainer#resume}. Listeners may call
     * this. Everything is copied, including the history, which grows with the iterations.
     *
     * @return a checkpoint that does not change when the run advances
     * @throws IllegalStateException if the run has diverged, or an error has interrupted an
     *     iteration: such runs cannot be resumed
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
     * The number of iterations done, including those before the run was resumed.
     *
     * @return at least 0
     */
    public int iteration() {
        owner.require();
        return loop.iteration();
    }

    /**
     * The number of iterations left of those requested of the trainer.
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
     * Why the run stopped.
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
     * @return at least 0; NaN if no iteration has been done, or in a run without history and
     *     listener, which does not measure it
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
     * The current model; with early stopping, the model after the epoch with the smallest loss on
     * the validation rows.
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
     * The gradient of the last iteration, of loss plus penalty, before it was clipped; laid out
     * like the parameters, see {@link lanewise.Network}.
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
     * How a recurrent layer converged in the last iteration, or in the one that failed.
     *
     * @param layer index of the layer, 0 for the first after the inputs
     * @return sweeps, residuals and number of converged rows; of 0 rows for a layer that the failed
     *     iteration did not reach
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
     * The kernels that computed the iterations so far, in order. More than one entry means that the
     * run moved to faster kernels, which does not affect its result.
     *
     * @return at least one entry; the iterations add up to {@link #iteration}, minus those before
     *     the run was resumed
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
     * The mean time of an iteration so far, including the time of JIT compilation.
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
