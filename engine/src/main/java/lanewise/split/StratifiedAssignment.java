package lanewise.split;

import lanewise.internal.sampling.Strata;
import lanewise.random.RandomState;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** Assigns rows to folds so that each class is spread evenly, as scikit-learn 1.2 does. */
final class StratifiedAssignment {
    private StratifiedAssignment() {}

    /**
     * Deals the rows, sorted by class, to the folds in turn. This gives each fold its number of
     * rows of each class; the rows of a class are then assigned in blocks, or at random.
     *
     * @param folds number of folds
     * @param strata the rows of each class
     * @param rows number of rows of all classes
     * @param random shuffles the rows of each class; empty for blocks
     * @return the fold of each row
     */
    static int[] foldOfRow(int folds, Strata strata, int rows, Optional<RandomState> random) {
        int[] foldOfRow = new int[rows];
        int dealt = 0;
        for (int[] rowsOfClass : byFirstRow(strata)) {
            int[] foldOfEach = new int[rowsOfClass.length];
            for (int i = 0; i < foldOfEach.length; i++) {
                foldOfEach[i] = (dealt + i) % folds;
            }
            dealt += foldOfEach.length;
            Arrays.sort(foldOfEach);
            random.ifPresent(generator -> generator.shuffle(foldOfEach));
            for (int i = 0; i < foldOfEach.length; i++) {
                foldOfRow[rowsOfClass[i]] = foldOfEach[i];
            }
        }
        return foldOfRow;
    }

    /** Returns the rows of each class; the class of the first row first, as in scikit-learn. */
    private static int[][] byFirstRow(Strata strata) {
        int[][] rows = new int[strata.classes()][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = strata.rows(k);
        }
        Arrays.sort(rows, Comparator.comparingInt(rowsOfClass -> rowsOfClass[0]));
        return rows;
    }
}
