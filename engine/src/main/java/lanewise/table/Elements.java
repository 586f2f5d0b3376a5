package lanewise.table;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Checks the elements of lists: none is null, names are unique. */
final class Elements {
    private Elements() {}

    static <T> List<T> copy(List<T> list, String name) {
        Objects.requireNonNull(list, name + " must not be null");
        for (T element : list) {
            Objects.requireNonNull(element, "an element of " + name + " must not be null");
        }
        return List.copyOf(list);
    }

    /** Rejects a name that is among those seen, and adds it to them. */
    static void requireNew(Set<String> seen, String name, String what) {
        if (!seen.add(name)) {
            throw new IllegalArgumentException(
                    what
                            + " "
                            + TableColumn.quoted(name)
                            + " occurs twice: expected unique names; rename or ignore a column, or"
                            + " rename a category");
        }
    }
}
