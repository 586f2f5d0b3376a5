package lanewise.split;

/** Assigns groups to folds, the largest first, each to the fold with the fewest rows so far. */
final class GroupAssignment {
    private GroupAssignment() {}

    /**
     * Assigns groups.
     *
     * @param folds number of folds
     * @param groups number of groups
     * @param groupOfRow the group of each row, 0 to {@code groups - 1}
     * @return the fold of each row
     */
    static int[] foldOfRow(int folds, int groups, int[] groupOfRow) {
        int[] sizes = new int[groups];
        for (int group : groupOfRow) {
            sizes[group]++;
        }
        int[] ascending = Introsort.order(sizes);
        int[] rowsOfFold = new int[folds];
        int[] foldOfGroup = new int[groups];
        for (int i = groups - 1; i >= 0; i--) {
            int group = ascending[i];
            int smallest = smallest(rowsOfFold);
            rowsOfFold[smallest] += sizes[group];
            foldOfGroup[group] = smallest;
        }
        int[] foldOfRow = new int[groupOfRow.length];
        for (int row = 0; row < foldOfRow.length; row++) {
            foldOfRow[row] = foldOfGroup[groupOfRow[row]];
        }
        return foldOfRow;
    }

    /** Returns the first of the folds with the fewest rows. */
    private static int smallest(int[] rowsOfFold) {
        int smallest = 0;
        for (int fold = 1; fold < rowsOfFold.length; fold++) {
            smallest = rowsOfFold[fold] < rowsOfFold[smallest] ? fold : smallest;
        }
        return smallest;
    }
}
