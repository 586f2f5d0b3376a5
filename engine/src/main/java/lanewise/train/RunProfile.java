package lanewise.train;

import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.pass.Batch;
import lanewise.internal.pass.OptimizerMemory;
import lanewise.internal.pass.TrainingStep;
import lanewise.internal.plan.NetworkPlan;
import lanewise.internal.profile.ConvergenceEvent;
import lanewise.internal.profile.EpochEvent;
import lanewise.internal.profile.IterationEvent;
import lanewise.internal.profile.PhaseEvent;
import lanewise.internal.profile.PhaseTimes;
import lanewise.internal.profile.PhaseTimes.Phase;
import lanewise.internal.profile.RunEvent;
import lanewise.internal.profile.TierChangeEvent;
import lanewise.recurrent.Convergence;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Tells the Flight Recorder of one run. Not to be loaded while there is none: {@link
 * lanewise.internal.profile.Recorder} tells.
 */
final class RunProfile {

    /**
     * Of iterations and epochs that take longer, all are told: the clock takes 20 to 30 ns a phase,
     * an event some 100 ns although it may not be kept.
     */
    private static final double LONG_NANOS = 10_000;

    /** Of shorter ones, one in so many: a prime, so that not always the same batch is timed. */
    private static final int SAMPLED = 17;

    private static final int UNSEEN = -2;

    /** A few events a second tell enough of the phases. */
    private static final long PHASES_NANOS = 100_000_000;

    private final NetworkPlan network;
    private final List<Dense> layers;
    private final int batchSize;
    private final int perEpoch;

    /** Arrays as long as the parameters that an update reads or writes. */
    private final int updateArrays;

    private final PhaseTimes times;
    private final boolean recurrent;

    /** The sweeps of each recurrent layer, all rows together. */
    private final long[] forwardRowSweeps;

    private final long[] backwardRowSweeps;
    private final PhaseEvent phase = new PhaseEvent();

    // Of those whose number is limited, each must be an object of its own: JDK 25 limits no object
    // that has been committed before.
    private RunEvent run = new RunEvent();
    private EpochEvent epoch = new EpochEvent();
    private IterationEvent iterationEvent = new IterationEvent();

    private boolean runs;
    private boolean epochs;
    private boolean iterations;
    private boolean phases;
    private int every = SAMPLED;
    private int everyEpoch = SAMPLED;
    private boolean timed;
    private String kernels;
    private int runBegin;
    private int epochBegun;
    private long rows;
    private long phasesTold = System.nanoTime() - PHASES_NANOS;
    private boolean paused;

    /**
     * Before anything is told.
     *
     * @param network the network
     * @param batchSize the rows of an iteration
     * @param perEpoch the iterations of an epoch
     * @param memory what the optimizer remembers
     */
    RunProfile(NetworkPlan network, int batchSize, int perEpoch, OptimizerMemory memory) {
        this.network = network;
        this.batchSize = batchSize;
        this.perEpoch = perEpoch;
        layers = network.dense();
        updateArrays = 3 + (memory.first.length == 0 ? 0 : 2) + (memory.second.length == 0 ? 0 : 2);
        times = new PhaseTimes(layers.size());
        recurrent = network.recurrent();
        forwardRowSweeps = new long[layers.size()];
        backwardRowSweeps = new long[layers.size()];
    }

    /**
     * Looks which events are wanted. To be called between iterations, now and then.
     *
     * @param of the run
     * @param latest how long an iteration has taken of late, in ns; 0 if there has been none
     * @return whether iterations and epochs are to be told
     */
    boolean look(TrainingLoop of, double latest) {
        double nanos = latest == 0 ? network.scalarNanos(batchSize) : latest;
        every = nanos > LONG_NANOS ? 1 : SAMPLED;
        everyEpoch = nanos * perEpoch > LONG_NANOS ? 1 : SAMPLED;
        iterations = iterationEvent.isEnabled();
        if (phase.isEnabled() != phases) {
            phases = !phases;
            forgetPhases();
        }
        if (epoch.isEnabled() != epochs) {
            epochs = !epochs;
            paused = true;
        }
        if (paused) {
            paused = false;
            // An epoch that has begun unseen, or with a pause in it, is not told.
            beginEpoch(of.iteration() % perEpoch == 0 ? of.epoch() : UNSEEN);
        }
        if (!runs && run.isEnabled()) {
            runs = true;
            runBegin = of.iteration();
            run = new RunEvent();
            run.begin();
        }
        if (times.iterations() > 0 && System.nanoTime() - phasesTold > PHASES_NANOS) {
            tellPhases();
        }
        return iterations || phases || epochs;
    }

    /**
     * Begins an iteration.
     *
     * @return where to write its times; null if they are not wanted
     */
    PhaseTimes begin(int iteration, Kernels with) {
        timed = (iterations || phases) && iteration % every == 0;
        if (!timed) {
            return null;
        }
        if (!with.name().equals(kernels)) {
            tellPhases();
            kernels = with.name();
        }
        if (iterations) {
            iterationEvent = new IterationEvent();
            iterationEvent.begin();
        }
        times.begin();
        return times;
    }

    /** Ends an iteration. */
    void iterationDone(int iteration, Batch batch, float loss, TrainingStep step) {
        if (!timed) {
            return;
        }
        if (recurrent) {
            publishConvergence(iteration, step);
        }
        if (iterations) {
            iterationEvent.end();
        }
        times.endIteration();
        rows += batch.rows;
        if (iterations && iterationEvent.shouldCommit()) {
            iterationEvent.iteration = iteration;
            iterationEvent.loss = loss;
            iterationEvent.kernels = kernels;
            iterationEvent.forward = times.last(Phase.FORWARD);
            iterationEvent.lossTime = times.last(Phase.LOSS);
            iterationEvent.backward = times.last(Phase.BACKWARD);
            iterationEvent.update = times.last(Phase.UPDATE);
            iterationEvent.commit();
        }
    }

