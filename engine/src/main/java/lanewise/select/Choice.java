package lanewise.select;

import lanewise.internal.text.OneLine;
import lanewise.random.RandomState;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A named setting and the values that a search tries: a list, or a range for {@link Search#random}.
 * A {@link Candidate} has one of them.
 *
 * <pre>{@code
 * Choice<Integer> hidden = Choice.of("hidden", 8, 16, 32);
 * Choice<Double> rate = Choice.logUniform("learning rate", 1e-4, 1e-1);
 * Choice<Activation> activation = Choice.of("activation", Activation.TANH, Activation.RELU);
 * System.out.println(hidden); // prints hidden: 8, 16, 32
 * System.out.println(rate); // prints learning rate: 1.0E-4 to 0.1, log-uniform
 * }</pre>
 *
 * <p>Tables and journals show values by their {@code toString}, so values are numbers, strings,
 * constants of an enum, records and the like. Two choices are equal only if they are the same
 * object. Immutable if the values are.
 *
 * @param <T> type of the values
 */
public final class Choice<T> {
    private final String name;

    /** The values of a list; empty for a range. */
    private final List<T> values;

    /** Number of different values; of a range of numbers the largest long. */
    private final long combinations;

    private final Draw<T> draw;
    private final String description;

    /** Draws a value. */
    private interface Draw<T> {
        T from(RandomState random);
    }

    private Choice(
            String name, List<T> values, long combinations, Draw<T> draw, String description) {
        this.name = name;
        this.values = values;
        this.combinations = combinations;
        this.draw = draw;
        this.description = OneLine.of(name) + ": " + description;
    }

    /**
     * Creates a choice among values.
     *
     * @param <T> type of the values
     * @param name the name of the setting, not blank
     * @param values the values in the order of a grid, at least one; their texts must differ
     * @return the choice
     * @throws NullPointerException if an argument or a value is null
     * @throws IllegalArgumentException if the name is blank, there is no value, two values have the
     *     same text, or a value has only the text of {@link Object#toString}, as lambdas have
     */
    @SafeVarargs
    public static <T> Choice<T> of(String name, T... values) {
        requireName(name);
        Objects.requireNonNull(values, "values is null: expected the values to try");
        List<T> list = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        for (T value : values) {
            Objects.requireNonNull(
                    value, "a value is null: expected the values of \"" + name + "\"");
            requireText(name, value);
            if (!texts.add(value.toString())) {
                throw new IllegalArgumentException(
                        quoted(name) + " has the value " + text(value) + " twice: remove one");
            }
            list.add(value);
        }
        if (list.isEmpty()) {
            throw new IllegalArgumentException(
                    quoted(name) + " has no values: expected at least one");
        }
        List<T> copy = List.copyOf(list);
        return new Choice<>(
                name,
                copy,
                copy.size(),
                random -> copy.get(random.randint(copy.size())),
                String.join(", ", copy.stream().map(Choice::text).toList()));
    }

    /**
     * Creates a choice among the numbers of a range, all equally likely.
     *
     * @param name the name of the setting, not blank
     * @param low one end, finite
     * @param high the other end, finite and above {@code low}
     * @return the choice; drawn by {@link RandomState#uniform(double, double)}
     * @throws NullPointerException if {@code name} is null
     * @throws IllegalArgumentException if the name is blank or an end is out of range
     */
    public static Choice<Double> uniform(String name, double low, double high) {
        requireName(name);
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException(
                    range(name, low, high)
                            + ": expected finite numbers, the first below the second");
        }
        return new Choice<>(
                name,
                List.of(),
                Long.MAX_VALUE,
                random -> random.uniform(low, high),
                low + " to " + high + ", uniform");
    }

    /**
     * Creates a choice among the numbers of a range whose logarithms are equally likely, such as
     * learning rates.
     *
     * @param name the name of the setting, not blank
     * @param low one end, above 0
     * @param high the other end, finite and above {@code low}
     * @return the choice; drawn as e to the power of {@code uniform(ln low, ln high)}
     * @throws NullPointerException if {@code name} is null
     * @throws IllegalArgumentException if the name is blank or an end is out of range
     */
    public static Choice<Double> logUniform(String name, double low, double high) {
        requireName(name);
        if (!(low > 0 && low < high) || !Double.isFinite(high)) {
            throw new IllegalArgumentException(
                    range(name, low, high)
                            + ": expected finite numbers above 0, the first below the second");
        }
        // StrictMath has the same bits on every machine.
        double from = StrictMath.log(low);
        double to = StrictMath.log(high);
        return new Choice<>(
                name,
                List.of(),
                Long.MAX_VALUE,
                random -> Math.clamp(StrictMath.exp(random.uniform(from, to)), low, high),
                low + " to " + high + ", log-uniform");
    }

    /**
     * Creates a choice among whole numbers, all equally likely.
     *
     * @param name the name of the setting, not blank
     * @param low the smallest number
     * @param high the largest number, above {@code low}; less than 2<sup>31</sup> − 1 above it
     * @return the choice; drawn by {@link RandomState#randint}
     * @throws NullPointerException if {@code name} is null
     * @throws IllegalArgumentException if the name is blank or an end is out of range
     */
    public static Choice<Integer> integers(String name, int low, int high) {
        requireName(name);
        if (low >= high || (long) high - low >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    quoted(name)
                            + " from "
                            + low
                            + " to "
                            + high
                            + ": expected the smallest and the largest number, less than "
                            + Integer.MAX_VALUE
                            + " apart");
        }
        return new Choice<>(
                name,
                List.of(),
                high - low + 1L,
                random -> low + random.randint(high - low + 1),
                low + " to " + high + ", uniform integers");
    }

    private static void requireName(String name) {
        Objects.requireNonNull(name, "name is null: expected the name of the setting");
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "the name of the setting is blank: expected a name such as hidden");
        }
    }

    private static void requireText(String name, Object value) {
        if (value.toString().endsWith("@" + Integer.toHexString(System.identityHashCode(value)))) {
            throw new IllegalArgumentException(
                    quoted(name)
                            + " has a value of "
                            + OneLine.of(OneLine.cut(value.getClass().getName()))
                            + " without a text of its own: expected numbers, strings, constants of"
                            + " an enum or records");
        }
    }

    private static String range(String name, double low, double high) {
        return quoted(name) + " from " + low + " to " + high;
    }

    private static String quoted(String name) {
        return "choice \"" + OneLine.of(OneLine.cut(name)) + "\"";
    }

    /** The text of a value on one line. */
    static String text(Object value) {
        return OneLine.of(value.toString());
    }

    /** Number of different values; of a range of numbers the largest long. */
    long combinations() {
        return combinations;
    }

    /** Draws a value. */
    T draw(RandomState random) {
        return draw.from(random);
    }

    /**
     * Returns the name of the setting.
     *
     * @return not blank
     */
    public String name() {
        return name;
    }

    /**
     * Returns the values of a list.
     *
     * @return the values, unmodifiable; empty for a range
     */
    public List<T> values() {
        return values;
    }

    /**
     * Describes the choice.
     *
     * @return such as {@code hidden: 8, 16, 32}
     */
    @Override
    public String toString() {
        return description;
    }
}
