package lanewise.internal.recurrent;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.SampleBlock;
import lanewise.internal.kernel.Workspace;
import lanewise.internal.parallel.Part;
import lanewise.internal.parallel.Shares;
import lanewise.internal.parallel.Team;
import lanewise.internal.plan.NetworkPlan;
import lanewise.recurrent.Convergence;
import lanewise.recurrent.ConvergenceException;
import lanewise.recurrent.Recurrence;
import lanewise.recurrent.Sweep;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the fixed point of a recurrent layer for a block of samples, forward and backward, by the
 * sweeps that {@link Recurrence} describes. Belongs to one thread at a time, which may share the
 * work of a sweep with a {@link Team}.
 *
 * <p>A sample that has converged is copied to its place in the result and takes part in no further
 * sweep: {@link ActiveColumns}.
 */
public final class FixedPoint implements Part {

    /**
     * Limit of θ forward. Activations are not linear: with 1 or more, sweeps skip fixed points that
     * are about to vanish, which occur in trainings. With this limit 48 of 48 trainings of XOR,
     * iris and an associative memory converged.
     */
    private static final float MAX_THETA_FORWARD = 0.75f;

    /** Limit of θ backward, where the equations are linear: changes shrink to 1/65 or less. */
    private static final float MAX_THETA_BACKWARD = 64f;

    private final Dense inputs;
    private final Dense recurrent;
    private final ActivationFunction function;
    private final Recurrence rule;
    private final int outputs;
    private final Team team;
    private final Workspace[] workspaces;

    /** Constant term of a sweep (units × columns): the sums over the inputs, or the error. */
    private final float[] constant;

    /** Forward the weighted sums, backward the derivatives (units × columns). */
    private final float[] extra;

    /** Largest change of each column in the latest sweep. */
    private final float[] change;

    /** Largest value of each column. */
    private final float[] size;

    private final ActiveColumns columns;
    private final StepSizes steps;
    private final ConvergenceCheck check;
    private final ErrorScale scale;
    private final ConvergenceStatistics statistics = new ConvergenceStatistics();

    /** Damping of each column: the share of the state that a sweep keeps. */
    private final float[] damping;

    /** Limit of θ for each column; 0 turns acceleration off. */
    private final float[] maxTheta;

    private float[] current;
    private float[] next;

    /** State before the previous sweep and its result; null without acceleration. */
    private float[] lastCurrent;

    private float[] lastNext;

    private Kernels kernels;
    private float[] parameters;
    private SampleBlock input;
    private int parts;
    private Phase phase;

    /** Receives the forward sweeps; null when not tracing. */
    private List<Sweep> trace;

    private enum Phase {
        INPUTS,
        FORWARD,
        BACKWARD
    }

    /**
     * Allocates the working memory.
     *
     * @param network the network
     * @param layer index of the recurrent layer
     * @param block largest number of samples of a block
     * @param team threads that share the work
     * @param workspaces one for each thread of the team
     */
    public FixedPoint(
            NetworkPlan network, int layer, int block, Team team, Workspace[] workspaces) {
        NetworkPlan.Layer described = network.layers().get(layer);
        Dense all = network.dense().get(layer);
        int units = all.outputs();
        inputs = all.firstInputs(all.inputs() - units);
        recurrent = all.lastInputs(units);
        function = described.function();
        rule = described.recurrence().orElseThrow();
        outputs = described.outputs();
        this.team = team;
        this.workspaces = workspaces;
        constant = new float[units * block];
        extra = new float[units * block];
        current = new float[units * block];
        next = new float[units * block];
        lastCurrent = rule.accelerated() ? new float[units * block] : null;
        lastNext = rule.accelerated() ? new float[units * block] : null;
        change = new float[block];
        size = new float[block];
        columns = new ActiveColumns(units, block);
        steps = new StepSizes(rule.damping(), block);
        check = new ConvergenceCheck(layer, described, columns, steps);
        scale = new ErrorScale(block);
        damping = new float[block];
        maxTheta = new float[block];
    }