    private void publishConvergence(int iteration, TrainingStep step) {
        for (int l = 0; l < layers.size(); l++) {
            if (!network.layers().get(l).recurrent()) {
                continue;
            }
            Convergence convergence = step.convergence(l);
            forwardRowSweeps[l] += convergence.forwardRowSweeps();
            backwardRowSweeps[l] += convergence.backwardRowSweeps();
            ConvergenceEvent event = new ConvergenceEvent();
            if (event.shouldCommit()) {
                event.iteration = iteration;
                event.layer = l;
                event.forwardSweeps = convergence.forwardSweeps();
                event.backwardSweeps = convergence.backwardSweeps();
                event.residual = convergence.residual();
                event.backwardResidual = convergence.backwardResidual();
                event.settled = convergence.convergedShare();
                event.commit();
            }
        }
    }

    /** Ends an epoch. */
    void epochDone(TrainingLoop of) {
        if (!epochs) {
            return;
        }
        int done = of.epoch();
        if (done == epochBegun + 1) {
            epoch.end();
            if (epoch.shouldCommit()) {
                epoch.epoch = done - 1;
                epoch.loss = of.loss();
                epoch.validationLoss = of.validationLoss();
                epoch.commit();
            }
        }
        if (done % everyEpoch == 0) {
            beginEpoch(done);
        }
    }

    private void beginEpoch(int number) {
        epochBegun = number;
        epoch = new EpochEvent();
        epoch.begin();
    }

    /** Tells of a move to other kernels. */
    static void moved(int iteration, String from, String to, String reason) {
        TierChangeEvent event = new TierChangeEvent();
        event.iteration = iteration;
        event.from = from;
        event.to = to;
        event.reason = reason;
        event.commit();
    }

    /**
     * Ends a call that advanced the run.
     *
     * @param of the run
     * @param last whether no other call is foreseen
     * @param failed whether something was thrown
     */
    void end(TrainingLoop of, boolean last, boolean failed) {
        if (last || System.nanoTime() - phasesTold > PHASES_NANOS) {
            tellPhases();
        }
        paused = true;
        if (!runs) {
            return;
        }
        runs = false;
        run.end();
        if (run.shouldCommit()) {
            run.network = network.toString();
            run.rows = batchSize;
            run.threads = of.threads();
            run.iterations = of.iteration() - runBegin;
            run.kernels = of.kernels();
            run.loss = of.loss();
            run.stopReason = stopReason(of.stopReason(), failed);
            run.commit();
        }
    }

    /** A divergence throws, too, but has a name; a listener's exception has none. */
    private static String stopReason(StopReason reason, boolean failed) {
        return failed && reason != StopReason.DIVERGED
                ? "failed"
                : reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void tellPhases() {
        if (phases && times.iterations() > 0) {
            long count = times.iterations();
            for (int l = 0; l < layers.size(); l++) {
                tellLayer(l, count);
            }
            tell(Phase.LOSS, layers.size() - 1, 0, 2 * network.outputs() * rows);
            long touched = (long) network.parameterCount() * updateArrays;
            tell(Phase.UPDATE, layers.size() - 1, 0, touched * count);
        }
        forgetPhases();
        phasesTold = System.nanoTime();
    }

    private void tellLayer(int l, long count) {
        Dense layer = layers.get(l);
        long weights = (long) layer.inputs() * layer.outputs();
        long ends = (layer.inputs() + layer.outputs()) * rows;
        int products = l == 0 ? 1 : 2;
        if (!network.layers().get(l).recurrent()) {
            tell(Phase.FORWARD, l, 2 * weights * rows, weights * count + ends);
            tell(
                    Phase.BACKWARD,
                    l,
                    products * 2 * weights * rows,
                    products * (weights * count + ends));
            return;
        }
        long units = layer.outputs();
        long recurrentWeights = units * units;
        long inputWeights = weights - recurrentWeights;
        long forward = inputWeights * rows + recurrentWeights * forwardRowSweeps[l];
        tell(
                Phase.FORWARD,
                l,
                2 * forward,
                weights * count + ends + 2 * units * forwardRowSweeps[l]);
        long backward =
                (products * inputWeights + recurrentWeights) * rows
                        + recurrentWeights * backwardRowSweeps[l];
        tell(
                Phase.BACKWARD,
                l,
                2 * backward,
                products * (weights * count + ends) + 2 * units * backwardRowSweeps[l]);
    }

    private void forgetPhases() {
        times.clear();
        rows = 0;
        Arrays.fill(forwardRowSweeps, 0);
        Arrays.fill(backwardRowSweeps, 0);
    }

    private void tell(Phase which, int layer, long flops, long floats) {
        phase.phase = which.name().toLowerCase(Locale.ROOT);
        phase.layer = which == Phase.FORWARD || which == Phase.BACKWARD ? layer : -1;
        phase.iterations = times.iterations();
        phase.kernels = kernels;
        phase.time = times.total(which, layer);
        if (phase.time == 0) {
            return; // no such phase: kernels made for a network may do it within another
        }
        phase.flops = flops;
        phase.bytes = floats * Float.BYTES;
        phase.commit();
    }
}
