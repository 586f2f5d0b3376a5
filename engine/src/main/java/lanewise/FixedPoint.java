package lanewise;

import lanewise.kernel.ActivationFunction;
import lanewise.kernel.Dense;
import lanewise.kernel.Kernels;
import lanewise.kernel.Workspace;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Brings a block of samples to rest in a recurrent layer, forward and backward, as {@link
 * Recurrence} says. Belongs to one thread at a time, which may share the work of a sweep with a
 * {@link Team}.
 *
 * <p>A sample that has settled is copied to where it belongs and takes part no more: {@link
 * Columns}.
 */
final class FixedPoint implements Part {

    /**
     * How far acceleration may go forward, in moves of the sweep before. Activations are no linear
     * function: with 1 and more, sweeps leap over states of rest that are about to vanish, of which
     * trainings come across some. With this 48 of 48 trainings of XOR, iris and a memory settled.
     */
    private static final float MOST_FORWARD = 0.75f;

    /** The same backward, where the equations are linear: changes shrink by 1/65 and less. */
    private static final float MOST_BACKWARD = 64f;

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

    private final Columns columns;
    private float[] current;
    private float[] next;

    /** The state before the last sweep and what came of it; null without acceleration. */
    private float[] lastCurrent;

    private float[] lastNext;

    /** Whether there has been a sweep to accelerate from. */
    private boolean remembers;

    private Kernels kernels;
    private float[] parameters;
    private float[] x;
    private int xOffset;
    private int ldx;
    private int parts;
    private Phase phase;

    private int forwardSweeps;
    private int backwardSweeps;
    private float residual;
    private float backwardResidual;
    private long forwardRowSweeps;
    private long backwardRowSweeps;
    private int rows;
    private int settled;

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
    FixedPoint(Network network, int layer, int block, Team team, Workspace[] workspaces) {
        this.layer = layer;
        Layer described = network.layers().get(layer);
        Dense all = network.dense().get(layer);
        int units = all.outputs();
        inputs = all.firstInputs(all.inputs() - units);
        recurrent = all.lastInputs(units);
        function = described.activation().function();
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
        columns = new Columns(units, block);
    }

    /** The layer without its recurrent weights. */
    Dense inputs() {
        return inputs;
    }

    /** The recurrent weights alone: a layer from the units to the units. */
    Dense recurrent() {
        return recurrent;
    }

    /** Begins a batch: forgets how samples have settled so far. */
    void begin() {
        forwardSweeps = 0;
        backwardSweeps = 0;
        residual = 0;
        backwardResidual = 0;
        forwardRowSweeps = 0;
        backwardRowSweeps = 0;
        rows = 0;
        settled = 0;
    }

    /** How the samples have settled since {@link #begin}. */
    Settling settling() {
        return new Settling(
                forwardSweeps,
                backwardSweeps,
                forwardRowSweeps,
                backwardRowSweeps,
                residual,
                backwardResidual,
                rows,
                settled);
    }

    /** Says where to add a line for each sweep forward; null for nowhere. */
    void trace(List<Sweep> to) {
        trace = to;
    }

    /**
     * Brings the activations of a block to rest.
     *
     * @param with who computes
     * @param theta the network's parameters
     * @param features the layer's inputs
     * @param offset index of input 0 of sample 0
     * @param ld distance between rows of inputs
     * @param n the number of samples with padding, a multiple of 16; any with scalar kernels
     * @param count the number of samples without padding; padding gets zeros
     * @param sums receives the weighted sums (units × n); may be {@code activations}
     * @param activations receives the activations (units × n)
     * @throws UnsettledException if a sample does not settle
     */
    void forward(
            Kernels with,
            float[] theta,
            float[] features,
            int offset,
            int ld,
            int n,
            int count,
            float[] sums,
            float[] activations) {
        kernels = with;
        parameters = theta;
        x = features;
        xOffset = offset;
        ldx = ld;
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
        rows += count;
        relax(Phase.FORWARD, n, activations, sums);
    }

