package lanewise;

import lanewise.internal.plan.NetworkPlan;
import lanewise.recurrent.Recurrence;

import java.util.Objects;
import java.util.Optional;

/**
 * A dense layer: each unit is the activation of a weighted sum of all outputs of the previous
 * layer, plus a bias. The units of a recurrent layer are also connected to each other and iterated
 * to a fixed point: {@link Recurrence}.
 *
 * <pre>{@code
 * Layer hidden = Layer.relu(128).withDropout(0.2);
 * Layer asInTheTutorial = Layer.sigmoid(2).withoutBias();
 * Layer classes = Layer.softmax(10);
 * Layer pool = Layer.sigmoid(12).recurrent();
 * }</pre>
 *
 * @param units number of units, including hidden units of a recurrent layer, 1 to {@link
 *     #MAX_UNITS}
 * @param activation function of the weighted sums
 * @param bias whether each unit has a bias
 * @param dropout share of activations that training sets to 0 at random, at least 0 and below 1;
 *     the others are multiplied by {@code 1 / (1 − dropout)}, so prediction uses all activations
 *     unscaled (N. Srivastava et al., "Dropout", JMLR 15, 2014)
 * @param recurrence recurrent connections; empty for a layer without
 */
public record Layer(
        int units,
        Activation activation,
        boolean bias,
        double dropout,
        Optional<Recurrence> recurrence) {

    /**
     * Maximum number of units of a layer: class indices are stored as floats, which represent all
     * integers up to 2²⁴.
     */
    public static final int MAX_UNITS = (1 << 24) - 1;

    /**
     * Checks the description.
     *
     * @throws IllegalArgumentException if {@code units} or {@code dropout} is out of range, if the
     *     layer is softmax and has dropout or recurrence, if all its units are hidden, or if its
     *     wiring has another number of units
     * @throws NullPointerException if {@code activation} or {@code recurrence} is null
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
                    "dropout on softmax: its units are the outputs, which cannot be dropped; put"
                            + " dropout on an earlier layer");
        }
        Objects.requireNonNull(
                recurrence,
                "recurrence is null: expected one, or an empty Optional for a layer without");
        if (recurrence.isPresent()) {
            requireRecurrenceFits(units, activation, recurrence.get());
        }
    }

    private static void requireRecurrenceFits(
            int units, Activation activation, Recurrence recurrence) {
        if (activation == Activation.SOFTMAX) {
            throw new IllegalArgumentException(
                    "a recurrent softmax layer: expected another activation; put a softmax layer"
                            + " after it");
        }
        if (recurrence.hidden() >= units) {
            throw new IllegalArgumentException(
                    recurrence.hidden()
                            + " of "
                            + units
                            + " units hidden: expected fewer, as at least one must be an output");
        }
        if (recurrence.wiring().isPresent() && recurrence.wiring().get().units() != units) {
            throw new IllegalArgumentException(
                    "a wiring of "
                            + recurrence.wiring().get().units()
                            + " units for a layer of "
                            + units
                            + ": expected equal numbers of units");
        }
    }

    /**
     * Creates a layer that is not recurrent.
     *
     * @param units number of units, 1 to {@link #MAX_UNITS}
     * @param activation function of the weighted sums
     * @param bias whether each unit has a bias
     * @param dropout share of activations that training sets to 0 at random, at least 0 and below 1
     * @throws IllegalArgumentException if {@code units} or {@code dropout} is out of range, or if
     *     the layer is softmax and has dropout
     * @throws NullPointerException if {@code activation} is null
     */
    public Layer(int units, Activation activation, boolean bias, double dropout) {
        this(units, activation, bias, dropout, Optional.empty());
    }

    /**
     * Creates a layer without dropout.
     *
     * @param units number of units, 1 to {@link #MAX_UNITS}
     * @param activation function of the weighted sums
     * @param bias whether each unit has a bias
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
     * @param activation function of the weighted sums
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
     * A layer of weighted sums with biases: for regression.
     *
     * @param units number of units, 1 to {@link #MAX_UNITS}
     * @return the layer
     * @throws IllegalArgumentException if {@code units} is out of range
     */
    public static Layer identity(int units) {
        return of(units, Activation.IDENTITY);
    }

    /**
     * A layer of softmax units with biases: probabilities of mutually exclusive classes.
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
        return new Layer(units, activation, false, dropout, recurrence);
    }

    /**
     * This layer with dropout in training.
     *
     * @param share share of activations to drop, at least 0 and below 1
     * @return the layer
     * @throws IllegalArgumentException if {@code share} is out of range, or this layer is softmax
     */
    public Layer withDropout(double share) {
        return new Layer(units, activation, bias, share, recurrence);
    }

    /**
     * This layer with all units connected to each other: {@link Recurrence#full}.
     *
     * @return the layer
     * @throws IllegalArgumentException if this layer is softmax
     */
    public Layer recurrent() {
        return withRecurrence(Recurrence.full());
    }

    /**
     * This layer with recurrent connections.
     *
     * @param connections the recurrent connections
     * @return the layer
     * @throws NullPointerException if {@code connections} is null
     * @throws IllegalArgumentException if this layer is softmax, if all its units would be hidden,
     *     or if the wiring has another number of units
     */
    public Layer withRecurrence(Recurrence connections) {
        Objects.requireNonNull(
                connections, "connections is null: expected one such as Recurrence.full()");
        return new Layer(units, activation, bias, dropout, Optional.of(connections));
    }

    /**
     * The number of units that feed the next layer or the loss: all but the hidden units of a
     * recurrent layer. They come first.
     *
     * @return 1 to {@code units}
     */
    public int outputs() {
        return recurrence.isPresent() ? units - recurrence.get().hidden() : units;
    }

    /** The description of this layer that the passes read. */
    NetworkPlan.Layer plan() {
        return new NetworkPlan.Layer(units, activation.function(), bias, dropout, recurrence);
    }
}
