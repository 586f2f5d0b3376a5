package lanewise.select;

import lanewise.random.RandomState;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Checks seeds. */
final class Seeds {
    private Seeds() {}

    /** The seeds as a list; at least one, unique and in the range of {@link RandomState}. */
    static List<Long> checked(long... seeds) {
        Objects.requireNonNull(seeds, "seeds is null: expected the seeds of the trainings");
        List<Long> list = new ArrayList<>();
        for (long seed : seeds) {
            new RandomState(seed); // states the range
            if (list.contains(seed)) {
                throw new IllegalArgumentException("seed " + seed + " occurs twice: remove one");
            }
            list.add(seed);
        }
        if (list.isEmpty()) {
            throw new IllegalArgumentException("no seeds: expected at least one");
        }
        return List.copyOf(list);
    }
}
