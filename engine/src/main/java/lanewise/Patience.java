package lanewise;

import lanewise.kernel.Kernels;
import lanewise.kernel.Lanes;
import lanewise.state.EarlyStoppingState;

import java.util.Arrays;
import java.util.Optional;

/** How the loss on the validation rows has developed. */
final class Patience {
    private final EarlyStopping rule;
    private final Evaluation evaluation;
    private float[] best;
    private float bestLoss = Float.POSITIVE_INFINITY;
    private float lastLoss = Float.NaN;
    private int epochsWithout;

    Patience(Network network, EarlyStopping rule) {
        this.rule = rule;
        try {
            evaluation = new Evaluation(network, rule.validation());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("validation: " + e.getMessage(), e);
        }
    }

    /** Measures; whether patience is over. It begins anew when it was over. */
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

    /** Goes on waiting. */
    void restore(EarlyStoppingState begun) {
        if (begun.best().isPresent()) {
            Model model = begun.best().get();
            int padded = Lanes.pad(model.network().parameterCount());
            best = Arrays.copyOf(model.parameters(), padded);
        }
        bestLoss = begun.bestLoss();
        lastLoss = begun.lastLoss();
        epochsWithout = begun.epochsWithout();
    }

    /** What has been waited for, to be kept. */
    EarlyStoppingState toKeep(Network network) {
        Optional<Model> model =
                best == null
                        ? Optional.empty()
                        : Optional.of(
                                new Model(network, Arrays.copyOf(best, network.parameterCount())));
        return new EarlyStoppingState(model, bestLoss, lastLoss, epochsWithout);
    }

    /** The parameters with the smallest loss, then padding; null before the first epoch. */
    float[] best() {
        return best;
    }

    float lastLoss() {
        return lastLoss;
    }
}
