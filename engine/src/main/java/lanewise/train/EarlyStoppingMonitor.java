package lanewise.train;

import lanewise.internal.checkpoint.EarlyStoppingState;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.pass.Evaluation;
import lanewise.internal.plan.NetworkPlan;

import java.util.Arrays;
import java.util.Optional;

/** Tracks the loss on the validation rows, and keeps the best parameters. */
final class EarlyStoppingMonitor {
    private final EarlyStopping rule;
    private final Evaluation evaluation;
    private float[] best;
    private float bestLoss = Float.POSITIVE_INFINITY;
    private float lastLoss = Float.NaN;
    private int epochsWithout;

    EarlyStoppingMonitor(NetworkPlan network, EarlyStopping rule) {
        this.rule = rule;
        try {
            evaluation = new Evaluation(network, rule.validation());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("validation: " + e.getMessage(), e);
        }
    }

    /** Measures the loss; returns true, and restarts the patience, once it is exhausted. */
    boolean isOver(Kernels kernels, float[] parameters) {
        lastLoss = evaluation.loss(kernels, parameters);
        if (best == null || lastLoss < bestLoss) {
            boolean improved = best == null || lastLoss < bestLoss - rule.minImprovement();
            bestLoss = Float.isNaN(lastLoss) ? Float.POSITIVE_INFINITY : lastLoss;
            if (best == null) {
                best = new float[parameters.length];
            }
            System.arraycopy(parameters, 0, best, 0, best.length);
            if (improved) {
                epochsWithout = 0;
                return false;
            }
        }
        epochsWithout++;
        if (epochsWithout < rule.patience()) {
            return false;
        }
        epochsWithout = 0;
        return true;
    }

    /** Continues from a checkpoint. */
    void restore(EarlyStoppingState begun) {
        if (begun.best().isPresent()) {
            float[] parameters = begun.best().get();
            best = Arrays.copyOf(parameters, Lanes.pad(parameters.length));
        }
        bestLoss = begun.bestLoss();
        lastLoss = begun.lastLoss();
        epochsWithout = begun.epochsWithout();
    }

    /**
     * The content of a checkpoint.
     *
     * @param parameters number of parameters, without padding
     */
    EarlyStoppingState toState(int parameters) {
        Optional<float[]> copy =
                best == null ? Optional.empty() : Optional.of(Arrays.copyOf(best, parameters));
        return new EarlyStoppingState(copy, bestLoss, lastLoss, epochsWithout);
    }

    /** The parameters with the smallest loss, then padding; null before the first epoch. */
    float[] best() {
        return best;
    }

    float lastLoss() {
        return lastLoss;
    }
}
