package lanewise.split;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Folds in which each row is a test row once in each repetition, and a training row of all other
 * folds; both in ascending order. A fold is created when it is read: the rows of all folds together
 * would take folds × rows numbers. Immutable.
 */
final class AssignedFolds extends AbstractList<Fold> implements RandomAccess {
    private final int folds;
    private final List<int[]> repetitions;

    /**
     * Adopts the arrays.
     *
     * @param folds number of folds in a repetition
     * @param repetitions the fold that tests each row, 0 to {@code folds - 1}; no fold is without
     *     rows
     */
    AssignedFolds(int folds, List<int[]> repetitions) {
        this.folds = folds;
        this.repetitions = repetitions;
    }

    @Override
    public int size() {
        return folds * repetitions.size();
    }

    @Override
    public Fold get(int index) {
        Objects.checkIndex(index, size());
        int[] foldOfRow = repetitions.get(index / folds);
        int fold = index % folds;
        int tests = 0;
        for (int f : foldOfRow) {
            if (f == fold) {
                tests++;
            }
        }
        int[] testRows = new int[tests];
        int[] trainRows = new int[foldOfRow.length - tests];
        tests = 0;
        for (int row = 0; row < foldOfRow.length; row++) {
            if (foldOfRow[row] == fold) {
                testRows[tests++] = row;
            } else {
                trainRows[row - tests] = row;
            }
        }
        return Fold.adopt(trainRows, testRows);
    }
}
