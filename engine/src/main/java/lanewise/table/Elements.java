package lanewise.table;

import java.util.List;
import java.util.Objects;

/** Copies lists that must not contain null. */
final class Elements {
    private Elements() {}

    static <T> List<T> copy(List<T> list, String name) {
        Objects.requireNonNull(list, name + " must not be null");
        for (T element : list) {
            Objects.requireNonNull(element, "an element of " + name + " must not be null");
        }
        return List.copyOf(list);
    }
}
