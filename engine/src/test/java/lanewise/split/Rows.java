package lanewise.split;

import lanewise.data.Dataset;
import lanewise.data.FeatureMatrix;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Data sets for splitters: the only feature of a row is its number. */
final class Rows {
    private Rows() {}

    /** Returns a data set with a row for each letter of a text, its class. */
    static Dataset labelled(String letters) {
        return Dataset.labelled(numbers(letters.length()), List.of(letters.split("")));
    }

    /** Returns a data set with numeric targets. */
    static Dataset numeric(int rows) {
        return Dataset.of(numbers(rows), numbers(rows));
    }

    private static FeatureMatrix numbers(int rows) {
        FeatureMatrix numbers = new FeatureMatrix(rows, 1);
        for (int row = 0; row < rows; row++) {
            numbers.set(row, 0, row);
        }
        return numbers;
    }

    /** Counts the rows of each class. */
    static int[] classCounts(Dataset data, int[] rows) {
        int[] counts = new int[data.classNames().size()];
        Arrays.stream(rows).forEach(row -> counts[data.label(row)]++);
        return counts;
    }

    /** Parses numbers separated by blanks. */
    static int[] parse(String text) {
        return Stream.of(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}
