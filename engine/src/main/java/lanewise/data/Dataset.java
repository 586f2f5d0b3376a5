package lanewise.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a network learns from or is tested on: rows of features with the targets that belong to
 * them.
 *
 * <p>Targets are either one-hot classes ({@link #classification()} is true, made by {@code
 * labelled}) or numbers (made by {@link #of}). Feature names are {@code x0}, {@code x1}, … where
 * none are given.
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
 * <p>Immutable and thread-safe, as long as nobody writes into {@link FeatureMatrix#array()}:
 * factories copy the matrices they are given, and the matrices of a data set refuse {@link
 * FeatureMatrix#set}.
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
     * Makes a data set of rows with class labels; features are named {@code x0}, {@code x1}, ….
     *
     * @param rows {@code rows[row][feature]}, as for {@link FeatureMatrix#ofRows}
     * @param labels the label of each row, as for {@link ClassLabels#of}
     * @return the data set; its targets are one-hot
     * @throws NullPointerException if an argument or an element of it is null
     * @throws IllegalArgumentException if the rows or labels are not as said there, or not equally
     *     many
     */
    public static Dataset labelled(float[][] rows, String... labels) {
        FeatureMatrix features = FeatureMatrix.ofRows(rows);
        Objects.requireNonNull(labels, "labels is null: expected a label for each row");
        return adopt(
                numberedNames(features.features()),
                features,
                labelsOf(features, Arrays.asList(labels)));
    }

    /**
     * Makes a data set of features with class labels; features are named {@code x0}, {@code x1}, ….
     *
     * @param features rows × features, finite
     * @param labels the label of each row, as for {@link ClassLabels#of}
     * @return the data set; its targets are one-hot
     * @throws NullPointerException if an argument or a label is null
     * @throws IllegalArgumentException if a feature is not finite, a label blank, or there are not
     *     as many labels as rows
     */
    public static Dataset labelled(FeatureMatrix features, List<String> labels) {
        requireFeatures(features);
        return labelled(numberedNames(features.features()), features, labels);
    }

    /**
     * Makes a data set of named features with class labels.
     *
     * @param featureNames the name of each feature, all different
     * @param features rows × features, finite
     * @param labels the label of each row, as for {@link ClassLabels#of}
     * @return the data set; its targets are one-hot
     * @throws NullPointerException if an argument, a name or a label is null
     * @throws IllegalArgumentException if there are not as many names as features or labels as
     *     rows, a name occurs twice, a feature is not finite, or a label is blank
     */
    public static Dataset labelled(
            List<String> featureNames, FeatureMatrix features, List<String> labels) {
        requireFeatures(features);
        List<String> names = checkedNames(featureNames, features.features());
        ClassLabels classes = labelsOf(features, labels);
        return adopt(names, features.finiteCopy(), classes);
    }

    /**
     * Makes a data set whose targets are numbers; features are named {@code x0}, {@code x1}, ….
     *
     * @param features rows × features, finite
     * @param targets rows × outputs, finite
     * @return the data set, which is no classification
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the matrices have different numbers of rows, or a cell is
     *     not finite
     */
    public static Dataset of(FeatureMatrix features, FeatureMatrix targets) {
        requireFeatures(features);
        Objects.requireNonNull(targets, "targets is null: expected a matrix of rows × outputs");
        if (features.samples() != targets.samples()) {
            throw new IllegalArgumentException(
                    "features have "
                            + features.samples()
                            + " rows, targets "
                            + targets.samples()
                            + ": expected the same number");
        }
        return new Dataset(
                numberedNames(features.features()),
                features.finiteCopy(),
                targets.finiteCopy(),
                null);
    }

    /** Makes a data set of parts that are known to fit and to belong to nobody else. */
    static Dataset adopt(List<String> featureNames, FeatureMatrix features, ClassLabels labels) {
        return new Dataset(featureNames, features, labels.oneHot(), labels);
    }

    /**
     * Returns the features.
     *
     * @return {@code rows()} × features, not to be written to
     */
    public FeatureMatrix features() {
        return features;
    }

    /**
     * Returns the targets.
     *
     * @return {@code rows()} × classes, one-hot, or {@code rows()} × outputs; not to be written to
     */
    public FeatureMatrix targets() {
        return targets;
    }

    /**
     * Returns the names of the features.
     *
     * @return a name for each feature, unmodifiable
     */
    public List<String> featureNames() {
        return featureNames;
    }

    /**
     * Returns the names of the classes.
     *
     * @return a name for each column of the targets, unmodifiable; empty when the targets are
     *     numbers
     */
    public List<String> classNames() {
        return labels == null ? List.of() : labels.names();
    }

    /**
     * Tells whether the targets are classes.
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
     * @throws IllegalStateException if this is no classification
     * @throws IllegalArgumentException if there is no such row
     */
    public int label(int row) {
        if (labels == null) {
            throw new IllegalStateException(
                    "the targets are numbers and rows have no class: read targets() instead");
        }
        return labels.index(row);
    }

    /**
     * Gathers rows into a new data set. Class names and target columns stay, also of classes that
     * no selected row has, so that parts of one data set fit one network.
     *
     * @param rows the rows in the order they shall have, at least one; a row may occur more than
     *     once
     * @return the data set of these rows
     * @throws NullPointerException if {@code rows} is null
     * @throws IllegalArgumentException if it is empty or names a row that there is not
     */
    public Dataset select(int... rows) {
        Objects.requireNonNull(rows, "rows is null: expected the rows to select");
        return new Dataset(
                featureNames,
                features.select(rows),
                targets.select(rows),
                labels == null ? null : labels.select(rows));
    }

    /** Gives these rows other features, which belong to nobody else; all else stays. */
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
        Objects.requireNonNull(features, "features is null: expected a matrix of rows × features");
    }

    private static ClassLabels labelsOf(FeatureMatrix features, List<String> labels) {
        ClassLabels classes = ClassLabels.of(labels);
        if (classes.rows() != features.samples()) {
            throw new IllegalArgumentException(
                    "there are "
                            + features.samples()
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
        Objects.requireNonNull(
                featureNames, "featureNames is null: expected a name for each feature");
        if (featureNames.size() != features) {
            throw new IllegalArgumentException(
                    "there are "
                            + features
                            + " features and "
                            + featureNames.size()
                            + " feature names: expected a name for each feature");
        }
        Set<String> seen = new HashSet<>();
        for (String name : featureNames) {
            int column = seen.size();
            Objects.requireNonNull(
                    name, () -> "name of feature " + column + " is null: expected a name");
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "feature name "
                                + QuotedText.of(name)
                                + " occurs twice: expected different names");
            }
        }
        return List.copyOf(featureNames);
    }
}
