package lanewise.internal.checkpoint;

import static lanewise.internal.checkpoint.RunState.require;

/**
 * The recorded history of a run, with one element per iteration; all arrays are empty if the run
 * records none.
 *
 * @param loss the loss of the iteration's rows
 * @param hits the number of rows predicted correctly
 * @param rows the number of rows
 */
public record HistoryState(float[] loss, int[] hits, int[] rows) {

    /**
     * Validates the numbers.
     *
     * @throws IllegalArgumentException if a number is out of range
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
                        + " numbers of rows: expected the same number of each");
        for (int k = 0; k < loss.length; k++) {
            if (!Float.isFinite(loss[k])) {
                throw new IllegalArgumentException(
                        "loss "
                                + k
                                + " of the history is "
                                + loss[k]
                                + ": expected a finite number");
            }
            if (rows[k] < 1 || hits[k] < 0 || hits[k] > rows[k]) {
                throw new IllegalArgumentException(
                        hits[k]
                                + " hits of "
                                + rows[k]
                                + " rows at index "
                                + k
                                + " of the history: expected at least 1 row and at most as many"
                                + " hits");
            }
        }
    }

    void requireBatches(int most) {
        for (int k = 0; k < rows.length; k++) {
            if (rows[k] > most) {
                throw new IllegalArgumentException(
                        rows[k]
                                + " rows at index "
                                + k
                                + " of the history: expected at most "
                                + most);
            }
        }
    }
}