    /** The layer without its recurrent weights. */
    public Dense inputs() {
        return inputs;
    }

    /** The recurrent weights alone: a layer from the units to the units. */
    public Dense recurrent() {
        return recurrent;
    }

    /** Begins a batch: clears the statistics. */
    public void begin() {
        statistics.clear();
    }

    /** Statistics of the samples since {@link #begin}. */
    public Convergence convergence() {
        return statistics.convergence();
    }

    /** Adds a line for each forward sweep to a list from now on; null turns it off. */
    public void trace(List<Sweep> to) {
        trace = to;
    }

    /**
     * Finds the fixed point of a block's activations.
     *
     * @param with the kernels
     * @param theta the network's parameters
     * @param block the layer's inputs; padding gets activations of 0
     * @param sums receives the weighted sums (units × n); may be {@code activations}
     * @param activations receives the activations (units × n)
     * @throws ConvergenceException if a sample does not converge
     */
    public void forward(
            Kernels with, float[] theta, SampleBlock block, float[] sums, float[] activations) {
        kernels = with;
        parameters = theta;
        input = block;
        int n = block.n;
        int count = block.rows;
        columns.begin(n, count);
        int units = recurrent.outputs();
        phase = Phase.INPUTS;
        parts = Shares.of(team, inputs, n, units);
        team.run(parts, this);
        kernels.activations().apply(function, constant, current, 0, units * n);
        clearPadding(activations, n, count);
        if (sums != activations) {
            clearPadding(sums, n, count);
        }
        statistics.begin(count);
        scale.none(n);
        relax(Phase.FORWARD, statistics.forward, n, activations, sums);
    }

    private void clearPadding(float[] matrix, int n, int count) {
        for (int j = 0; count < n && j < recurrent.outputs(); j++) {
            Arrays.fill(matrix, j * n + count, (j + 1) * n, 0f);
        }
    }

    /**
     * Finds the fixed point of a block's deltas.
     *
     * @param with the kernels
     * @param theta the network's parameters
     * @param derivativeSource sums or activations of {@link #forward} that derivatives are computed
     *     from (units × n)
     * @param n number of samples with padding, a multiple of 16
     * @param count number of samples without padding
     * @param delta the error of the outputs' weighted sums (outputs × n), 0 in padding; becomes the
     *     deltas of all units (units × n)
     * @throws ConvergenceException if a sample does not converge
     */
    public void backward(
            Kernels with,
            float[] theta,
            float[] derivativeSource,
            int n,
            int count,
            float[] delta) {
        kernels = with;
        parameters = theta;
        columns.begin(n, count);
        int units = recurrent.outputs();
        Arrays.fill(delta, outputs * n, units * n, 0f);
        System.arraycopy(delta, 0, constant, 0, units * n);
        kernels.relaxation().changes(constant, constant, units, n, change, size);
        scale.scale(constant, size, units, n);
        System.arraycopy(constant, 0, current, 0, units * n);
        Arrays.fill(extra, 0, units * n, 1f);
        kernels.activations().multiplyByDerivative(function, extra, derivativeSource, 0, units * n);
        relax(Phase.BACKWARD, statistics.backward, n, delta, delta);
        statistics.end(count);
    }

    private void relax(
            Phase which,
            ConvergenceStatistics.Direction direction,
            int n,
            float[] out,
            float[] outSums) {
        phase = which;
        steps.begin(n);
        check.begin(which == Phase.FORWARD, direction);
        int units = recurrent.outputs();
        for (int sweep = 0; sweep < rule.maxSweeps(); sweep++) {
            int active = columns.left();
            direction.sweep(sweep + 1, active);
            parts = Shares.of(team, recurrent, columns.count(), units);
            team.run(parts, this);
            kernels.relaxation().changes(next, current, units, columns.count(), change, size);
            float largest = check.chooseConverged(change, size);
            columns.copyChosen(next, scale.back, out, n);
            if (outSums != out) {
                columns.copyChosen(extra, scale.back, outSums, n);
            }
            columns.takeOutChosen();
            if (trace != null && which == Phase.FORWARD) {
                trace.add(new Sweep(active, largest));
            }
            if (columns.left() == 0) {
                return;
            }
            advance(sweep);
        }
        throw check.notConverged();
    }

