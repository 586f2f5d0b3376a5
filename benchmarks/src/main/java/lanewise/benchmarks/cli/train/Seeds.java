package lanewise.benchmarks.cli.train;

import java.util.HashSet;
import java.util.List;

/**
 * Seeds of consecutive trainings.
 *
 * @param values at least one, each from 0 to 4294967295, all different
 */
record Seeds(List<Long> values) {
    Seeds {
        values = List.copyOf(values);
        if (new HashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException(
                    "expected different seeds, found "
                            + String.join(",", values.stream().map(String::valueOf).toList()));
        }
    }
}
