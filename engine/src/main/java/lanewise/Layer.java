package lanewise;

import java.util.Objects;

/**
 * A dense layer: each unit is the activation of a weighted sum of all units of the layer before,
 * plus a bias.
 *
 * <pre>{@code
 * Layer hidden = Layer.relu(128).withDropout(0.2);
 * Layer asInTheTutorial = Layer.sigmoid(2).withoutBias();
 * Layer classes = Layer.softmax(10);
 * }</pre>
 *
 * @param units number of units, 1 to {@link #MAX_UNITS}
 * @param activation what becomes of the weighted sums
 * @param bias whether each unit adds a bias of its own
 * @param dropout the share of activations that training sets to 0 at random, at least 0 and below
 *     1; the others are multiplied by {@code 1 / (1 − dropout)}, so that prediction uses all as
 *     they are (N. Srivastava et al., "Dropout", JMLR 15, 2014)
 */
public record Layer(int units, Activation activation, boolean bias, double dropout) {

    /**
     * The most units that a layer can have: more could not be told apart as classes, whose numbers
     * are floats.
     */
    public static final int MAX_UNITS = (1 << 24) - 1;

    /**
     * Checks the description.
     *
     * @throws IllegalArgumentException if {@code units} or {@code dropout} is out of range, or the
     *     layer is softmax and has dropout
     * @throws NullPointerException if {@code activation} is null
     */
    public Layer {
        if (units < 1 || units > MAX_UNITS) {
            throw new IllegalArgumentException(
                    "a layer of " + units + " units: expected 1 to " + MAX_UNITS);
        }
        Objects.requireNonNull(
                activation, "activation is null: expected one of Activation's values");
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "dropout " + dropout + ": expected a share of at least 0 and below 1");
        }
        if (activation == Activation.SOFTMAX && dropout > 0) {
            throw new IllegalArgumentException(
                    "dropout on softmax: its units are the outputs, of which none can be missing;"
                            + " put dropout on the layers before");
        }
    }

    /**
     * A layer without dropout.
     *
     * @param units number of units, 1 to {@link #MAX_UNITS}
     * @param activation what becomes of the weighted sums
     * @param bias whether each unit adds a bias of its own
     * @throws IllegalArgumentException if {@code units} is out of range
     * @throws NullPointerException if {@code activation} is null
     */
    public Layer(int units, Activation activation, boolean bias) {
        this(units, activation, bias, 0);
    }

    /**
     * A layer with biases and without dropout.
     *
     * @param units number of units, 1 to {@link #MAX_UNITS}
     * @param activation what becomes of the weighted sums
     * @return the layer
     * @throws IllegalArgumentException if {@code units} is out of range
     * @throws NullPointerException if {@code activation} is null
     */
    public static Layer of(int units, Activation activation) {
        return new Layer(units, activation, true);
    }

    /**
     * A layer of sigmoid units with biases.
     *
     * @param units number of units, 1 to {@link #MAX_UNITS}
     * @return the layer
     * @throws IllegalArgumentException if {@code units} is out of range
     */
    public static Layer sigmoid(int units) {
        return of(units, Activation.SIGMOID);
    }

    /**
     * A layer of tanh units with biases.
     *
     * @param units number of units, 1 to {@link #MAX_UNITS}
     * @return the layer
     * @throws IllegalArgumentException if {@code units} is out of range
     */
    public static Layer tanh(int units) {
        return of(units, Activation.TANH);
    }

    /**
     * A layer of rectified linear units with biases.
     *
     * @param units number of units, 1 to {@link #MAX_UNITS}
     * @return the layer
     * @throws IllegalArgumentException if {@code units} is out of range
     */
    public static Layer relu(int units) {
        return of(units, Activation.RELU);
    }

    /**
     * A layer of leaky rectified linear units with biases.
     *
     * @param units number of units, 1 to {@link #MAX_UNITS}
     * @return the layer
     * @throws IllegalArgumentException if {@code units} is out of range
     */
    public static Layer leakyRelu(int units) {
        return of(units, Activation.LEAKY_RELU);
    }

    /**
     * A layer of softplus units with biases.
     *
     * @param units number of units, 1 to {@link #MAX_UNITS}
     * @return the layer
     * @throws IllegalArgumentException if {@code units} is out of range
     */
    public static Layer softplus(int units) {
        return of(units, Activation.SOFTPLUS);
    }

    /**
     * A layer of Gaussian error linear units with biases.
     *
     * @param units number of units, 1 to {@link #MAX_UNITS}
     * @return the layer
     * @throws IllegalArgumentException if {@code units} is out of range
     */
    public static Layer gelu(int units) {
        return of(units, Activation.GELU);
    }

    /**
     * A layer of weighted sums with biases: for outputs that are numbers.
     *
     * @param units number of units, 1 to {@link #MAX_UNITS}
     * @return the layer
     * @throws IllegalArgumentException if {@code units} is out of range
     */
    public static Layer identity(int units) {
        return of(units, Activation.IDENTITY);
    }

    /**
     * A layer of softmax units with biases: the probabilities of classes that exclude each other.
     *
     * @param units number of units, 1 to {@link #MAX_UNITS}
     * @return the layer
     * @throws IllegalArgumentException if {@code units} is out of range
     */
    public static Layer softmax(int units) {
        return of(units, Activation.SOFTMAX);
    }

    /**
     * This layer without biases.
     *
     * @return the layer
     */
    public Layer withoutBias() {
        return new Layer(units, activation, false, dropout);
    }

    /**
     * This layer with dropout in training.
     *
     * @param share the share of activations to drop, at least 0 and below 1
     * @return the layer
     * @throws IllegalArgumentException if {@code share} is out of range, or this is softmax
     */
    public Layer withDropout(double share) {
        return new Layer(units, activation, bias, share);
    }
}
