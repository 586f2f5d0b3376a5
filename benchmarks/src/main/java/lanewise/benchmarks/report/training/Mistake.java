package lanewise.benchmarks.report.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * A test row that the model predicted badly.
 *
 * @param row its number among the rows of the data file, from 1; a header does not count
 * @param actual the actual class, number or labels, as text
 * @param predicted the prediction, likewise
 * @param severity a probability or a residual; NaN if there is none
 * @param values the text of each column, in the order of the file
 */
public record Mistake(
        long row,
        String actual,
        String predicted,
        double severity,
        SequencedMap<String, String> values) {
    /**
     * Copies the values.
     *
     * @throws NullPointerException if an argument is null
     */
    public Mistake {
        Objects.requireNonNull(actual, "actual must not be null");
        Objects.requireNonNull(predicted, "predicted must not be null");
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }
}
