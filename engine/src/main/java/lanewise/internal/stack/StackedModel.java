package lanewise.internal.stack;

import lanewise.internal.kernel.DropoutMask;
import lanewise.internal.pass.EpochOrder;
import lanewise.internal.pass.StepSettings;
import lanewise.internal.pass.UpdateStep;

/** The part of one model in {@link StackStep}: its settings, its rows and its progress. */
public final class StackedModel {

    final StepSettings settings;
    final EpochOrder order;
    final UpdateStep update;

    /** Number of iterations done. */
    int iteration;

    /** Divisor that turns the sums over the batch into means. */
    double divisor;

    /** The divisor for which a step was begun last; 0 before the first. */
    double begunDivisor;

    float loss = Float.NaN;
    int hits;

    /** Whether its loss or parameters became infinite or NaN. */
    boolean diverged;

    /**
     * A model at iteration 0.
     *
     * @param settings its settings
     * @param order the order in which it takes its rows
     */
    public StackedModel(StepSettings settings, EpochOrder order) {
        this.settings = settings;
        this.order = order;
        update = new UpdateStep(settings.optimizer(), 0);
    }

    int dropoutKey(int layer) {
        return DropoutMask.key(settings.seed(), iteration, layer);
    }

    /** Number of iterations done. */
    public int iteration() {
        return iteration;
    }

    /** The loss of the measured batch before the update. */
    public float loss() {
        return loss;
    }

    /** Number of rows of the measured batch whose class was predicted. */
    public int hits() {
        return hits;
    }

    /** Number of rows of the batch. */
    public int rows() {
        return order.rows();
    }

    /** Whether its loss or parameters became infinite or NaN. */
    public boolean diverged() {
        return diverged;
    }

    /** Whether the step has the coefficients of the one before. */
    boolean isBegun() {
        return begunDivisor == divisor && update.isSteady();
    }
}
