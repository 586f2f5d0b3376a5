package lanewise.internal.checkpoint;


import static lanewise.internal.checkpoint.RunState.require;

import java.util.Optional;

/**
 * The state of early stopping.
 *
 * @param best the parameters with the smallest loss on the validation rows; empty before the
 *     first epoch
 * @param bestLoss the loss of {@code best}; infinite if no loss was a number
 * @param lastLoss the loss on the validation rows after the last epoch; NaN before the first
 * @param epochsWithout the number of epochs without improvement
 */
public record EarlyStoppingState(
        Optional<float[]> best, float bestLoss, float lastLoss, int epochsWithout) {

    /**
     * Validates the numbers.
     *
     * @throws IllegalArgumentException if a number is out of range
     */
    public EarlyStoppingState {
        require(!Float.isNaN(bestLoss), "best loss NaN: expected a number");
        require(
                epochsWithout >= 0,
                epochsWithout + " epochs without improvement: expected at least 0");
    }

    void requireFits(int parameters, int epochs) {
        require(
                best.isEmpty() || best.get().length == parameters,
                "the best model belongs to another network: expected "
                        + parameters
                        + " parameters");
        require(
                best.isEmpty() || epochs > 0,
                "a best model before the end of the first epoch: expected none");
        require(
                epochsWithout <= epochs,
                epochsWithout + " epochs without improvement: expected at most " + epochs);
    }
}