    private static void clearPadding(float[] matrix, int n, int count) {
        if (count < n) {
            for (int row = 0; row + n <= matrix.length; row += n) {
                Arrays.fill(matrix, row + count, row + n, 0f);
            }
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
     * @throws UnsettledException if a sample does not settle
     */
    void backward(
            Kernels with, float[] theta, float[] slopeSource, int n, int count, float[] delta) {
        kernels = with;
        parameters = theta;
        columns.begin(n, count);
        int units = recurrent.outputs();
        Arrays.fill(delta, outputs * n, units * n, 0f);
        System.arraycopy(delta, 0, constant, 0, units * n);
        System.arraycopy(delta, 0, current, 0, units * n);
        Arrays.fill(extra, 0, units * n, 1f);
        kernels.activations().timesSlope(function, extra, slopeSource, 0, units * n);
        relax(Phase.BACKWARD, n, delta, delta);
        settled += count;
    }

    private void relax(Phase which, int n, float[] out, float[] outSums) {
        phase = which;
        remembers = false;
        float largest = 0;
        int units = recurrent.outputs();
        for (int sweep = 0; sweep < rule.maxSweeps(); sweep++) {
            int taking = columns.left();
            countSweep(sweep + 1, taking);
            parts = Shares.of(team, recurrent, columns.count(), units);
            team.run(parts, this);
            kernels.relaxation().changes(next, current, units, columns.count(), change, size);
            largest = chooseSettled(sweep);
            columns.copyChosen(next, out, n);
            if (outSums != out) {
                columns.copyChosen(extra, outSums, n);
            }
            columns.takeOutChosen();
            if (trace != null && which == Phase.FORWARD) {
                trace.add(new Sweep(taking, largest));
            }
            if (columns.left() == 0) {
                return;
            }
            advance(rule.step(sweep));
        }
        String who = columns.left() == 1 ? "1 row" : columns.left() + " rows";
        throw unsettled(who + " still change after " + rule.maxSweeps() + " sweeps", largest);
    }

    private void countSweep(int number, int taking) {
        if (phase == Phase.FORWARD) {
            forwardSweeps = Math.max(forwardSweeps, number);
            forwardRowSweeps += taking;
        } else {
            backwardSweeps = Math.max(backwardSweeps, number);
            backwardRowSweeps += taking;
        }
    }

    /** Chooses the columns of samples that have settled; the largest change of any sample. */
    private float chooseSettled(int sweep) {
        boolean forward = phase == Phase.FORWARD;
        float tolerance = (float) rule.tolerance();
        float largest = 0;
        for (int c = 0; c < columns.count(); c++) {
            if (!columns.takesPart(c)) {
                continue;
            }
            if (!Float.isFinite(size[c]) || !Float.isFinite(change[c])) {
                throw unsettled(
                        "a row came to numbers that are not finite in sweep " + (sweep + 1),
                        Float.POSITIVE_INFINITY);
            }
            largest = Math.max(largest, change[c]);
            if (change[c] <= tolerance * (forward ? Math.max(1f, size[c]) : size[c])) {
                columns.choose(c);
                if (forward) {
                    residual = Math.max(residual, change[c]);
                } else if (size[c] > 0) {
                    backwardResidual = Math.max(backwardResidual, change[c] / size[c]);
                }
            }
        }
        return largest;
    }

    /** Makes the state to go on from the current one, of the samples that are left. */
    private void advance(float step) {
        if (rule.accelerated() && step == 1f) {
            accelerate();
        } else {
            if (step != 1f) {
                int length = recurrent.outputs() * columns.count();
                kernels.relaxation().damp(next, current, step, 0, length);
                remembers = false;
            }
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
            if (remembers) {
                columns.move(lastCurrent);
                columns.move(lastNext);
            }
            columns.moved();
        }
    }

    private void accelerate() {
        int units = recurrent.outputs();
        int n = columns.count();
        if (remembers) {
            float most = phase == Phase.FORWARD ? MOST_FORWARD : MOST_BACKWARD;
            kernels.relaxation()
                    .accelerate(next, current, lastNext, lastCurrent, most, units, n, change, size);
        } else {
            System.arraycopy(next, 0, lastCurrent, 0, units * n);
            remembers = true;
        }
        float[] state = lastCurrent;
        float[] free = lastNext;
        lastCurrent = current;
        lastNext = next;
        current = state;
        next = free;
    }

    private UnsettledException unsettled(String what, float still) {
        boolean forward = phase == Phase.FORWARD;
        if (forward) {
            residual = still;
        } else {
            backwardResidual = still;
        }
        return new UnsettledException(
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
                        + ", the largest change is "
                        + still
                        + " (tolerance "
                        + rule.tolerance()
                        + "); make recurrent weights smaller (a smaller scale at the start, a lower"
                        + " learning rate, withWeightDecay), or allow more damping or sweeps, or a"
                        + " larger tolerance",
                layer,
                still);
    }

    /** Some units' share of a sweep. */
    @Override
    public void run(int part, int worker) {
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
                            x,
                            xOffset,
                            ldx,
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
