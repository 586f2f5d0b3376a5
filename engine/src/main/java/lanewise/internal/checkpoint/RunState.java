package lanewise.internal.checkpoint;

import java.util.Objects;
import java.util.Optional;

/**
 * The content of a checkpoint. It owns its arrays, which never change.
 *
 * @param parameters the parameters at the start of the next iteration
 * @param iteration the number of completed iterations
 * @param loss the loss of the last iteration; NaN if not measured
 * @param memory the state of the optimizer
 * @param rows the number of training rows
 * @param batchRows the number of rows in a batch, at most {@code rows}
 * @param shards the number of shards that the rows are divided into; 0 if they are not
 * @param seed the seed of all random numbers
 * @param order the order of rows; empty if rows are not shuffled or form a single batch
 * @param patience the state of early stopping; empty without early stopping
 * @param history the recorded history
 */
public record RunState(
        float[] parameters,
        int iteration,
        float loss,
        OptimizerState memory,
        int rows,
        int batchRows,
        int shards,
        long seed,
        Optional<RowOrder> order,
        Optional<EarlyStoppingState> patience,
        HistoryState history) {

    /**
     * Validates the components and their consistency.
     *
     * @throws IllegalArgumentException if a component is invalid or inconsistent; the message gives
     *     the reason
     */
    public RunState {
        Objects.requireNonNull(parameters);
        require(iteration >= 0, "iteration " + iteration + ": expected at least 0");
        require(!Float.isInfinite(loss), "loss " + loss + ": expected a finite number or NaN");
        require(rows >= 1, rows + " rows: expected at least 1");
        require(
                batchRows >= 1 && batchRows <= rows,
                "batches of " + batchRows + " rows: expected 1 to " + rows);
        require(shards >= 0, shards + " shards: expected at least 0");
        require(
                seed >= 0 && seed <= 0xFFFF_FFFFL,
                "seed " + seed + ": expected 0 to 4294967295, as in NumPy");
        memory.requireFits(parameters.length);
        require(
                order.isEmpty() || batchRows < rows,
                "a row order for rows in a single batch: expected none");
        require(order.isEmpty() || shards == 0, "a row order for rows in shards: expected none");
        require(
                order.isEmpty() || order.get().rows().length == rows,
                "the number of rows in the row order differs: expected " + rows);
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

    /** Returns the best parameters so far with early stopping, else the current ones. */
    public float[] bestParameters() {
        return patience.isPresent() && patience.get().best().isPresent()
                ? patience.get().best().get()
                : parameters;
    }
}
