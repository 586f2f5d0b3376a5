package lanewise.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Rows of features with their targets, for training or testing a network.
 *
 * <p>Targets are either one-hot classes (created by {@code labelled}; {@link #classification()} is
 * true) or numbers (created by {@link #of}). Default feature names are {@code x0}, {@code x1}, ….
 *
 * <pre>{@code
 * float[][] bits = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
 * Dataset xor = Dataset.labelled(bits, "no", "yes", "yes", "no");
 * System.out.println(xor.classNames()); // prints [no, yes]
 *
 * FeatureMatrix sums = FeatureMatrix.ofRows(new float[][] {{0}, {1}, {1}, {2}});
 * Dataset addition = Dataset.of(FeatureMatrix.ofRows(bits), sums);
 * }</pre>
 *
 * <p>Immutable and thread-safe unless a caller writes into {@link FeatureMatrix#array()}: factories
 * copy their arguments, and the matrices of a data set reject {@link FeatureMatrix#set}.
 */
public final class Dataset {
    private final FeatureMatrix features;
    private final FeatureMatrix targets;
    private final List<String> featureNames;
    private final ClassLabels labels;

    private Dataset(
            List<String> featureNames,
            FeatureMatrix features,
            FeatureMatrix targets,
            ClassLabels labels) {
        this.featureNames = featureNames;
        this.features = features.readOnly();
        this.targets = targets.readOnly();
        this.labels = labels;
    }

    /**
     * Creates a data set of rows with class labels; features are named {@code x0}, {@code x1}, ….
     *
     * @param rows {@code rows[row][feature]}, as for {@link FeatureMatrix#ofRows}
     * @param labels the label of each row, as for {@link ClassLabels#of}
     * @return the data set; its targets are one-hot
     * @throws NullPointerException if an argument or an element of it is null
     * @throws IllegalArgumentException if the rows or labels are invalid, or their numbers differ
     */
    public static Dataset labelled(float[][] rows, String... labels) {
        FeatureMatrix features = FeatureMatrix.ofRows(rows);
        Objects.requireNonNull(labels, "labels must not be null");
        return adopt(
                numberedNames(features.features()),
                features,
                labelsOf(features, Arrays.asList(labels)));
    }

    /**
     * Creates a data set of features with class labels; features are named {@code x0}, {@code x1},
     * ….
     *
     * @param features rows × features, finite
     * @param labels the label of each row, as for {@link ClassLabels#of}
     * @return the data set; its targets are one-hot
     * @throws NullPointerException if an argument or a label is null
     * @throws IllegalArgumentException if a feature is not finite, a label is blank, or the numbers
     *     of labels and rows differ
     */
    public static Dataset labelled(FeatureMatrix features, List<String> labels) {
        requireFeatures(features);
        return labelled(numberedNames(features.features()), features, labels);
    }

    /**
     * Creates a data set of named features with class labels.
     *
     * @param featureNames the name of each feature, unique
     * @param features rows × features, finite
     * @param labels the label of each row, as for {@link ClassLabels#of}
     * @return the data set; its targets are one-hot
     * @throws NullPointerException if an argument, a name or a label is null
     * @throws IllegalArgumentException if the numbers of names and features or of labels and rows
     *     differ, a name occurs twice, a feature is not finite, or a label is blank
     */
    public static Dataset labelled(
            List<String> featureNames, FeatureMatrix features, List<String> labels) {
        requireFeatures(features);
        List<String> names = checkedNames(featureNames, features.features());
        ClassLabels classes = labelsOf(features, labels);
        return adopt(names, features.finiteCopy(), classes);
    }

    /**
     * Creates a data set with numeric targets; features are named {@code x0}, {@code x1}, ….
     *
     * @param features rows × features, finite
     * @param targets rows × outputs, finite
     * @return the data set; {@link #classification()} is false
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the matrices have different numbers of rows, or a cell is
     *     not finite
     */
    public static Dataset of(FeatureMatrix features, FeatureMatrix targets) {
        requireFeatures(features);
        return of(numberedNames(features.features()), features, targets);
    }

    /**
     * Creates a data set of named features with numeric targets.
     *
     * @param featureNames the name of each feature, unique
     * @param features rows × features, finite
     * @param targets rows × outputs, finite
     * @return the data set; {@link #classification()} is false
     * @throws NullPointerException if an argument or a name is null
     * @throws IllegalArgumentException if the numbers of names and features differ, a name occurs
     *     twice, the matrices have different numbers of rows, or a cell is not finite
     */
    public static Dataset of(
            List<String> featureNames, FeatureMatrix features, FeatureMatrix targets) {
        requireFeatures(features);
        Objects.requireNonNull(targets, "targets must not be null");
        List<String> names = checkedNames(featureNames, features.features());
        if (features.samples() != targets.samples()) {
            throw new IllegalArgumentException(
                    "features have "
                            + features.samples()
                            + " rows, targets "
                            + targets.samples()
                            + ": expected the same number");
        }
        return new Dataset(names, features.finiteCopy(), targets.finiteCopy(), null);
    }

    /** Creates a data set of parts without copying. They must match and have no other owner. */
    static Dataset adopt(List<String> featureNames, FeatureMatrix features, ClassLabels labels) {
        return new Dataset(featureNames, features, labels.oneHot(), labels);
    }

    /** As {@link #adopt(List, FeatureMatrix, ClassLabels)} with numeric targets. */
    static Dataset adopt(List<String> featureNames, FeatureMatrix features, FeatureMatrix targets) {
        return new Dataset(featureNames, features, targets, null);
    }

    /**
     * Returns the features.
     *
     * @return {@code rows()} × features, read-only
     */
    public FeatureMatrix features() {
        return features;
    }

    /**
     * Returns the targets.
     *
     * @return {@code rows()} × classes, one-hot, or {@code rows()} × outputs; read-only
     */
    public FeatureMatrix targets() {
        return targets;
    }

    /**
     * Returns the feature names.
     *
     * @return a name for each feature, unmodifiable
     */
    public List<String> featureNames() {
        return featureNames;
    }

    /**
     * Returns the class names.
     *
     * @return a name for each column of the targets, unmodifiable; empty if the targets are numbers
     */
    public List<String> classNames() {
        return labels == null ? List.of() : labels.names();
    }

    /**
     * Returns whether the targets are classes.
     *
     * @return true for one-hot classes, false for numbers
     */
    public boolean classification() {
        return labels != null;
    }

    /**
     * Returns the number of rows.
     *
     * @return at least 1
     */
    public int rows() {
        return features.samples();
    }

    /**
     * Returns the class of a row.
     *
     * @param row 0 to {@code rows() - 1}
     * @return an index into {@link #classNames()}
     * @throws IllegalStateException if the targets are numbers
     * @throws IllegalArgumentException if {@code row} is out of range
     */
    public int label(int row) {
        if (labels == null) {
            throw new IllegalStateException(
                    "rows have no class because the targets are numbers: use targets() instead");
        }
        return labels.index(row);
    }

    /**
     * Copies rows into a new data set. All class names and target columns are kept, including those
     * of classes without a selected row, so that all parts of a data set fit the same network.
     *
     * @param rows the rows in their new order, at least one; a row may occur more than once
     * @return the data set of these rows
     * @throws NullPointerException if {@code rows} is null
     * @throws IllegalArgumentException if {@code rows} is empty or contains a row out of range
     */
    public Dataset select(int... rows) {
        Objects.requireNonNull(rows, "rows must not be null");
        return new Dataset(
                featureNames,
                features.select(rows),
                targets.select(rows),
                labels == null ? null : labels.select(rows));
    }

    /**
     * Returns this data set with its classes in another order, such as that of the classes of a
     * model that was trained on another file. Rows keep the names of their classes.
     *
     * <pre>{@code
     * Dataset cats = Dataset.labelled(new float[][] {{1}, {2}}, "cat", "cat");
     * System.out.println(cats.withClassNames(List.of("ant", "cat")).label(0)); // prints 1
     * }</pre>
     *
     * @param names the class names in their new order, unique, including the class of every row;
     *     empty for the present names
     * @return the data set, with a column of the targets for each name; unchanged if the targets
     *     are numbers
     * @throws NullPointerException if {@code names} is null or contains null
     * @throws IllegalArgumentException if a name occurs twice or the class of a row is missing
     */
    public Dataset withClassNames(List<String> names) {
        Objects.requireNonNull(names, "names is null: expected the class names in their order");
        for (String name : names) {
            Objects.requireNonNull(name, "a class name is null: expected no null in names");
        }
        if (labels == null || names.isEmpty() || names.equals(labels.names())) {
            return this;
        }
        ClassLabels ordered = labels.ordered(names);
        return new Dataset(featureNames, features, ordered.oneHot(), ordered);
    }

    /** Replaces the features by a matrix that has no other owner. */
    Dataset withFeatures(FeatureMatrix replacement) {
        return new Dataset(featureNames, replacement, targets, labels);
    }

    /**
     * Describes the shape.
     *
     * @return such as {@code Dataset[150 rows, 4 features, 3 classes]}
     */
    @Override
    public String toString() {
        return "Dataset["
                + rows()
                + " rows, "
                + features.features()
                + " features, "
                + targets.features()
                + (classification() ? " classes]" : " outputs]");
    }

    private static void requireFeatures(FeatureMatrix features) {
        Objects.requireNonNull(features, "features must not be null");
    }

    private static ClassLabels labelsOf(FeatureMatrix features, List<String> labels) {
        ClassLabels classes = ClassLabels.of(labels);
        if (classes.rows() != features.samples()) {
            throw new IllegalArgumentException(
                    features.samples()
                            + " rows and "
                            + classes.rows()
                            + " labels: expected a label for each row");
        }
        return classes;
    }

    private static List<String> numberedNames(int features) {
        return IntStream.range(0, features).mapToObj(i -> "x" + i).toList();
    }

    private static List<String> checkedNames(List<String> featureNames, int features) {
        Objects.requireNonNull(featureNames, "featureNames must not be null");
        if (featureNames.size() != features) {
            throw new IllegalArgumentException(
                    features
                            + " features and "
                            + featureNames.size()
                            + " feature names: expected a name for each feature");
        }
        Set<String> seen = new HashSet<>();
        for (String name : featureNames) {
            int column = seen.size();
            Objects.requireNonNull(name, () -> "name of feature " + column + " must not be null");
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "feature name "
                                + QuotedText.of(name)
                                + " occurs twice: expected unique names");
            }
        }
        return List.copyOf(featureNames);
    }
}
