package lanewise.internal.checkpoint;

import static lanewise.internal.checkpoint.RunState.require;

import java.util.Optional;

/**
 * How long early stopping has waited, and for what.
 *
 * @param best parameters with the smallest loss on the validation rows; empty before the first
 *     epoch
 * @param bestLoss that loss; infinite if none was a number
 * @param lastLoss the loss after the last epoch; NaN before the first
 * @param epochsWithout the number of epochs without improvement
 */
public record EarlyStoppingState(
        Optional<float[]> best, float bestLoss, float lastLoss, int epochsWithout) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if they are out of range
     */
    public EarlyStoppingState {
        require(!Float.isNaN(bestLoss), "a smallest loss that is no number");
        require(epochsWithout >= 0, epochsWithout + " epochs without improvement");
    }

    void requireFits(int parameters, int epochs) {
        require(
                best.isEmpty() || best.get().length == parameters,
                "the best model is of another network");
        require(best.isEmpty() || epochs > 0, "a best model before the end of the first epoch");
        require(
                epochsWithout <= epochs,
                epochsWithout + " epochs without improvement of " + epochs + " that are done");
    }
}
