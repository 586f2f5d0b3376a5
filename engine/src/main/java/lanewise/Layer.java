package lanewise;

import java.util.Objects;

/**
 * A dense layer: each unit is the activation of a weighted sum of all units of the layer before,
 * plus a bias.
 *
 * <pre>{@code
 * Layer hidden = Layer.sigmoid(16);
 * Layer asInTheTutorial = Layer.sigmoid(2).withoutBias();
 * }</pre>
 *
 * @param units number of units, 1 to {@link #MAX_UNITS}
 * @param activation what becomes of the weighted sums
 * @param bias whether each unit adds a bias of its own
 */
public record Layer(int units, Activation activation, boolean bias) {

    /**
     * The most units that a layer can have: more could not be told apart as classes, whose numbers
     * are floats.
     */
    public static final int MAX_UNITS = (1 << 24) - 1;

    /**
     * Checks the description.
     *
     * @throws IllegalArgumentException if {@code units} is out of range
     * @throws NullPointerException if {@code activation} is null
     */
    public Layer {
        if (units < 1 || units > MAX_UNITS) {
            throw new IllegalArgumentException(
                    "a layer of " + units + " units: expected 1 to " + MAX_UNITS);
        }
        Objects.requireNonNull(
                activation, "activation is null: expected one of Activation's values");
    }

    /**
     * A layer of sigmoid units with biases.
     *
     * @param units number of units, 1 to {@link #MAX_UNITS}
     * @return the layer
     * @throws IllegalArgumentException if {@code units} is out of range
     */
    public static Layer sigmoid(int units) {
        return new Layer(units, Activation.SIGMOID, true);
    }

    /**
     * This layer without biases.
     *
     * @return the layer
     */
    public Layer withoutBias() {
        return new Layer(units, activation, false);
    }
}
