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
import java.util.Locale;

/**
 * Brings a block of samples to rest in a recurrent layer, forward and backward, as {@link
 * Recurrence} says. Belongs to one thread at a time, which may share the work of a sweep with a
 * {@link Team}.
 *
 * <p>A sample that has settled is copied to where it belongs and takes part no more: {@link
 * ActiveColumns}.
 */
public final class FixedPoint implements Part {

    /**
     * How far acceleration may go forward, in moves of the sweep before. Activations are no linear
     * function: with 1 and more, sweeps leap over states of rest that are about to vanish, of which
     * trainings come across some. With this 48 of 48 trainings of XOR, iris and a memory settled.
     */
    private static final float MOST_FORWARD = 0.75f;

    /** The same backward, where the equations are linear: changes shrink by 1/65 and less. */
    private static final float MOST_BACKWARD = 64f;

    /** Activations below this are not asked to be relatively as exact. */
    private static final float LEAST_ACTIVATION = 0.01f;

    private final int layer;
    private final Dense inputs;
    private final Dense recurrent;
    private final ActivationFunction function;
    private final Recurrence rule;
    private final int outputs;
    private final Team team;
    private final Workspace[] workspaces;

    /** What a sweep adds its sums to, of each column: the inputs' sums, or the error. */
    private final float[] constant;

    /** Forward the weighted sums, backward the slopes. */
    private final float[] extra;

    private final float[] change;
    private final float[] size;

    private final ActiveColumns columns;
    private final StepSizes steps;

    private final ErrorScale scale;
    private final ConvergenceStatistics statistics = new ConvergenceStatistics();

    /** Of each column: what share of the state a sweep keeps, and the limit of acceleration. */
    private final float[] kept;

    private final float[] most;

    private float[] current;
    private float[] next;

    /** The state before the last sweep and what came of it; null without acceleration. */
    private float[] lastCurrent;

    private float[] lastNext;

    /** The largest change of a sample that has not settled, relative to its size if backward. */
    private float still;

    /** Whether a sample has been told to start again in this sweep. */
    private boolean restarts;

    private Kernels kernels;
    private float[] parameters;
    private SampleBlock input;
    private int parts;
    private Phase phase;
    private ConvergenceStatistics.Way counted;

    /** Null if nobody wants to know. */
    private List<Sweep> trace;

    private enum Phase {
        INPUTS,
        FORWARD,
        BACKWARD
    }

    /**
     * Makes room.
     *
     * @param network the network
     * @param layer index of the recurrent layer
     * @param block the most samples of a block
     * @param team who shares the work
     * @param workspaces one for each worker of the team
     */
    public FixedPoint(
            NetworkPlan network, int layer, int block, Team team, Workspace[] workspaces) {
        this.layer = layer;
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
        scale = new ErrorScale(block);
        kept = new float[block];
        most = new float[block];
    }

    /** The layer without its recurrent weights. */
    public Dense inputs() {
        return inputs;
    }

    /** The recurrent weights alone: a layer from the units to the units. */
    public Dense recurrent() {
        return recurrent;
    }

    /** Begins a batch: forgets how samples have settled so far. */
    public void begin() {
        statistics.clear();
    }

    /** How the samples have settled since {@link #begin}. */
    public Convergence convergence() {
        return statistics.convergence();
    }

    /** Says where to add a line for each sweep forward; null for nowhere. */
    public void trace(List<Sweep> to) {
        trace = to;
    }

    /**
     * Brings the activations of a block to rest.
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
     * Brings the deltas of a block to rest.
     *
     * @param with who computes
     * @param theta the network's parameters
     * @param slopeSource what {@link #forward} gave, from which slopes are computed (units × n)
     * @param n the number of samples with padding, a multiple of 16
     * @param count the number of samples without padding
     * @param delta the error of the outputs' weighted sums (outputs × n), 0 in padding; becomes the
     *     deltas of all units (units × n)
     * @throws ConvergenceException if a sample does not settle
     */
    public void backward(
            Kernels with, float[] theta, float[] slopeSource, int n, int count, float[] delta) {
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
        kernels.activations().multiplyByDerivative(function, extra, slopeSource, 0, units * n);
        relax(Phase.BACKWARD, statistics.backward, n, delta, delta);
        statistics.end(count);
    }

