package lanewise.benchmarks.cli.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The hidden layers of a network as typed: {@code 2}, {@code 16,8} or {@code 16:8}, or {@code
 * none}.
 *
 * @param units the number of units of each layer; empty for none
 */
public record HiddenLayers(List<Integer> units) {
    /**
     * Creates the layers.
     *
     * @throws NullPointerException if {@code units} is null
     */
    public HiddenLayers {
        units = List.copyOf(units);
    }

    /**
     * Parses the text.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static HiddenLayers parse(String text) {
        if (text.strip().toLowerCase(Locale.ROOT).equals("none")) {
            return new HiddenLayers(List.of());
        }
        List<Integer> units = new ArrayList<>();
        for (String number : text.split("[,:]", -1)) {
            if (!number.strip().matches("[0-9]{1,8}")) {
                throw new IllegalArgumentException(
                        "expected units separated by commas or colons such as 16,8, or none,"
                                + " found '"
                                + text
                                + "'");
            }
            units.add(Integer.valueOf(number.strip()));
        }
        return new HiddenLayers(units);
    }
}
