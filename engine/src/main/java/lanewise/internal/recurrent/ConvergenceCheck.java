package lanewise.internal.recurrent;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.plan.NetworkPlan;
import lanewise.recurrent.ConvergenceException;
import lanewise.recurrent.Recurrence;

import java.util.Locale;

/**
 * Checks after each sweep of a recurrent layer whether samples have converged or diverge, and
 * describes the failure if some do not converge.
 */
final class ConvergenceCheck {

    /** Smallest activation that the relative tolerance refers to. */
    private static final float MIN_ACTIVATION = 0.01f;

    private final int layer;
    private final int units;
    private final ActivationFunction function;
    private final Recurrence rule;
    private final ActiveColumns columns;
    private final StepSizes steps;

    /** Whether activations are checked, not errors. */
    private boolean forward;

    private ConvergenceStatistics.Direction direction;

    /** Largest change of a sample that has not converged, relative to its size if backward. */
    private float residual;

    /** Whether a sample restarts after the latest sweep. */
    private boolean restarts;

    /**
     * A check for a layer.
     *
     * @param layer index of the layer
     * @param described the layer
     * @param columns the samples that take part
     * @param steps the samples' step sizes, halved for those that diverge
     */
    ConvergenceCheck(
            int layer, NetworkPlan.Layer described, ActiveColumns columns, StepSizes steps) {
        this.layer = layer;
        units = described.units();
        function = described.function();
        rule = described.recurrence().orElseThrow();
        this.columns = columns;
        this.steps = steps;
    }

    /** Begins a block of samples. */
    void begin(boolean activations, ConvergenceStatistics.Direction statistics) {
        forward = activations;
        direction = statistics;
    }

    /**
     * Chooses the columns of samples that have converged.
     *
     * @param change largest change of each column in the sweep; becomes negative for samples that
     *     are to restart
     * @param size largest value of each column
     * @return the largest change of a sample that does not restart
     * @throws ConvergenceException if a sample diverges with the smallest step
     */
    float chooseConverged(float[] change, float[] size) {
        float tolerance = (float) rule.tolerance();
        float largest = 0;
        residual = 0;
        restarts = false;
        for (int c = 0; c < columns.count(); c++) {
            if (!columns.takesPart(c)) {
                continue;
            }
            if (steps.diverges(columns.sample(c), change[c], size[c])) {
                restart(columns.sample(c));
                change[c] = -1f;
                continue;
            }
            largest = Math.max(largest, change[c]);
            float relative = forward || size[c] == 0 ? change[c] : change[c] / size[c];
            float against = forward ? Math.max(MIN_ACTIVATION, size[c]) : size[c];
            if (change[c] <= tolerance * against) {
                columns.choose(c);
                direction.converged(relative);
            } else {
                residual = Math.max(residual, relative);
            }
        }
        return largest;
    }

    private void restart(int sample) {
        if (steps.isSmallest(sample)) {
            residual = Float.POSITIVE_INFINITY;
            throw failure("a row grow without bounds");
        }
        steps.restart(sample);
        restarts = true;
    }

    /** Whether a sample restarts after the latest sweep. */
    boolean restarts() {
        return restarts;
    }

    /** The failure of the samples that still take part after all sweeps. */
    ConvergenceException notConverged() {
        return failure(
                (columns.left() == 1 ? "1 row" : columns.left() + " rows")
                        + " still change after "
                        + (rule.maxSweeps() == 1 ? "1 sweep" : rule.maxSweeps() + " sweeps"));
    }

    private ConvergenceException failure(String what) {
        direction.failed(residual);
        return new ConvergenceException(
                "recurrent layer "
                        + layer
                        + " ("
                        + units
                        + " units, "
                        + function.name().toLowerCase(Locale.ROOT)
                        + ") does not converge: the "
                        + (forward ? "activations" : "errors")
                        + " of "
                        + what
                        + (residual == Float.POSITIVE_INFINITY
                                ? ""
                                : ", the largest change is " + residual)
                        + (forward ? "" : " (errors: relative to the largest of their row)")
                        + ", the tolerance "
                        + rule.tolerance()
                        + "; make recurrent weights smaller (a smaller scale at the start, a lower"
                        + " learning rate, withWeightDecay), or allow more damping or sweeps, or a"
                        + " larger tolerance",
                layer,
                residual);
    }
}
