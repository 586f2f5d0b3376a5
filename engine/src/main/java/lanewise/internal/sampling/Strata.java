package lanewise.internal.sampling;

import lanewise.internal.text.OneLine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The rows of each class, in class order. Classes without rows are left out. Immutable. */
public final class Strata {
    private final List<String> names;
    private final int[][] rows;

    private Strata(List<String> names, int[][] rows) {
        this.names = names;
        this.rows = rows;
    }

    /**
     * Groups rows by class.
     *
     * @param classNames the class names; empty if the targets are numbers
     * @param rows number of rows, at least 1
     * @param label the class of each row, an index into {@code classNames}
     * @throws IllegalArgumentException if the targets are numbers
     */
    public static Strata of(List<String> classNames, int rows, IntUnaryOperator label) {
        if (classNames.isEmpty()) {
            throw new IllegalArgumentException(
                    "the targets are numbers, so rows have no classes to stratify by: use a split"
                            + " without classes, such as KFold, ShuffleSplit or TrainTestSplit.of");
        }
        int[] counts = new int[classNames.size()];
        for (int row = 0; row < rows; row++) {
            counts[label.applyAsInt(row)]++;
        }
        int[][] byClass = new int[counts.length][];
        List<String> names = new ArrayList<>();
        List<int[]> present = new ArrayList<>();
        for (int k = 0; k < counts.length; k++) {
            byClass[k] = new int[counts[k]];
            if (counts[k] > 0) {
                names.add(classNames.get(k));
                present.add(byClass[k]);
            }
        }
        int[] filled = new int[counts.length];
        for (int row = 0; row < rows; row++) {
            int k = label.applyAsInt(row);
            byClass[k][filled[k]++] = row;
        }
        return new Strata(List.copyOf(names), present.toArray(int[][]::new));
    }

    /** Returns the number of classes that have rows. */
    public int classes() {
        return rows.length;
    }

    /** Returns the number of rows of a class. */
    public int count(int k) {
        return rows[k].length;
    }

    /** Returns the rows of a class, ascending; the live array, which callers must not change. */
    public int[] rows(int k) {
        return rows[k];
    }

    /** Returns a phrase for messages, such as {@code class "setosa" has 1 row}. */
    public String describe(int k) {
        String name = OneLine.of(OneLine.cut(names.get(k))).replace("\"", "\\\"");
        return "class \"" + name + "\" has " + count(k) + (count(k) == 1 ? " row" : " rows");
    }
}
