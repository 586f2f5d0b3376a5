package lanewise.train;

import lanewise.Model;
import lanewise.Network;
import lanewise.internal.checkpoint.RunState;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.parallel.Team;
import lanewise.internal.parallel.Threads;
import lanewise.internal.pass.Batch;
import lanewise.internal.pass.LossGrowth;
import lanewise.internal.pass.MiniBatches;
import lanewise.internal.pass.StepState;
import lanewise.internal.pass.TrainingStep;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.profile.Recorder;
import lanewise.internal.tier.KernelUse;
import lanewise.internal.tier.RunKernels;
import lanewise.internal.tier.SharedKernels;
import lanewise.internal.tier.TierChoice;
import lanewise.internal.tier.TieredRun;
import lanewise.internal.tier.Trial;
import lanewise.random.RandomState;
import lanewise.recurrent.Convergence;
import lanewise.recurrent.ConvergenceException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The loop of a {@link TrainingRun}: takes a batch, computes its gradient, updates the parameters,
 * records the loss, notifies the listener, and stops or moves to faster kernels between iterations.
 * The run checks which thread calls; this class does not.
 */
final class TrainingLoop implements TieredRun {
    /** Iterations of history reserved at a time for a run that may stop early. */
    private static final long HISTORY_CHUNK = 65_536;

    /** Most iterations of history reserved ahead, which take 48 MiB: a plan may be endless. */
    private static final int MAX_RESERVED = 1 << 22;

    /**
     * Target time between two checks for faster kernels: short against a second, long against the
     * clock.
     */
    private static final long STRETCH_NANOS = 4_000_000;

    private final TrainingRun run;
    private final Trainer trainer;
    private final Network network;
    private final NetworkPlan plan;
    private final RunRows rows;
    private final MiniBatches batches;
    private TrainingStep step;

    /** The step of the latest iteration: not {@link #step} if the run has moved since. */
    private TrainingStep latest;

    private final RunKernels kernels;
    private final Team team;

    /** Number of iterations requested of the trainer. */
    private final int planned;

    /** Number of iterations done before this object was made. */
    private final int begun;

    private final TrainingListener listener;
    private final EarlyStoppingMonitor earlyStopping;
    private final History history;

    /** Null if the loss is not measured. */
    private final LossGrowth growth;

    /** Publishes JFR events; null until a recording is active. */
    private RunProfile profile;

    /** True while a recording has events of iterations or epochs enabled. */
    private boolean profiling;

    /** Mean time of an iteration between the last two looks at the clock, in ns; 0 before that. */
    private double latestNanos;

    private int iteration;

    /**
     * True while an iteration is in progress. Still true afterwards means that an error interrupted
     * it.
     */
    private boolean iterating;

    private volatile boolean cancelled;
    private float loss = Float.NaN;
    private StopReason stopReason = StopReason.ITERATIONS_DONE;
    private long nanos;

    /** A loop at iteration 0. */
    static TrainingLoop start(
            TrainingRun run, Trainer trainer, Model start, RunRows rows, SharedKernels shared) {
        StepState state =
                StepState.start(trainer.stepSettings(), Models.plan(start), start.parameters());
        return new TrainingLoop(
                run, trainer, start.network(), state, rows, shuffle(trainer), 0, shared);
    }

    /** A loop at the iteration of a checkpoint, which fits the trainer and the data. */
    static TrainingLoop resume(
            TrainingRun run, Trainer trainer, Model current, RunState from, RunRows rows) {
        StepState state =
                StepState.resume(
                        trainer.stepSettings(),
                        Models.plan(current),
                        from.parameters(),
                        from.memory());
        RandomState shuffle =
                from.order().isPresent() ? new RandomState(from.order().get().random()) : null;
        Network network = current.network();
        int begun = from.iteration();
        TrainingLoop loop =
                new TrainingLoop(run, trainer, network, state, rows, shuffle, begun, null);
        loop.restore(from);
        return loop;
    }

    private TrainingLoop(
            TrainingRun run,
            Trainer trainer,
            Network network,
            StepState state,
            RunRows rows,
            RandomState shuffle,
            int begun,
            SharedKernels shared) {
        this.run = run;
        this.trainer = trainer;
        this.network = network;
        this.rows = rows;
        this.begun = begun;
        iteration = begun;
        plan = state.plan();
        batches = rows.batches(trainer.batchSize(), shuffle);
        int batchRows = batchRows();
        team =
                trainer.threads() == 0
                        ? Threads.suited(plan.parameterCount(), batchRows)
                        : Threads.team(trainer.threads(), trainer.executor().orElse(null));
        planned = trainer.iterations(rows.count());
        TierChoice tier = rows.tier(TierChoice.named(trainer.tier().name()));
        int paidRows = rows.paidRows(plan, batchRows);
        boolean mayEndEarly = trainer.listener().isPresent() || trainer.earlyStopping().isPresent();
        kernels =
                new RunKernels(
                        tier, plan, paidRows, team.threads(), begun, planned, mayEndEarly, shared);
        step = rows.step(kernels.first(), state, batches.largest(), team);
        listener = trainer.listener().orElse(null);
        EarlyStopping rule = trainer.earlyStopping().orElse(null);
        earlyStopping =
                rule == null
                        ? null
                        : new EarlyStoppingMonitor(plan, rule.withClassNames(rows.classNames()));
        history = new History(network.loss(), run.owner());
        growth =
                trainer.measures()
                        ? new LossGrowth(batches.perEpoch(), trainer.divergenceLimit())
                        : null;
    }

