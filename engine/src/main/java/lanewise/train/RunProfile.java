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
 * Publishes the Flight Recorder events of a run. Load this class only while a recording is active,
 * as {@link lanewise.internal.profile.Recorder} reports.
 */
final class RunProfile {

    /**
     * Time of an iteration or epoch, in ns, above which all are published. Reading the clock takes
     * 20 to 30 ns a phase, and an event about 100 ns even if it is discarded.
     */
    private static final double LONG_NANOS = 10_000;

    /** Sampling interval of shorter ones: a prime, so that the timed batch varies. */
    private static final int SAMPLED = 17;

    /** Number of an epoch that is not published: no epoch done is this plus 1. */
    private static final int UNSEEN = -2;

    /** Least time between two publications of phase events, in ns. */
    private static final long PHASES_NANOS = 100_000_000;

    private final NetworkPlan network;
    private final List<Dense> layers;
    private final int batchSize;
    private final int perEpoch;

    /** Number of parameter-sized arrays that an update reads and writes. */
    private final int updateArrays;

    private final PhaseTimes times;
    private final boolean recurrent;

    /** Sweeps of each recurrent layer, summed over all rows. */
    private final long[] forwardRowSweeps;

    private final long[] backwardRowSweeps;
    private final PhaseEvent phase = new PhaseEvent();

    // Throttled events need a new object each: JDK 25 does not throttle an object that has been
    // committed before.
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
    private long phasesPublished = System.nanoTime() - PHASES_NANOS;
    private boolean paused;

    /**
     * Creates a profile that has published nothing.
     *
     * @param network the network
     * @param batchSize number of rows per iteration
     * @param perEpoch number of iterations per epoch
     * @param memory the optimizer's memory
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
     * Checks which events are enabled. Call this from time to time, between iterations.
     *
     * @param of the run
     * @param latest recent time of an iteration, in ns; 0 if there has been none
     * @return whether to publish events of iterations or epochs
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
            // An epoch that began while events were disabled, or was paused, is not published.
            beginEpoch(of.iteration() % perEpoch == 0 ? of.epoch() : UNSEEN);
        }
        if (!runs && run.isEnabled()) {
            runs = true;
            runBegin = of.iteration();
            run = new RunEvent();
            run.begin();
        }
        if (times.iterations() > 0 && System.nanoTime() - phasesPublished > PHASES_NANOS) {
            publishPhases();
        }
        return iterations || phases || epochs;
    }

    /**
     * Begins an iteration.
     *
     * @return receives its times; null if they are not needed
     */
    PhaseTimes begin(int iteration, Kernels with) {
        timed = (iterations || phases) && iteration % every == 0;
        if (!timed) {
            return null;
        }
        if (!with.name().equals(kernels)) {
            publishPhases();
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
        if (recurrent && step.knowsConvergence()) {
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

    /** Publishes a move to other kernels. */
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
     * @param last whether no further call is expected
     * @param failed whether the call threw
     */
    void end(TrainingLoop of, boolean last, boolean failed) {
        if (last || System.nanoTime() - phasesPublished > PHASES_NANOS) {
            publishPhases();
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
            run.lossGrowth = of.lossGrowth();
            run.stopReason = stopReason(of.stopReason(), failed);
            run.commit();
        }
    }

    /** Divergence throws too but has its own stop reason; a listener's exception has none. */
    private static String stopReason(StopReason reason, boolean failed) {
        return failed && reason != StopReason.DIVERGED ? "failed" : words(reason);
    }

    /** A reason in words, such as {@code iterations done}. */
    static String words(StopReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void publishPhases() {
        if (phases && times.iterations() > 0) {
            long count = times.iterations();
            for (int l = 0; l < layers.size(); l++) {
                publishLayer(l, count);
            }
            publish(Phase.LOSS, layers.size() - 1, 0, 2 * network.outputs() * rows);
            long touched = (long) network.parameterCount() * updateArrays;
            publish(Phase.UPDATE, layers.size() - 1, 0, touched * count);
        }
        forgetPhases();
        phasesPublished = System.nanoTime();
    }

    private void publishLayer(int l, long count) {
        Dense layer = layers.get(l);
        long weights = (long) layer.inputs() * layer.outputs();
        long ends = (layer.inputs() + layer.outputs()) * rows;
        int products = l == 0 ? 1 : 2;
        if (!network.layers().get(l).recurrent()) {
            publish(Phase.FORWARD, l, 2 * weights * rows, weights * count + ends);
            publish(
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
        publish(
                Phase.FORWARD,
                l,
                2 * forward,
                weights * count + ends + 2 * units * forwardRowSweeps[l]);
        long backward =
                (products * inputWeights + recurrentWeights) * rows
                        + recurrentWeights * backwardRowSweeps[l];
        publish(
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

    private void publish(Phase which, int layer, long flops, long floats) {
        phase.phase = which.name().toLowerCase(Locale.ROOT);
        phase.layer = which == Phase.FORWARD || which == Phase.BACKWARD ? layer : -1;
        phase.iterations = times.iterations();
        phase.kernels = kernels;
        phase.time = times.total(which, layer);
        if (phase.time == 0) {
            return; // specialised kernels may fuse this phase with another
        }
        phase.flops = flops;
        phase.bytes = floats * Float.BYTES;
        phase.commit();
    }
}
