package lanewise.metrics;

import lanewise.Model;
import lanewise.data.Dataset;
import lanewise.internal.text.OneLine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A confusion matrix, and the metrics derived from it: accuracy, balanced accuracy, and precision,
 * recall and F1 of each class and their macro averages. A quotient with divisor 0 counts as 0, like
 * scikit-learn's {@code zero_division=0}. Immutable and thread-safe.
 *
 * <pre>{@code
 * ConfusionMatrix confusion = ConfusionMatrix.of(model, test);
 * System.out.println(confusion.accuracy());
 * System.out.println(confusion);
 * }</pre>
 */
public final class ConfusionMatrix {
    private final List<String> classNames;

    /** Counts by true class, then by predicted class; true classes without rows share an array. */
    private final int[][] counts;

    private final ClassCounts ofClasses;

    private ConfusionMatrix(List<String> classNames, int[][] counts, ClassCounts ofClasses) {
        this.classNames = classNames;
        this.counts = counts;
        this.ofClasses = ofClasses;
    }

    /**
     * Classifies all rows and compares them with their true classes. A network with one output per
     * class predicts the class of the largest output; a network with a single output predicts the
     * second of two classes if the output exceeds ½. If the model has class names, classes are
     * matched by name and counted in the order of the model's; the data may lack some of them.
     *
     * @param model the model to evaluate
     * @param data rows with known classes
     * @return the confusion matrix
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the data has no classes, a row has a class that is not
     *     among the model's class names, or the number of features or classes does not match the
     *     model's inputs or outputs
     */
    public static ConfusionMatrix of(Model model, Dataset data) {
        Objects.requireNonNull(model, "model is null: expected the model to evaluate");
        Objects.requireNonNull(data, "data is null: expected rows with known classes");
        if (!data.classification()) {
            throw new IllegalArgumentException("the data has numeric targets: expected classes");
        }
        Dataset rows = data.withClassNames(model.classNames());
        int classes = rows.classNames().size();
        int outputs = model.network().outputs();
        if (classes != (outputs == 1 ? 2 : outputs)) {
            throw new IllegalArgumentException(
                    "the data has "
                            + classes
                            + " classes, but the network "
                            + model.network()
                            + " has "
                            + outputs
                            + " outputs: expected one output per class, or a single output for"
                            + " two classes");
        }
        int[] actual = new int[rows.rows()];
        for (int row = 0; row < actual.length; row++) {
            actual[row] = rows.label(row);
        }
        return of(actual, model.classify(rows.features()), rows.classNames());
    }

    /**
     * Counts pairs of true and predicted classes.
     *
     * @param actual the true class of each row, an index into {@code classNames}
     * @param predicted the predicted class of each row, an index into {@code classNames}
     * @param classNames the name of each class
     * @return the confusion matrix
     * @throws NullPointerException if an argument or a name is null
     * @throws IllegalArgumentException if there are no rows or no class names, if the arrays have
     *     different lengths, or if a class is out of range
     */
    public static ConfusionMatrix of(int[] actual, int[] predicted, List<String> classNames) {
        Objects.requireNonNull(actual, "actual is null: expected the true class of each row");
        Objects.requireNonNull(
                predicted, "predicted is null: expected the predicted class of each row");
        Objects.requireNonNull(classNames, "classNames is null: expected a name for each class");
        if (actual.length == 0 || actual.length != predicted.length) {
            throw new IllegalArgumentException(
                    actual.length
                            + " true and "
                            + predicted.length
                            + " predicted classes: expected equal numbers, at least 1");
        }
        List<String> names = checkedNames(classNames);
        int[] none = new int[names.size()];
        int[][] counts = new int[names.size()][];
        Arrays.fill(counts, none);
        for (int row = 0; row < actual.length; row++) {
            requireClass("true", actual[row], row, names);
            requireClass("predicted", predicted[row], row, names);
            if (counts[actual[row]] == none) {
                counts[actual[row]] = new int[names.size()];
            }
            counts[actual[row]][predicted[row]]++;
        }
        return new ConfusionMatrix(names, counts, new ClassCounts(actual, predicted, names.size()));
    }

    /**
     * A confusion matrix of rows that were counted elsewhere, such as those of a file that does not
     * fit in memory.
     *
     * @param counts number of rows by true class, then by predicted class; copied
     * @param classNames the name of each class
     * @return the confusion matrix
     * @throws NullPointerException if an argument, a row of {@code counts} or a name is null
     * @throws IllegalArgumentException if there are no class names, {@code counts} is not classes ×
     *     classes, a count is negative, or the sum is 0 or exceeds an int
     */
    public static ConfusionMatrix of(int[][] counts, List<String> classNames) {
        Objects.requireNonNull(counts, "counts is null: expected a row for each true class");
        Objects.requireNonNull(classNames, "classNames is null: expected a name for each class");
        List<String> names = checkedNames(classNames);
        if (counts.length != names.size()) {
            throw new IllegalArgumentException(
                    counts.length
                            + " rows of counts for "
                            + names.size()
                            + " class names: expected one for each class");
        }
        long rows = 0;
        int[][] copy = new int[counts.length][];
        for (int actual = 0; actual < copy.length; actual++) {
            copy[actual] =
                    Objects.requireNonNull(
                                    counts[actual],
                                    "a row of counts is null: expected a count for each class")
                            .clone();
            if (copy[actual].length != copy.length) {
                throw new IllegalArgumentException(
                        copy[actual].length
                                + " counts of class "
                                + actual
                                + ": expected "
                                + copy.length
                                + ", one for each predicted class");
            }
            for (int count : copy[actual]) {
                if (count < 0) {
                    throw new IllegalArgumentException(
                            "count " + count + " of class " + actual + ": expected at least 0");
                }
                rows += count;
            }
        }
        if (rows == 0 || rows > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(rows + " rows: expected 1 to " + Integer.MAX_VALUE);
        }
        return new ConfusionMatrix(names, copy, new ClassCounts(copy));
    }

