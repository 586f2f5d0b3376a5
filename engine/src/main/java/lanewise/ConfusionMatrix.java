package lanewise;

import lanewise.data.Dataset;

import java.util.List;
import java.util.Objects;

/**
 * How often each class was taken for which. Immutable and thread-safe.
 *
 * <pre>{@code
 * ConfusionMatrix confusion = ConfusionMatrix.of(model, test);
 * System.out.println(confusion.accuracy());
 * System.out.println(confusion);
 * }</pre>
 */
public final class ConfusionMatrix {
    private final List<String> classNames;
    private final int[][] counts;

    private ConfusionMatrix(List<String> classNames, int[][] counts) {
        this.classNames = classNames;
        this.counts = counts;
    }

    /**
     * Classifies all rows and counts.
     *
     * @param model the model to judge
     * @param data rows whose classes are known
     * @return the counts
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the data has no classes, or not as many features or
     *     classes as the model inputs or outputs
     */
    public static ConfusionMatrix of(Model model, Dataset data) {
        Objects.requireNonNull(model, "model is null: expected the model to judge");
        Objects.requireNonNull(data, "data is null: expected rows whose classes are known");
        if (!data.classification()) {
            throw new IllegalArgumentException(
                    "the data has numbers for targets: expected classes");
        }
        int classes = data.classNames().size();
        if (classes != model.network().outputs()) {
            throw new IllegalArgumentException(
                    "the data has "
                            + classes
                            + " classes, the network "
                            + model.network()
                            + " "
                            + model.network().outputs()
                            + " outputs: expected one output for each class");
        }
        int[] predicted = model.classify(data.features());
        int[][] counts = new int[classes][classes];
        for (int row = 0; row < predicted.length; row++) {
            counts[data.label(row)][predicted[row]]++;
        }
        return new ConfusionMatrix(data.classNames(), counts);
    }

    /**
     * The number of rows of one class that were taken for another, or for itself.
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
     * The number of rows that were classified correctly.
     *
     * @return at least 0
     */
    public int hits() {
        int hits = 0;
        for (int k = 0; k < counts.length; k++) {
            hits += counts[k][k];
        }
        return hits;
    }

    /**
     * The number of rows.
     *
     * @return at least 1
     */
    public int rows() {
        int rows = 0;
        for (int[] row : counts) {
            for (int count : row) {
                rows += count;
            }
        }
        return rows;
    }

    /**
     * The share of rows that were classified correctly.
     *
     * @return 0 to 1
     */
    public double accuracy() {
        return (double) hits() / rows();
    }

    /**
     * A table with a row for each true class and a column for each predicted one.
     *
     * @return lines without a line break at the end
     */
    @Override
    public String toString() {
        String corner = "actual \\ predicted";
        int rows = rows();
        int first =
                Math.max(
                        corner.length(),
                        classNames.stream().mapToInt(String::length).max().orElse(0));
        StringBuilder table = new StringBuilder(corner).append(" ".repeat(first - corner.length()));
        for (String name : classNames) {
            table.append("  ").append(right(name, width(name, rows)));
        }
        for (int actual = 0; actual < counts.length; actual++) {
            String name = classNames.get(actual);
            table.append('\n').append(name).append(" ".repeat(first - name.length()));
            for (int predicted = 0; predicted < counts.length; predicted++) {
                String count = Integer.toString(counts[actual][predicted]);
                table.append("  ").append(right(count, width(classNames.get(predicted), rows)));
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
