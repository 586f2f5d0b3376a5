package lanewise.internal.checkpoint;

import static lanewise.internal.checkpoint.RunState.require;

/**
 * What a run has recorded of each iteration; all arrays are empty if it has not.
 *
 * @param loss the loss of the iteration's rows
 * @param hits how many of them were predicted
 * @param rows how many there were
 */
public record HistoryState(float[] loss, int[] hits, int[] rows) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if they are out of range
     */
    public HistoryState {
        require(
                hits.length == loss.length && rows.length == loss.length,
                "a history of "
                        + loss.length
                        + " losses, "
                        + hits.length
                        + " numbers of hits and "
                        + rows.length
                        + " numbers of rows: expected as many of each");
        for (int k = 0; k < loss.length; k++) {
            require(Float.isFinite(loss[k]), "loss " + k + " of the history is " + loss[k]);
            require(
                    rows[k] >= 1 && hits[k] >= 0 && hits[k] <= rows[k],
                    hits[k] + " hits of " + rows[k] + " rows at place " + k + " of the history");
        }
    }

    void requireBatches(int most) {
        for (int k = 0; k < rows.length; k++) {
            require(
                    rows[k] <= most,
                    rows[k] + " rows at place " + k + " of the history: expected at most " + most);
        }
    }
}