    /** Computes the state that the next sweep starts from, for the remaining samples. */
    private void advance(int sweep) {
        if (check.restarts()) {
            restart();
        }
        applySteps(sweep);
        if (rule.accelerated()) {
            accelerate(sweep);
        } else {
            float[] old = current;
            current = next;
            next = old;
        }
        if (columns.sparse()) {
            columns.chooseToKeep();
            columns.move(current);
            columns.move(constant);
            if (phase == Phase.BACKWARD) {
                columns.move(extra);
            }
            if (rule.accelerated()) {
                columns.move(lastCurrent);
                columns.move(lastNext);
            }
            columns.moved();
        }
    }

    /** Resets the marked samples to their start. */
    private void restart() {
        int n = columns.count();
        float[] start = constant;
        if (phase == Phase.FORWARD) {
            start = extra; // the sums of this sweep are no longer needed
            kernels.activations().apply(function, constant, start, 0, recurrent.outputs() * n);
        }
        for (int c = 0; c < n; c++) {
            if (columns.takesPart(c) && change[c] < 0) {
                columns.copyColumn(start, current, c);
                columns.copyColumn(start, next, c);
                if (rule.accelerated()) {
                    columns.copyColumn(start, lastCurrent, c);
                    columns.copyColumn(start, lastNext, c);
                }
            }
        }
    }

    /** Damps samples with smaller steps, and selects those to accelerate. */
    private void applySteps(int sweep) {
        float limit = phase == Phase.FORWARD ? MAX_THETA_FORWARD : MAX_THETA_BACKWARD;
        int n = columns.count();
        if (steps.areFull(sweep)) {
            if (sweep == 0) {
                Arrays.fill(maxTheta, 0, n, limit);
            }
            return;
        }
        boolean damped = false;
        for (int c = 0; c < n; c++) {
            damping[c] = columns.takesPart(c) ? steps.damping(columns.sample(c), sweep) : 0f;
            maxTheta[c] = damping[c] == 0f ? limit : 0f;
            damped |= damping[c] != 0f;
        }
        if (damped) {
            kernels.relaxation().damp(next, current, damping, recurrent.outputs(), n);
        }
    }

    private void accelerate(int sweep) {
        int units = recurrent.outputs();
        int n = columns.count();
        if (sweep == 0) {
            System.arraycopy(next, 0, lastCurrent, 0, units * n);
        } else {
            kernels.relaxation()
                    .accelerate(
                            next, current, lastNext, lastCurrent, maxTheta, units, n, change, size);
        }
        float[] state = lastCurrent;
        float[] free = lastNext;
        lastCurrent = current;
        lastNext = next;
        current = state;
        next = free;
    }

    /** Computes some units of a sweep. */
    @Override
    public void compute(int part, int worker) {
        int units = recurrent.outputs();
        int begin = Shares.begin(units, parts, part);
        int end = Shares.begin(units, parts, part + 1);
        Workspace workspace = workspaces[worker];
        int n = columns.count();
        if (phase == Phase.INPUTS) {
            kernels.dense()
                    .forward(
                            inputs,
                            ActivationFunction.SOFTMAX, // the sums only
                            begin,
                            end,
                            parameters,
                            input.x,
                            input.offset,
                            input.ld,
                            constant,
                            constant,
                            n,
                            workspace);
        } else if (phase == Phase.FORWARD) {
            kernels.dense()
                    .resume(
                            recurrent,
                            begin,
                            end,
                            parameters,
                            current,
                            constant,
                            extra,
                            n,
                            workspace);
            kernels.activations().apply(function, extra, next, begin * n, (end - begin) * n);
        } else {
            kernels.dense()
                    .backward(recurrent, begin, end, parameters, current, next, n, workspace);
            kernels.relaxation().multiplyAdd(next, extra, constant, begin * n, (end - begin) * n);
        }
    }
}
