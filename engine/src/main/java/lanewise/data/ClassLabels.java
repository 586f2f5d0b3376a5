package lanewise.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The class of every row: text labels converted to class indexes and one-hot targets.
 *
 * <p>The order of classes depends only on the set of labels, not on the order of rows. It is
 * numeric if every label is a whole number ({@code "2"} before {@code "10"}; equal numbers such as
 * {@code "7"} and {@code "07"} stay two classes, ordered as text), otherwise by UTF-16 code units
 * as in {@link String#compareTo}.
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
     * Assigns an index to each distinct label.
     *
     * @param labels the label of each row, at least one, none blank
     * @return the class of each row
     * @throws NullPointerException if {@code labels} or an element is null
     * @throws IllegalArgumentException if {@code labels} is empty or a label is blank
     */
    public static ClassLabels of(List<String> labels) {
        Objects.requireNonNull(labels, "labels must not be null");
        if (labels.isEmpty()) {
            throw new IllegalArgumentException(
                    "labels is empty: expected a label for each row, at least one");
        }
        Builder builder = new Builder();
        for (String label : labels) {
            int row = builder.rows();
            Objects.requireNonNull(label, () -> "label of row " + row + " must not be null");
            if (label.isBlank()) {
                throw new IllegalArgumentException(
                        "label of row " + row + " is blank: expected the name of a class");
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
     * @throws IllegalArgumentException if {@code row} is out of range
     */
    public int index(int row) {
        checkRow(row);
        return indexes[row];
    }

    /**
     * Creates one-hot targets.
     *
     * @return a new matrix of {@code rows()} samples × {@code names().size()} features; each sample
     *     has 1 in the feature of its class and 0 elsewhere
     * @throws IllegalArgumentException if rows × classes is too large for an array
     */
    public FeatureMatrix oneHot() {
        FeatureMatrix targets = new FeatureMatrix(indexes.length, names.size());
        for (int row = 0; row < indexes.length; row++) {
            targets.set(row, indexes[row], 1);
        }
        return targets;
    }

    /** Selects rows. All names are kept, including those of classes without a selected row. */
    ClassLabels select(int... rows) {
        int[] selected = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = index(rows[i]);
        }
        return new ClassLabels(names, selected);
    }

    /**
     * Changes the order of classes.
     *
     * @param order the names of the new order, unique; may include classes without rows
     * @throws NullPointerException if a name is null
     * @throws IllegalArgumentException if a name occurs twice, or the class of a row is missing
     */
    ClassLabels ordered(List<String> order) {
        Map<String, Integer> known = new HashMap<>();
        for (String name : order) {
            Objects.requireNonNull(name, "a class name is null: expected a name for each class");
            if (known.put(name, known.size()) != null) {
                throw new IllegalArgumentException(
                        "class name "
                                + QuotedText.of(name)
                                + " occurs twice: expected unique names");
            }
        }
        int[] classes = new int[indexes.length];
        for (int row = 0; row < classes.length; row++) {
            String name = names.get(indexes[row]);
            Integer index = known.get(name);
            if (index == null) {
                throw new IllegalArgumentException(
                        "row "
                                + row
                                + " has the unknown class "
                                + QuotedText.of(name)
                                + ": expected one of "
                                + QuotedText.listOf(order)
                                + "; remove such rows, or train a model that knows the class");
            }
            classes[row] = index;
        }
        return new ClassLabels(List.copyOf(order), classes);
    }

    private void checkRow(int row) {
        if (row < 0 || row >= indexes.length) {
            throw new IllegalArgumentException(
                    "row " + row + " is out of range: expected 0 to " + (indexes.length - 1));
        }
    }

    /** Collects labels row by row and stores each distinct label once. */
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

        /** Adds the label of the next row, and returns whether it is a new class. */
        boolean add(String label) {
            if (rows == indexes.length) {
                indexes = Arrays.copyOf(indexes, grown(rows));
            }
            Integer known = firstSeen.putIfAbsent(label, firstSeen.size());
            indexes[rows++] = known == null ? firstSeen.size() - 1 : known;
            return known == null;
        }

        /** Grows by half, up to the maximum array length. */
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
