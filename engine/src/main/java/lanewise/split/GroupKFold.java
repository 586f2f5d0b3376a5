package lanewise.split;

import lanewise.data.Dataset;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Folds that never divide a group of rows, such as all rows of one patient: no fold trains some of
 * its rows and tests the others. Each row is a test row once. The same folds as scikit-learn 1.2's
 * {@code GroupKFold(n_splits)}.
 *
 * <p>The largest groups are assigned first, each to the fold with the fewest rows so far. There is
 * no randomness.
 *
 * <pre>{@code
 * float[][] visits = {{36.6f}, {36.9f}, {38.2f}, {37.0f}, {36.8f}};
 * Dataset fever = Dataset.labelled(visits, "no", "no", "yes", "no", "no");
 * Splitter byPatient = GroupKFold.of(2, List.of("Ada", "Ben", "Ben", "Eve", "Ada"));
 * System.out.println(byPatient.split(fever)); // of Ben; of Ada and Eve
 * Splitter byNumber = GroupKFold.of(2, 17, 4, 4, 23, 17); // the same groups as numbers
 * }</pre>
 *
 * <p>Groups of equal size are taken in the order of NumPy's sort: of up to 16 groups the last label
 * first; of more groups in the order of its introsort, as in NumPy 1.24. Since version 1.25 NumPy
 * sorts equal sizes in another order on processors with AVX-512, so that scikit-learn's folds
 * depend on the processor there.
 *
 * <p>Immutable and thread-safe. Folds are created when they are read from the list, which needs
 * memory for one number for each row.
 */
public final class GroupKFold implements Splitter {
    /** By Unicode code point, as Python and NumPy compare text; Java compares UTF-16 units. */
    private static final Comparator<String> TEXT_ORDER =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    private final int folds;
    private final int groups;
    private final int[] foldOfRow;

    /** The groups of the rows are 0 to {@code groups - 1}, in the order of their labels. */
    private GroupKFold(int folds, int groups, int[] groupOfRow) {
        if (groups < folds) {
            throw new IllegalArgumentException(
                    folds
                            + " folds of "
                            + (groups == 1 ? "1 group" : groups + " groups")
                            + ": expected a group for each fold; use fewer folds or more groups");
        }
        this.folds = folds;
        this.groups = groups;
        this.foldOfRow = GroupAssignment.foldOfRow(folds, groups, groupOfRow);
    }

    /**
     * Creates a splitter of numbered groups.
     *
     * @param folds number of folds, at least 2
     * @param groups the group of each row, any numbers
     * @return the splitter, for data sets with as many rows
     * @throws NullPointerException if {@code groups} is null
     * @throws IllegalArgumentException if {@code folds} is less than 2, or there are fewer groups
     *     than folds
     */
    public static GroupKFold of(int folds, int... groups) {
        Arguments.requireFolds(folds);
        Objects.requireNonNull(groups, "groups must not be null");
        int[] distinct = Arrays.stream(groups).sorted().distinct().toArray();
        int[] groupOfRow = new int[groups.length];
        for (int row = 0; row < groups.length; row++) {
            groupOfRow[row] = Arrays.binarySearch(distinct, groups[row]);
        }
        return new GroupKFold(folds, distinct.length, groupOfRow);
    }

    /**
     * Creates a splitter of named groups.
     *
     * @param folds number of folds, at least 2
     * @param groups the name of each row's group, compared as text: {@code "7"} and {@code "07"}
     *     are two groups
     * @return the splitter, for data sets with as many rows
     * @throws NullPointerException if {@code groups} or an element is null
     * @throws IllegalArgumentException if {@code folds} is less than 2, there are fewer groups than
     *     folds, or a name is blank, which mostly is a missing value
     */
    public static GroupKFold of(int folds, List<String> groups) {
        Arguments.requireFolds(folds);
        Objects.requireNonNull(groups, "groups must not be null");
        TreeSet<String> distinct = new TreeSet<>(TEXT_ORDER);
        int rows = 0;
        for (String group : groups) {
            int row = rows++;
            Objects.requireNonNull(group, () -> "group of row " + row + " must not be null");
            if (group.isBlank()) {
                throw new IllegalArgumentException(
                        "group of row "
                                + row
                                + " is blank: expected a name; give each row without group a name"
                                + " of its own");
            }
            distinct.add(group);
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (String group : distinct) {
            numbers.put(group, numbers.size());
        }
        int[] groupOfRow = new int[rows];
        rows = 0;
        for (String group : groups) {
            groupOfRow[rows++] = numbers.get(group);
        }
        return new GroupKFold(folds, distinct.size(), groupOfRow);
    }

    /**
     * Divides the rows.
     *
     * @param data the data set, with as many rows as groups were given
     * @return the folds, unmodifiable
     * @throws NullPointerException if {@code data} is null
     * @throws IllegalArgumentException if the data set has another number of rows
     */
    @Override
    public List<Fold> split(Dataset data) {
        Objects.requireNonNull(data, "data must not be null");
        if (data.rows() != foldOfRow.length) {
            throw new IllegalArgumentException(
                    "groups of "
                            + foldOfRow.length
                            + " rows, but a data set of "
                            + data.rows()
                            + ": expected the group of each row");
        }
        return new AssignedFolds(folds, List.of(foldOfRow));
    }

    /**
     * Describes the splitter.
     *
     * @return such as {@code GroupKFold[5 folds, 12 groups of 100 rows]}
     */
    @Override
    public String toString() {
        return "GroupKFold["
                + folds
                + " folds, "
                + groups
                + " groups of "
                + foldOfRow.length
                + " rows]";
    }
}
