package lanewise.internal.checkpoint;

import lanewise.random.RandomState;


import java.util.BitSet;

/**
 * The order of rows in the current epoch.
 *
 * @param random the state of the generator that shuffles the rows before each epoch
 * @param rows a permutation of all rows
 */
public record RowOrder(RandomState.State random, int[] rows) {

    /**
     * Validates the order.
     *
     * @throws IllegalArgumentException if a row is out of range or occurs twice
     */
    public RowOrder {
        BitSet seen = new BitSet(rows.length);
        for (int k = 0; k < rows.length; k++) {
            int row = rows[k];
            if (row < 0 || row >= rows.length) {
                throw new IllegalArgumentException(
                        "row "
                                + row
                                + " at index "
                                + k
                                + " of the row order: expected 0 to "
                                + (rows.length - 1));
            }
            if (seen.get(row)) {
                throw new IllegalArgumentException(
                        "row " + row + " occurs twice in the row order: expected each row once");
            }
            seen.set(row);
        }
    }
}
