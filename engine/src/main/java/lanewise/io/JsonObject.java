package lanewise.io;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** Typed access to the values of a JSON object. */
final class JsonObject {

    private JsonObject() {}

    /**
     * Returns a value as an object with exactly the given names.
     *
     * @throws IllegalArgumentException if it is not such an object
     */
    static Map<?, ?> of(String what, Object value, String... names) {
        if (value instanceof Map<?, ?> map && map.keySet().equals(Set.of(names))) {
            return map;
        }
        throw new IllegalArgumentException(
                what + ": expected an object with exactly " + String.join(", ", names));
    }

    static int integer(Map<?, ?> object, String name) {
        long value = whole(object, name);
        if (value != (int) value) {
            throw notWhole(object, name);
        }
        return (int) value;
    }

    static long whole(Map<?, ?> object, String name) {
        if (object.get(name) instanceof Long value) {
            return value;
        }
        throw notWhole(object, name);
    }

    private static IllegalArgumentException notWhole(Map<?, ?> object, String name) {
        return new IllegalArgumentException(
                name + " is " + object.get(name) + ": expected a whole number");
    }

    static double number(Map<?, ?> object, String name) {
        if (object.get(name) instanceof Number value) {
            return value.doubleValue();
        }
        throw new IllegalArgumentException(
                name + " is " + object.get(name) + ": expected a number");
    }

    static String text(Map<?, ?> object, String name) {
        if (object.get(name) instanceof String value) {
            return value;
        }
        throw new IllegalArgumentException(
                name + " is " + object.get(name) + ": expected a string");
    }

    static boolean bool(Map<?, ?> object, String name) {
        if (object.get(name) instanceof Boolean value) {
            return value;
        }
        throw new IllegalArgumentException(
                name + " is " + object.get(name) + ": expected true or false");
    }

    /**
     * Returns the constant of a name.
     *
     * @throws IllegalArgumentException if there is none; later versions may have more
     */
    static <E extends Enum<E>> E constant(String what, E[] values, Object name) {
        for (E value : values) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                what
                        + " "
                        + name
                        + ": expected one of "
                        + Arrays.stream(values).map(Enum::name).toList()
                        + "; if a later version of Lanewise wrote it, read it with that version");
    }
}
