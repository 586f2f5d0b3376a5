package lanewise.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The class of every row: labels as text, turned into class indexes and one-hot targets.
 *
 * <p>Classes are numbered in an order that depends only on which labels there are, not on the rows'
 * order: numerically when every label is a whole number ({@code "2"} before {@code "10"}; equal
 * numbers such as {@code "7"} and {@code "07"} stay two classes, in the order of their text),
 * otherwise by UTF-16 code units as {@link String#compareTo} does.
 *
 * <pre>{@code
 * ClassLabels labels = ClassLabels.of(List.of("cat", "ant", "cat"));
 * System.out.println(labels.names()); // prints [ant, cat]
 * System.out.println(labels.index(0)); // prints 1
 * FeatureMatrix targets = labels.oneHot(); // 3 rows × 2 classes
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class ClassLabels {
    private final List<String> names;
    private final int[] indexes;

    private ClassLabels(List<String> names, int[] indexes) {
        this.names = names;
        this.indexes = indexes;
    }

    /**
     * Numbers the classes of some labels.
     *
     * @param labels the label of each row, at least one, none blank
     * @return the class of each row
     * @throws NullPointerException if {@code labels} or one of them is null
     * @throws IllegalArgumentException if there are no labels, or one is blank
     */
    public static ClassLabels of(List<String> labels) {
        Objects.requireNonNull(labels, "labels is null: expected a label for each row");
        if (labels.isEmpty()) {
            throw new IllegalArgumentException(
                    "labels is empty: expected a label for each row, at least one");
        }
        Builder builder = new Builder();
        for (String label : labels) {
            int row = builder.rows();
            Objects.requireNonNull(
                    label, () -> "label of row " + row + " is null: expected the name of a class");
            if (label.isBlank()) {
                throw new IllegalArgumentException(
                        "label of row " + row + " is empty: expected the name of a class");
            }
            builder.add(label);
        }
        return builder.build();
    }

    /**
     * Returns the class names.
     *
     * @return the distinct labels in class order, unmodifiable
     */
    public List<String> names() {
        return names;
    }

    /**
     * Returns the number of rows.
     *
     * @return at least 1
     */
    public int rows() {
        return indexes.length;
    }

    /**
     * Returns the class of a row.
     *
     * @param row 0 to {@code rows() - 1}
     * @return an index into {@link #names()}
     * @throws IllegalArgumentException if there is no such row
     */
    public int index(int row) {
        checkRow(row);
        return indexes[row];
    }

    /**
     * Makes one-hot targets.
     *
     * @return a new matrix of {@code rows()} samples × {@code names().size()} features; in each
     *     sample the feature of its class is 1, the others 0
     * @throws IllegalArgumentException if rows × classes is too large for an array
     */
    public FeatureMatrix oneHot() {
        FeatureMatrix targets = new FeatureMatrix(indexes.length, names.size());
        for (int row = 0; row < indexes.length; row++) {
            targets.set(row, indexes[row], 1);
        }
        return targets;
    }

    /** Gathers rows; the names stay, also of classes that none of these rows has. */
    ClassLabels select(int... rows) {
        int[] selected = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = index(rows[i]);
        }
        return new ClassLabels(names, selected);
    }

    private void checkRow(int row) {
        if (row < 0 || row >= indexes.length) {
            throw new IllegalArgumentException(
                    "row " + row + " is out of range: expected 0 to " + (indexes.length - 1));
        }
    }

    /** Collects labels row by row and keeps each distinct one once. */
    static final class Builder {
        private final Map<String, Integer> firstSeen = new HashMap<>();
        private int[] indexes = new int[64];
        private int rows;

        int rows() {
            return rows;
        }

        int classes() {
            return firstSeen.size();
        }

        void add(String label) {
            if (rows == indexes.length) {
                indexes = Arrays.copyOf(indexes, grown(rows));
            }
            Integer known = firstSeen.putIfAbsent(label, firstSeen.size());
            indexes[rows++] = known == null ? firstSeen.size() - 1 : known;
        }

        /** Half as much again, up to what an array can hold. */
        private static int grown(int length) {
            return (int) Math.min(1.5 * length + 16, Integer.MAX_VALUE - 8);
        }

        ClassLabels build() {
            boolean numeric = true;
            for (String label : firstSeen.keySet()) {
                numeric &= WholeNumber.is(label);
            }
            List<String> names = new ArrayList<>(firstSeen.keySet());
            names.sort(numeric ? new WholeNumber.Order() : Comparator.naturalOrder());
            int[] sorted = new int[names.size()];
            for (int i = 0; i < sorted.length; i++) {
                sorted[firstSeen.get(names.get(i))] = i;
            }
            int[] classes = new int[rows];
            for (int row = 0; row < rows; row++) {
                classes[row] = sorted[indexes[row]];
            }
            return new ClassLabels(List.copyOf(names), classes);
        }
    }
}
