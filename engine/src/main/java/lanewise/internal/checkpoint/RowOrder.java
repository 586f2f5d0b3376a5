package lanewise.internal.checkpoint;

import static lanewise.internal.checkpoint.RunState.require;

import lanewise.random.RandomState;

import java.util.BitSet;

/**
 * The order in which rows are learned in the epoch that has been begun.
 *
 * @param random the random numbers that shuffle them before each epoch
 * @param rows each row once
 */
public record RowOrder(RandomState.State random, int[] rows) {

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if a row is not there, or twice
     */
    public RowOrder {
        BitSet seen = new BitSet(rows.length);
        for (int k = 0; k < rows.length; k++) {
            int row = rows[k];
            require(row >= 0 && row < rows.length, "row " + row + " at place " + k);
            require(!seen.get(row), "row " + row + " twice in the order of rows");
            seen.set(row);
        }
    }
}
