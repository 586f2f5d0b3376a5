package lanewise.benchmarks.cli;

import lanewise.Layer;
import lanewise.Network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The hidden layers of a network as people type them: {@code 2}, {@code 16,8}, or {@code none}.
 *
 * @param units the units of each layer, empty for none
 */
record HiddenLayers(List<Integer> units) {
    HiddenLayers {
        units = List.copyOf(units);
    }

    /** Reads the text; an IllegalArgumentException says what is wrong with it. */
    static HiddenLayers parse(String text) {
        if (text.strip().toLowerCase(Locale.ROOT).equals("none")) {
            return new HiddenLayers(List.of());
        }
        List<Integer> units = new ArrayList<>();
        for (String number : text.split(",", -1)) {
            if (!number.strip().matches("[0-9]{1,8}")) {
                throw new IllegalArgumentException(
                        "expected units separated by commas such as 16,8, or none, found '"
                                + text
                                + "'");
            }
            units.add(Integer.valueOf(number.strip()));
        }
        return new HiddenLayers(units);
    }

    /**
     * The sigmoid network with these hidden layers; throws IllegalArgumentException if there cannot
     * be such.
     */
    Network network(int inputs, int outputs, boolean bias) {
        List<Layer> layers = new ArrayList<>();
        units.forEach(n -> layers.add(layer(n, bias)));
        layers.add(layer(outputs, bias));
        return new Network(inputs, layers);
    }

    private static Layer layer(int units, boolean bias) {
        Layer layer = Layer.sigmoid(units);
        return bias ? layer : layer.withoutBias();
    }
}