    /** The random numbers that shuffle the rows; null if they keep their order. */
    private static RandomState shuffle(Trainer trainer) {
        return trainer.shuffle() ? new RandomState(trainer.seed()) : null;
    }

    private void restore(RunState from) {
        loss = from.loss();
        if (from.order().isPresent()) {
            batches.restore(from.order().get());
        }
        if (from.patience().isPresent()) {
            earlyStopping.restore(from.patience().get());
        }
        history.restore(from.history());
        if (growth != null) {
            growth.restore(from.history(), from.iteration());
        }
    }

    private int batchRows() {
        return Math.min(rows.count(), trainer.batchSize());
    }

    /**
     * Throws an IllegalStateException if the run has diverged, or an error has interrupted an
     * iteration.
     *
     * @param instead what to do instead, for the message
     */
    void requireWhole(String instead) {
        if (stopReason == StopReason.DIVERGED) {
            throw new IllegalStateException(
                    "the run has diverged at iteration "
                            + iteration
                            + ": "
                            + instead
                            + " from model(), with other settings");
        }
        if (iterating) {
            throw new IllegalStateException(
                    "an error ended the run in the middle of iteration "
                            + iteration
                            + ": "
                            + instead
                            + " from model(), or resume one from an earlier checkpoint");
        }
    }

