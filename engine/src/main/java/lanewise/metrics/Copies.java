package lanewise.metrics;

import java.util.List;
import java.util.Objects;

/** Copies the lists of records. */
final class Copies {
    private Copies() {}

    /** An immutable copy of a list that must not contain null. */
    static <T> List<T> of(List<T> list, String name) {
        Objects.requireNonNull(list, name + " is null: expected a list");
        for (T element : list) {
            Objects.requireNonNull(element, "an element of " + name + " is null: expected none");
        }
        return List.copyOf(list);
    }
}
