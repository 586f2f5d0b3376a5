package lanewise.benchmarks.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The scores of scikit-learn, which {@code generate_table_scores.py} wrote. */
final class Reference {
    private static final List<String[]> LINES =
            ScoredTable.lines("reference/sklearn_table_scores.csv");

    private Reference() {}

    /**
     * The scores of a model.
     *
     * @param table the table's name
     * @param model {@code perceptron} or {@code linear}
     * @return for each seed the scores in the order of {@link Score#of}
     */
    static List<List<Double>> scores(String table, String model) {
        List<List<Double>> scores = new ArrayList<>();
        for (String[] fields : LINES) {
            if (fields[0].equals(table) && fields[2].equals(model)) {
                scores.add(Arrays.stream(fields[3].split(" ")).map(Double::valueOf).toList());
            }
        }
        if (scores.size() != ScoredTable.SEEDS) {
            throw new IllegalStateException(
                    scores.size()
                            + " scores of "
                            + table
                            + ": run src-test-data/reference/generate_table_scores.py");
        }
        return scores;
    }
}