    /** Iterates until {@code end} iterations are done, or the run stops. */
    void advanceTo(int end) {
        if (trainer.recordHistory()) {
            history.reserve(foreseeable(end));
        }
        stopReason = StopReason.ITERATIONS_DONE;
        boolean failed = true;
        try (Team.Section _ = team.open()) {
            int stretch = 1;
            while (iteration < end && stopReason == StopReason.ITERATIONS_DONE) {
                lookForRecorder();
                nanos += kernels.look(this, end);
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
            boolean stopped = failed || stopReason != StopReason.ITERATIONS_DONE;
            if (growth != null && !failed && (iteration >= planned || stopped)) {
                growth.logOnce(iteration);
            }
            if (profile != null) {
                profile.end(this, iteration == planned || stopped, failed);
            }
        }
    }

    /**
     * Number of iterations of history to reserve: all that were requested, so that many short calls
     * of advance copy nothing, but not too many, and fewer for a run that may stop early. The
     * history grows on demand beyond that.
     */
    private int foreseeable(int end) {
        return earlyStopping == null && listener == null
                ? Math.min(Math.max(end, planned), MAX_RESERVED)
                : (int) Math.min(end, history.size() + HISTORY_CHUNK);
    }

    private void lookForRecorder() {
        if (profile == null && Recorder.isOn()) {
            profile = new RunProfile(plan, batchRows(), batches.perEpoch(), step.state().memory());
        }
        boolean wanted = profile != null && profile.look(this, latestNanos);
        if (profiling && !wanted) {
            step.time(null);
        }
        profiling = wanted;
    }

    /** Iterates between two looks at the clock; the time it took, in ns. */
    private long advanceStretch(int iterations) {
        int end = iteration + iterations;
        long begin = System.nanoTime();
        long took = 0;
        try {
            while (iteration < end && stopReason == StopReason.ITERATIONS_DONE) {
                if (stopRequested()) {
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

    /** One iteration: from a batch to updated parameters. */
    private void iterate() {
        if (trainer.recordHistory()) {
            history.reserveNext(); // before anything changes: memory may run out
        }
        iterating = rows.source() != null; // elsewhere, sums that fail change nothing here
        Kernels with = kernels.next();
        Batch batch = batches.next(iteration, with);
        boolean measure = trainer.measures();
        if (profiling) {
            step.time(profile.begin(iteration, with));
        }
        latest = step;
        try {
            step.gradient(with, batch, iteration, measure);
        } catch (ConvergenceException e) {
            stopReason = StopReason.DIVERGED;
            throw Divergence.ofRecurrentLayer(e, current(), iteration);
        }
        iterating = true;
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
        iterating = false;
        if (measure && growth.record(loss)) {
            stopReason = StopReason.LOSS_GREW;
        }
        notifyOthers(with);
        if (profiling && iteration % batches.perEpoch() == 0) {
            profile.epochDone(this);
        }
    }

    private void diverge(String problem, float[] computed) {
        stopReason = StopReason.DIVERGED;
        String what = problem != null ? problem : Divergence.where(network, plan, computed);
        double rate = trainer.optimizer().learningRate().rate(iteration);
        throw Divergence.ofNumbers(what, rows, rate, current(), iteration);
    }

    private void notifyOthers(Kernels with) {
        if (earlyStopping == null && listener == null) {
            return;
        }
        boolean epochDone = iteration % batches.perEpoch() == 0;
        if (epochDone && earlyStopping != null) {
            evaluate(with);
        }
        if (listener != null) {
            boolean goOn = listener.iterationDone(run);
            goOn &= !epochDone || listener.epochDone(run);
            if (!goOn && stopReason == StopReason.ITERATIONS_DONE) {
                stopReason = StopReason.LISTENER;
            }
        }
    }

    private void evaluate(Kernels with) {
        try {
            if (earlyStopping.isOver(with, step.parameters())
                    && stopReason == StopReason.ITERATIONS_DONE) {
                stopReason = StopReason.EARLY_STOPPING;
            }
        } catch (ConvergenceException e) {
            stopReason = StopReason.DIVERGED;
            throw Divergence.inValidation(e, model(), iteration);
        }
    }

    /** Requests a stop before the next iteration. Any thread may call this. */
    void cancel() {
        cancelled = true;
    }

    @Override
    public boolean stopRequested() {
        return cancelled || Thread.currentThread().isInterrupted();
    }

    private void stop() {
        stopReason = cancelled ? StopReason.CANCELLED : StopReason.INTERRUPTED;
        cancelled = false;
    }

    @Override
    public StepState snapshot() {
        return step.state().copy();
    }

    @Override
    public Trial trial(TierChoice tier, Kernels with, StepState state) {
        return rows.trial(
                tier, with, state, trainer.batchSize(), shuffle(trainer), trainer.measures());
    }

    @Override
    public void moveTo(TierChoice tier, Kernels others) {
        step = rows.step(tier, step.state(), batches.largest(), team);
        String before = kernels();
        kernels.movedTo(others, iteration);
        if (profile != null) {
            RunProfile.moved(iteration, before, others.name(), kernelsReason());
        }
    }

    /** The content of a checkpoint, in arrays of its own. */
    RunState state() {
        int parameters = plan.parameterCount();
        return new RunState(
                Arrays.copyOf(step.parameters(), parameters),
                iteration,
                loss,
                step.state().memory().toState(trainer.optimizer(), parameters),
                rows.count(),
                batchRows(),
                rows.shards() == null ? 0 : rows.shards().shards(),
                trainer.seed(),
                batches.toState(),
                earlyStopping == null
                        ? Optional.empty()
                        : Optional.of(earlyStopping.toState(parameters)),
                history.toState());
    }

    /** The model of the run: the best so far with early stopping, else the current one. */
    Model model() {
        return earlyStopping != null && earlyStopping.best() != null
                ? model(earlyStopping.best())
                : current();
    }

    /** The current parameters, then padding. */
    float[] parameters() {
        return step.parameters();
    }

    private Model current() {
        return model(step.parameters());
    }

    private Model model(float[] padded) {
        return Models.of(network, Arrays.copyOf(padded, plan.parameterCount()), rows.classNames());
    }

    @Override
    public int iteration() {
        return iteration;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    /** Mean time of an iteration of this run, in ns; NaN if none has been done. */
    double nanosPerIteration() {
        return iteration == begun ? Double.NaN : (double) nanos / (iteration - begun);
    }

    int remaining() {
        return Math.max(0, planned - iteration);
    }

    int epoch() {
        return iteration / batches.perEpoch();
    }

    StopReason stopReason() {
        return stopReason;
    }

    float loss() {
        return loss;
    }

    double lossGrowth() {
        return growth == null ? Double.NaN : growth.factor();
    }

    float validationLoss() {
        return earlyStopping == null ? Float.NaN : earlyStopping.lastLoss();
    }

    float[] gradient() {
        requireIterationDone(iteration > begun, "there is no gradient");
        if (stopReason != StopReason.DIVERGED) {
            requireWhole("start another run");
        }
        return latest.meanGradient();
    }

    Convergence convergence(int layer) {
        plan.requireRecurrent(layer);
        boolean failed = stopReason == StopReason.DIVERGED;
        requireIterationDone(failed || iteration > begun, "no layer has converged yet");
        return latest.convergence(layer);
    }

    private void requireIterationDone(boolean done, String consequence) {
        if (!done) {
            throw new IllegalStateException(
                    "no iteration has been done"
                            + (begun == 0 ? "" : " since the run was resumed")
                            + ", so "
                            + consequence
                            + ": advance the run first");
        }
    }

    Network network() {
        return network;
    }

    List<String> classNames() {
        return rows.classNames();
    }

    History history() {
        return history;
    }

    int threads() {
        return team.threads();
    }

    /** Name of the kernels of the next iteration. */
    String kernels() {
        return kernels.next().name();
    }

    String kernelsReason() {
        return kernels.reason();
    }

    List<TierUse> tierUses() {
        List<TierUse> uses = new ArrayList<>();
        for (KernelUse use : kernels.uses(iteration)) {
            uses.add(new TierUse(use.kernels(), use.iterations()));
        }
        return List.copyOf(uses);
    }
}