    private static List<String> checkedNames(List<String> classNames) {
        for (int index = 0; index < classNames.size(); index++) {
            if (classNames.get(index) == null) {
                throw new NullPointerException(
                        "name of class " + index + " is null: expected a name for each class");
            }
        }
        if (classNames.isEmpty()) {
            throw new IllegalArgumentException("0 class names: expected a name for each class");
        }
        return List.copyOf(classNames);
    }

    private static void requireClass(String which, int index, int row, List<String> names) {
        if (index < 0 || index >= names.size()) {
            throw new IllegalArgumentException(
                    which
                            + " class "
                            + index
                            + " of row "
                            + row
                            + ": expected 0 to "
                            + (names.size() - 1)
                            + " for "
                            + names.size()
                            + " class names");
        }
    }

    /**
     * The number of rows of a true class that were predicted as a given class.
     *
     * @param actual index of the true class
     * @param predicted index of the predicted class
     * @return at least 0
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public int count(int actual, int predicted) {
        Objects.checkIndex(actual, counts.length);
        Objects.checkIndex(predicted, counts.length);
        return counts[actual][predicted];
    }

    /**
     * The names of the classes, in the order of their indices.
     *
     * @return the names
     */
    public List<String> classNames() {
        return classNames;
    }

    /**
     * The number of correctly classified rows.
     *
     * @return at least 0
     */
    public int hits() {
        return ofClasses.hits();
    }

    /**
     * The number of rows.
     *
     * @return at least 1
     */
    public int rows() {
        return ofClasses.rows();
    }

    /**
     * The share of correctly classified rows.
     *
     * @return 0 to 1
     */
    public double accuracy() {
        return ofClasses.accuracy();
    }

    /**
     * The share of correct rows among those predicted as a class.
     *
     * @param index index of the class
     * @return 0 to 1; 0 if the class was never predicted
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public double precision(int index) {
        return ofClasses.precision(Objects.checkIndex(index, counts.length));
    }

    /**
     * The share of correctly classified rows among those of a class.
     *
     * @param index index of the class
     * @return 0 to 1; 0 if the class has no rows
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public double recall(int index) {
        return ofClasses.recall(Objects.checkIndex(index, counts.length));
    }

    /**
     * The harmonic mean of precision and recall.
     *
     * @param index index of the class
     * @return 0 to 1; 0 if the class has no rows and was never predicted
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public double f1(int index) {
        return ofClasses.f1(Objects.checkIndex(index, counts.length));
    }

    /**
     * The mean recall over the classes that have rows, as scikit-learn's {@code
     * balanced_accuracy_score}. {@link #macroRecall()} also counts classes that were only
     * predicted.
     *
     * @return 0 to 1; a class chosen at random gives 1 / classes on average
     */
    public double balancedAccuracy() {
        return ofClasses.balancedAccuracy();
    }

    /**
     * The mean precision over the classes that occur as true or predicted class.
     *
     * @return 0 to 1
     */
    public double macroPrecision() {
        return ofClasses.macroPrecision();
    }

    /**
     * The mean recall over the classes that occur as true or predicted class.
     *
     * @return 0 to 1
     */
    public double macroRecall() {
        return ofClasses.macroRecall();
    }

    /**
     * The mean F1 over the classes that occur as true or predicted class, as scikit-learn's {@code
     * f1_score(average="macro")}. A class that occurs as only one of both counts as 0.
     *
     * @return 0 to 1
     */
    public double macroF1() {
        return ofClasses.macroF1();
    }

    /**
     * A table with a row for each true class and a column for each predicted one. Control
     * characters in names, such as line breaks, are escaped as in a Java string.
     *
     * @return the lines of the table, without a trailing line break
     */
    @Override
    public String toString() {
        String corner = "actual \\ predicted";
        int rows = rows();
        List<String> names = new ArrayList<>();
        int first = corner.length();
        for (String name : classNames) {
            names.add(OneLine.visible(name));
            first = Math.max(first, names.getLast().length());
        }
        StringBuilder table = new StringBuilder(corner).append(" ".repeat(first - corner.length()));
        for (String name : names) {
            table.append("  ").append(right(name, width(name, rows)));
        }
        for (int actual = 0; actual < counts.length; actual++) {
            String name = names.get(actual);
            table.append('\n').append(name).append(" ".repeat(first - name.length()));
            for (int predicted = 0; predicted < counts.length; predicted++) {
                String count = Integer.toString(counts[actual][predicted]);
                table.append("  ").append(right(count, width(names.get(predicted), rows)));
            }
        }
        return table.toString();
    }

    private static int width(String name, int rows) {
        return Math.max(name.length(), Integer.toString(rows).length());
    }

    private static String right(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }
}
