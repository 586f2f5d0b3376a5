package lanewise.select;

import lanewise.internal.text.OneLine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A value for each choice of a search.
 *
 * <pre>{@code
 * Choice<Integer> hidden = Choice.of("hidden", 8, 16);
 * Choice<Double> rate = Choice.of("learning rate", 0.1, 0.3);
 * List<Candidate> candidates = Search.grid(hidden, rate).candidates();
 * System.out.println(candidates.size()); // prints 4
 * System.out.println(candidates.get(1)); // prints hidden 8, learning rate 0.3
 * int units = candidates.get(1).get(hidden);
 * }</pre>
 *
 * <p>Immutable if the values are.
 */
public final class Candidate {
    private final int index;
    private final Map<Choice<?>, Object> values;

    /**
     * Creates a candidate.
     *
     * @param values a value for each choice, in order
     */
    Candidate(int index, List<Choice<?>> choices, List<Object> values) {
        this.index = index;
        Map<Choice<?>, Object> map = new LinkedHashMap<>();
        for (int k = 0; k < values.size(); k++) {
            map.put(choices.get(k), values.get(k));
        }
        this.values = map;
    }

    /**
     * Returns the position in the search.
     *
     * @return 0 for the first candidate
     */
    public int index() {
        return index;
    }

    /**
     * Returns the value of a choice.
     *
     * @param <T> type of the values
     * @param choice a choice of the search
     * @return the value
     * @throws NullPointerException if {@code choice} is null
     * @throws IllegalArgumentException if the search has no such choice
     */
    @SuppressWarnings("unchecked") // values come from their choices
    public <T> T get(Choice<T> choice) {
        Objects.requireNonNull(choice, "choice is null: expected a choice of the search");
        Object value = values.get(choice);
        if (value == null) {
            throw new IllegalArgumentException(
                    "choice \""
                            + OneLine.of(OneLine.cut(choice.name()))
                            + "\" is not part of the search, which has "
                            + choices().stream().map(Choice::name).toList()
                            + ": pass the same object to the search");
        }
        return (T) value;
    }

    /**
     * Returns the choices of the search.
     *
     * @return the choices in their order, unmodifiable
     */
    public List<Choice<?>> choices() {
        return List.copyOf(values.keySet());
    }

    /** The texts of the values, in the order of the choices. */
    List<String> texts() {
        return values.values().stream().map(Choice::text).toList();
    }

    /**
     * Lists names and values.
     *
     * @return such as {@code hidden 8, learning rate 0.3}
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach(
                (choice, value) ->
                        text.append(text.isEmpty() ? "" : ", ")
                                .append(OneLine.of(choice.name()))
                                .append(' ')
                                .append(Choice.text(value)));
        return text.toString();
    }
}
