package lanewise;

import lanewise.data.Dataset;
import lanewise.kernel.Kernels;
import lanewise.profile.Recorder;
import lanewise.random.RandomState;
import lanewise.state.RunState;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
    /** Of how many more iterations to expect a history at once in a run that may stop early. */
    private static final long MANY_ITERATIONS = 65_536;

    /** Of how many to expect one in all, which takes 48 MiB: a run may be planned to be endless. */
    private static final int MOST_ITERATIONS = 1 << 22;

    /** How often to look for faster kernels: often against a second, seldom against the clock. */
    private static final long STRETCH_NANOS = 4_000_000;

    private final Trainer trainer;
    private final Network network;
    private final Batch all;
    private final MiniBatches batches;
    private Step step;
    private final RunKernels kernels;
    private final Team team;

    /** How many iterations the trainer was told of. */
    private final int planned;

    /** How many were done when this object was made. */
    private final int begun;

    private final TrainingListener listener;
    private final Patience patience;
    private final History history;

    /** Tells the Flight Recorder; null if there has been none so far. */
    private RunProfile profile;

    /** Whether it wants to know of iterations. */
    private boolean profiling;

    /** How long an iteration took between the last two looks at the clock; 0 if there was none. */
    private double latestNanos;

    private int iteration;

    /** Whether an iteration has been begun and not been done: an error may end it in its middle. */
    private boolean within;

    private final Owner owner = new Owner();
    private volatile boolean cancelled;
    private float loss = Float.NaN;
    private StopReason stopReason = StopReason.ITERATIONS_DONE;
    private long nanos;

    /** At iteration 0. */
    TrainingRun(Trainer trainer, Model start, Dataset data) {
        this(
                trainer,
                StepState.of(trainer, start),
                data,
                trainer.shuffle() ? new RandomState(trainer.seed()) : null,
                0);
    }

    /** Where another run stopped; trainer and data are of its kind. */
    TrainingRun(Trainer trainer, RunState from, Dataset data) {
        this(
                trainer,
                StepState.of(trainer, from),
                data,
                from.order().isPresent() ? new RandomState(from.order().get().random()) : null,
                from.iteration());
        loss = from.loss();
        if (from.order().isPresent()) {
            batches.restore(from.order().get());
        }
        if (from.patience().isPresent()) {
            patience.restore(from.patience().get());
        }
        history.restore(from.history());
    }

    private TrainingRun(
            Trainer trainer, StepState state, Dataset data, RandomState shuffle, int begun) {
        this.trainer = trainer;
        this.begun = begun;
        iteration = begun;
        network = state.network();
        all = TrainingRows.of(network, data, trainer.weights().of(data));
        batches = batches(shuffle);
        int rows = Math.min(all.rows, trainer.batchSize());
        team = Threads.team(trainer, network, rows);
        planned = trainer.iterations(all.rows);
        kernels = new RunKernels(trainer.tier(), network, rows, begun, planned);
        step = StepClasses.step(trainer.tier(), state, batches.largest(), team);
        listener = trainer.listener().orElse(null);
        EarlyStopping rule = trainer.earlyStopping().orElse(null);
        patience = rule == null ? null : new Patience(network, rule);
        history = new History(network.loss());
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
            requireWhole("start another");
            if (iterations > Integer.MAX_VALUE - iteration) {
                throw new ArithmeticException(
                        iterations
                                + " iterations after "
                                + iteration
                                + " are more than an int can count: start another run from model()");
            }
            advanceTo(iteration + iterations);
        } finally {
            if (owner.thread == caller) {
                owner.thread = null;
            }
        }
    }

    private void requireWhole(String instead) {
        if (stopReason == StopReason.DIVERGED) {
            throw new IllegalStateException(
                    "the run has diverged at iteration "
                            + iteration
                            + ": "
                            + instead
                            + " from model(), with other settings");
        }
        if (within) {
            throw new IllegalStateException(
                    "an error ended the run in the middle of iteration "
                            + iteration
                            + ": "
                            + instead
                            + " from model(), or resume one from an earlier checkpoint");
        }
    }

    private void advanceTo(int end) {
        if (trainer.recordHistory()) {
            history.reserve(foreseeable(end));
        }
        stopReason = StopReason.ITERATIONS_DONE;
        boolean failed = true;
        try (Team.Section _ = team.open()) {
            int stretch = 1;
            while (iteration < end && stopReason == StopReason.ITERATIONS_DONE) {
                lookForRecorder();
                kernels.look(this, end);
                int before = iteration;
                long took = advanceStretch(Math.min(stretch, end - iteration));
                latestNanos = (double) took / Math.max(1, iteration - before);
                stretch = took < STRETCH_NANOS ? 2 * stretch : Math.max(1, stretch / 2);
            }
            failed = false;
        } finally {
            if (iteration == end && end != planned) {
                kernels.pause();
            } else {
                kernels.cancel();
            }
            if (profile != null) {
                boolean stopped = failed || stopReason != StopReason.ITERATIONS_DONE;
                profile.end(this, iteration == planned || stopped, failed);
            }
        }
    }

    private void lookForRecorder() {
        if (profile == null && Recorder.isOn()) {
            int rows = Math.min(all.rows, trainer.batchSize());
            profile = new RunProfile(network, rows, batches.perEpoch(), step.state().memory());
        }
        boolean wanted = profile != null && profile.look(this, latestNanos);
        if (profiling && !wanted) {
            step.time(null);
        }
        profiling = wanted;
    }

    /** Iterations between two looks at the clock. */
    private long advanceStretch(int iterations) {
        int end = iteration + iterations;
        long begin = System.nanoTime();
        long took = 0;
        try {
            while (iteration < end && stopReason == StopReason.ITERATIONS_DONE) {
                if (isToStop()) {
                    stop();
                } else {
                    iterate();
                }
            }
        } finally {
            took = System.nanoTime() - begin;
            nanos += took;
        }
        return took;
    }

    /** Whether someone wants the run to end. */
    boolean isToStop() {
        return cancelled || Thread.currentThread().isInterrupted();
    }

    private void stop() {
        stopReason = cancelled ? StopReason.CANCELLED : StopReason.INTERRUPTED;
        cancelled = false;
    }

    /**
     * Stops the run before its next iteration: the advance that is under way or, if none is or it
     * ends of itself before, the next one. The run can be advanced further after that. May be
     * called on any thread, and returns at once.
     */
    public void cancel() {
        cancelled = true;
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
        requireWhole("there is nothing to resume; start another run");
        try {
            return state();
        } finally {
            owner.endReading(reading);
        }
    }

    private Checkpoint state() {
        return Checkpoints.of(
                new RunState(
                        current(),
                        iteration,
                        loss,
                        step.state().memory().toKeep(trainer.optimizer(), network.parameterCount()),
                        all.rows,
                        Math.min(all.rows, trainer.batchSize()),
                        trainer.seed(),
                        batches.toKeep(),
                        patience == null ? Optional.empty() : Optional.of(patience.toKeep(network)),
                        history.toKeep()));
    }

    /** Where the run stands, in arrays that it does not share. */
    StepState snapshot() {
        return step.state().copy();
    }

    /** Prepares iterations on others' arrays. Any thread may do so. */
    Trial trial(Tier tier, Kernels with, StepState state) {
        return new Trial(tier, with, state, batches(null), measures());
    }

    private MiniBatches batches(RandomState shuffle) {
        return new MiniBatches(all, network.inputs(), trainer.batchSize(), shuffle);
    }

    private boolean measures() {
        return trainer.recordHistory() || listener != null;
    }

    /**
     * How many iterations to make room for: all that the trainer was told of at once, as many short
     * advances then copy nothing; but not too many, and fewer of a run that may stop early. What
     * goes beyond makes its room when it comes.
     */
    private int foreseeable(int end) {
        return patience == null && listener == null
                ? Math.min(Math.max(end, planned), MOST_ITERATIONS)
                : (int) Math.min(end, history.size() + MANY_ITERATIONS);
    }

    private void iterate() {
        if (trainer.recordHistory()) {
            history.reserve(history.size() + 1); // before anything changes: memory may be short
        }
        within = true;
        Kernels with = kernels.next();
        Batch batch = batches.next(iteration);
        boolean measure = measures();
        if (profiling) {
            step.time(profile.begin(iteration, with));
        }
        try {
            step.gradient(with, batch, iteration, measure);
        } catch (UnsettledException e) {
            stopReason = StopReason.DIVERGED;
            throw Divergence.unsettled(e, current(), iteration);
        }
        if (measure) {
            loss = step.loss();
            if (!Float.isFinite(loss)) {
                diverge(Divergence.ofLoss(network, loss, step.suspectLayer()), null);
            }
        }
        if (!step.update(iteration)) {
            diverge(null, step.computed());
        }
        step.accept();
        if (trainer.recordHistory()) {
            history.record(loss, step.hits(), batch.rows);
        }
        if (profiling) {
            profile.iterationDone(iteration, batch, loss, step);
        }
        iteration++;
        within = false;
        tellOthers(with);
        if (profiling && iteration % batches.perEpoch() == 0) {
            profile.epochDone(this);
        }
    }

    private void tellOthers(Kernels with) {
        if (patience == null && listener == null) {
            return;
        }
        boolean epochDone = iteration % batches.perEpoch() == 0;
        if (epochDone && patience != null) {
            evaluate(with);
        }
        if (listener != null) {
            boolean goOn = listener.iterationDone(this);
            goOn &= !epochDone || listener.epochDone(this);
            if (!goOn && stopReason == StopReason.ITERATIONS_DONE) {
                stopReason = StopReason.LISTENER;
            }
        }
    }

    private void evaluate(Kernels with) {
        try {
            if (patience.isOver(with, step.parameters())) {
                stopReason = StopReason.EARLY_STOPPING;
            }
        } catch (UnsettledException e) {
            stopReason = StopReason.DIVERGED;
            throw Divergence.unsettledInValidation(e, model(), iteration);
        }
    }

    private void diverge(String problem, float[] computed) {
        stopReason = StopReason.DIVERGED;
        String what = problem != null ? problem : Divergence.where(network, computed);
        double rate = trainer.optimizer().learningRate().rate(iteration);
        throw Divergence.ofNumbers(what, all, rate, current(), iteration);
    }

    /**
     * The number of iterations done, with those before the run was resumed.
     *
     * @return at least 0
     */
    public int iteration() {
        owner.require();
        return iteration;
    }

    /**
     * How many iterations are left of those that the trainer was told of.
     *
     * @return at least 0
     */
    public int remaining() {
        owner.require();
        return Math.max(0, planned - iteration);
    }

    /**
     * The number of epochs done.
     *
     * @return at least 0
     */
    public int epoch() {
        owner.require();
        return iteration / batches.perEpoch();
    }

    /**
     * Why the run does not go on.
     *
     * @return the reason
     */
    public StopReason stopReason() {
        owner.require();
        return stopReason;
    }

    /**
     * The loss of the last iteration's rows before its update.
     *
     * @return at least 0; NaN if no iteration has been done or it was not measured, which it is not
     *     in a run without history and listener
     */
    public float loss() {
        owner.require();
        return loss;
    }

    /**
     * The loss on the validation rows after the last epoch.
     *
     * @return at least 0; NaN without early stopping, or if no epoch has been done
     */
    public float validationLoss() {
        owner.require();
        return patience == null ? Float.NaN : patience.lastLoss();
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
            return patience != null && patience.best() != null
                    ? new Model(network, Arrays.copyOf(patience.best(), network.parameterCount()))
                    : current();
        } finally {
            owner.endReading(reading);
        }
    }

    private Model current() {
        return new Model(network, Arrays.copyOf(step.parameters(), network.parameterCount()));
    }

    /**
     * The gradient that the last iteration gave to the optimizer, before it was limited, laid out
     * like the parameters (see {@link Network}): that of the loss plus the penalty.
     *
     * @return a new array
     * @throws IllegalStateException if no iteration has been done, or none since the run was
     *     resumed
     */
    public float[] gradient() {
        int reading = owner.beginReading();
        if (iteration == begun) {
            throw new IllegalStateException(
                    "no iteration has been done"
                            + sinceResumed()
                            + ", so there is no gradient: advance the run first");
        }
        try {
            return step.meanGradient();
        } finally {
            owner.endReading(reading);
        }
    }

    private String sinceResumed() {
        return begun == 0 ? "" : " since the run was resumed";
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
    public Settling settling(int layer) {
        owner.require();
        network.requireRecurrent(layer);
        if (iteration == begun && stopReason != StopReason.DIVERGED) {
            throw new IllegalStateException(
                    "no iteration has been done"
                            + sinceResumed()
                            + ", so nothing has settled: advance the run first");
        }
        return step.settling(layer);
    }

    /**
     * Loss and accuracy of each iteration; empty in a run without history.
     *
     * @return the history, which grows as the run advances
     */
    public History history() {
        owner.require();
        return history;
    }

    /**
     * The kernels in use.
     *
     * @return {@code scalar}, or {@code vector-} or {@code specialised-} and the width in bits
     */
    public String kernels() {
        owner.require();
        return kernels.next().name();
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
        return kernels.uses(iteration);
    }

    /**
     * Why these kernels are in use.
     *
     * @return one line
     */
    public String kernelsReason() {
        owner.require();
        return kernels.reason();
    }

    /** Lets others compute the iterations to come. */
    void moveTo(Tier tier, Kernels others) {
        step = StepClasses.step(tier, step.state(), batches.largest(), team);
        String before = kernels();
        kernels.movedTo(others, iteration);
        if (profile != null) {
            RunProfile.moved(iteration, before, others.name(), kernelsReason());
        }
    }

    /** How long the iterations have taken. */
    long nanos() {
        return nanos;
    }

    /**
     * The number of threads that share the work.
     *
     * @return at least 1
     */
    public int threads() {
        owner.require();
        return team.threads();
    }

    /**
     * The mean time of an iteration so far, including what the JVM took to compile.
     *
     * @return nanoseconds; NaN if no iteration has been done, or none since the run was resumed
     */
    public double nanosPerIteration() {
        owner.require();
        return iteration == begun ? Double.NaN : (double) nanos / (iteration - begun);
    }
}
