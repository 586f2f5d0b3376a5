package lanewise.benchmarks.cli.train;

import java.util.HashSet;
import java.util.List;

/**
 * Seeds to train with, one after the other.
 *
 * @param values at least one, 0 to 4294967295, none twice
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