    private void relax(
            Phase which, ConvergenceStatistics.Way way, int n, float[] out, float[] outSums) {
        phase = which;
        counted = way;
        steps.begin(n);
        int units = recurrent.outputs();
        for (int sweep = 0; sweep < rule.maxSweeps(); sweep++) {
            int taking = columns.left();
            way.sweep(sweep + 1, taking);
            parts = Shares.of(team, recurrent, columns.count(), units);
            team.run(parts, this);
            kernels.relaxation().changes(next, current, units, columns.count(), change, size);
            float largest = chooseSettled();
            columns.copyChosen(next, scale.back, out, n);
            if (outSums != out) {
                columns.copyChosen(extra, scale.back, outSums, n);
            }
            columns.takeOutChosen();
            if (trace != null && which == Phase.FORWARD) {
                trace.add(new Sweep(taking, largest));
            }
            if (columns.left() == 0) {
                return;
            }
            advance(sweep);
        }
        throw unsettled(
                (columns.left() == 1 ? "1 row" : columns.left() + " rows")
                        + " still change after "
                        + (rule.maxSweeps() == 1 ? "1 sweep" : rule.maxSweeps() + " sweeps"));
    }

    /** Chooses the columns of samples that have settled; the largest change of any sample. */
    private float chooseSettled() {
        boolean forward = phase == Phase.FORWARD;
        float tolerance = (float) rule.tolerance();
        float largest = 0;
        still = 0;
        restarts = false;
        for (int c = 0; c < columns.count(); c++) {
            if (!columns.takesPart(c)) {
                continue;
            }
            if (steps.leadsAway(columns.sample(c), change[c], size[c])) {
                tellToRestart(c);
                continue;
            }
            largest = Math.max(largest, change[c]);
            float relative = forward || size[c] == 0 ? change[c] : change[c] / size[c];
            float against = forward ? Math.max(LEAST_ACTIVATION, size[c]) : size[c];
            if (change[c] <= tolerance * against) {
                columns.choose(c);
                counted.settled(relative);
            } else {
                still = Math.max(still, relative);
            }
        }
        return largest;
    }

    /** The change of a column that starts again is negative from here to {@link #restart}. */
    private void tellToRestart(int column) {
        if (steps.isSlowest(columns.sample(column))) {
            still = Float.POSITIVE_INFINITY;
            throw unsettled("a row grow without bounds");
        }
        steps.restart(columns.sample(column));
        change[column] = -1f;
        restarts = true;
    }

    /** Makes the state to go on from the current one, of the samples that are left. */
    private void advance(int sweep) {
        if (restarts) {
            restart();
        }
        setSteps(sweep);
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

    /** Puts samples that have been told to where they began, as if nothing had been before. */
    private void restart() {
        int n = columns.count();
        float[] start = constant;
        if (phase == Phase.FORWARD) {
            start = extra; // the sums of this sweep are not needed any more
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

    /** Damps samples that keep a part of their state, and says which are to be accelerated. */
    private void setSteps(int sweep) {
        float limit = phase == Phase.FORWARD ? MOST_FORWARD : MOST_BACKWARD;
        int n = columns.count();
        if (steps.isFull(sweep)) {
            if (sweep == 0) {
                Arrays.fill(most, 0, n, limit);
            }
            return;
        }
        boolean damped = false;
        for (int c = 0; c < n; c++) {
            kept[c] = columns.takesPart(c) ? steps.kept(columns.sample(c), sweep) : 0f;
            most[c] = kept[c] == 0f ? limit : 0f;
            damped |= kept[c] != 0f;
        }
        if (damped) {
            kernels.relaxation().damp(next, current, kept, recurrent.outputs(), n);
        }
    }

    private void accelerate(int sweep) {
        int units = recurrent.outputs();
        int n = columns.count();
        if (sweep == 0) {
            System.arraycopy(next, 0, lastCurrent, 0, units * n);
        } else {
            kernels.relaxation()
                    .accelerate(next, current, lastNext, lastCurrent, most, units, n, change, size);
        }
        float[] state = lastCurrent;
        float[] free = lastNext;
        lastCurrent = current;
        lastNext = next;
        current = state;
        next = free;
    }

    private ConvergenceException unsettled(String what) {
        boolean forward = phase == Phase.FORWARD;
        counted.unsettled(still);
        return new ConvergenceException(
                "recurrent layer "
                        + layer
                        + " ("
                        + recurrent.outputs()
                        + " units, "
                        + function.name().toLowerCase(Locale.ROOT)
                        + ") does not settle: the "
                        + (forward ? "activations" : "errors")
                        + " of "
                        + what
                        + (still == Float.POSITIVE_INFINITY
                                ? ""
                                : ", the largest change is " + still)
                        + (forward ? "" : " (errors: relative to the largest of their row)")
                        + ", the tolerance "
                        + rule.tolerance()
                        + "; make recurrent weights smaller (a smaller scale at the start, a lower"
                        + " learning rate, withWeightDecay), or allow more damping or sweeps, or a"
                        + " larger tolerance",
                layer,
                still);
    }

    /** Some units' share of a sweep. */
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
