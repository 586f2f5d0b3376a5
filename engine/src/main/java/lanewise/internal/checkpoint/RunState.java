package lanewise.internal.checkpoint;

import java.util.Objects;
import java.util.Optional;

/**
 * The content of a checkpoint. Its arrays are nobody's but its own, and are not changed.
 *
 * @param parameters the parameters that the next iteration begins with
 * @param iteration the number of iterations done
 * @param loss the loss of the last one; NaN if it was not measured
 * @param memory what the optimizer remembers
 * @param rows the number of rows that are learned
 * @param batchRows the rows of a batch, at most {@code rows}
 * @param seed the seed of what is random
 * @param order the order of rows; empty if they are not shuffled, or all in one batch
 * @param patience what early stopping remembers; empty without early stopping
 * @param history what has been recorded
 */
public record RunState(
        float[] parameters,
        int iteration,
        float loss,
        OptimizerState memory,
        int rows,
        int batchRows,
        long seed,
        Optional<RowOrder> order,
        Optional<EarlyStoppingState> patience,
        HistoryState history) {

    /**
     * Checks that all go together.
     *
     * @throws IllegalArgumentException if they do not; the message says what does not
     */
    public RunState {
        Objects.requireNonNull(parameters);
        require(iteration >= 0, iteration + " iterations done: expected at least 0");
        require(!Float.isInfinite(loss), "a loss of " + loss + ": expected a finite number");
        require(rows >= 1, rows + " rows: expected at least 1");
        require(
                batchRows >= 1 && batchRows <= rows,
                "batches of " + batchRows + " rows: expected 1 to " + rows);
        require(
                seed >= 0 && seed <= 0xFFFF_FFFFL,
                "seed " + seed + ": expected 0 to 4294967295, as in NumPy");
        memory.requireFits(parameters.length);
        require(
                order.isEmpty() || batchRows < rows,
                "an order of rows that are all in one batch: expected none");
        require(
                order.isEmpty() || order.get().rows().length == rows,
                "an order of other rows than " + rows);
        if (patience.isPresent()) {
            patience.get()
                    .requireFits(parameters.length, iteration / Math.ceilDiv(rows, batchRows));
        }
        int recorded = history.loss().length;
        require(
                recorded == 0 || recorded == iteration,
                "a history of " + recorded + " iterations: expected " + iteration + ", or none");
        history.requireBatches(batchRows);
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The parameters of the run's model: the best so far with early stopping, else the current. */
    public float[] bestParameters() {
        return patience.isPresent() && patience.get().best().isPresent()
                ? patience.get().best().get()
                : parameters;
    }
}
