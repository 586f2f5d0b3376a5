package lanewise.internal.plan;

import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.LossFunction;
import lanewise.recurrent.Recurrence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A network as the passes see it: where each layer's parameters lie, what each layer computes, and
 * what training minimizes. Made once from the public description, which the engine's internals
 * never read. Immutable and thread-safe.
 */
public final class NetworkPlan {

    /** Scalar time per row and weight, and per row and unit, measured on iris and on 64-32-10. */
    private static final double NANOS_PER_WEIGHT = 2.5;

    private static final double NANOS_PER_UNIT = 8;

    /** Estimated number of sweeps of a recurrent layer, forward and backward together. */
    private static final double SWEEPS = 30;

    private final String name;
    private final int inputs;
    private final int outputs;
    private final List<Layer> layers;
    private final LossFunction loss;
    private final List<Dense> dense;
    private final int[] maskedParameters;
    private final boolean recurrent;

    /**
     * One layer.
     *
     * @param units number of units, hidden units of a recurrent layer included
     * @param function activation function
     * @param bias whether the layer has biases
     * @param dropout share of activations that training drops, 0 for none
     * @param recurrence how the units are connected to each other; empty if they are not
     */
    public record Layer(
            int units,
            ActivationFunction function,
            boolean bias,
            double dropout,
            Optional<Recurrence> recurrence) {

        /** Whether the units are connected to each other. */
        public boolean recurrent() {
            return recurrence.isPresent();
        }

        /** Number of units that the next layer and the loss see. */
        public int outputs() {
            return recurrent() ? units - recurrence.get().hidden() : units;
        }

        private int sources(int inputs) {
            return recurrent() ? inputs + units : inputs;
        }
    }

    /**
     * Lays out a network whose description has been checked.
     *
     * @param name the network in messages, such as {@code 4-2-3}
     * @param inputs number of inputs
     * @param layers the layers in order
     * @param loss the loss
     */
    public NetworkPlan(String name, int inputs, List<Layer> layers, LossFunction loss) {
        this.name = name;
        this.inputs = inputs;
        outputs = layers.getLast().outputs();
        this.layers = List.copyOf(layers);
        this.loss = loss;
        dense = List.copyOf(layOut(inputs, layers));
        maskedParameters = maskedParameters(layers, dense);
        recurrent = anyRecurrent(layers);
    }

    private static boolean anyRecurrent(List<Layer> layers) {
        for (Layer layer : layers) {
            if (layer.recurrent()) {
                return true;
            }
        }
        return false;
    }

    private static List<Dense> layOut(int inputs, List<Layer> layers) {
        List<Dense> dense = new ArrayList<>();
        Layer first = layers.getFirst();
        dense.add(Dense.first(first.sources(inputs), first.units(), first.bias()));
        for (int l = 1; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            int sources = layer.sources(layers.get(l - 1).outputs());
            dense.add(dense.getLast().next(sources, layer.units(), layer.bias()));
        }
        return dense;
    }

    private static int[] maskedParameters(List<Layer> layers, List<Dense> dense) {
        int[] masked = new int[0];
        int count = 0;
        for (int l = 0; l < layers.size(); l++) {
            Recurrence recurrence = layers.get(l).recurrence().orElse(null);
            if (recurrence == null || isFullyConnected(recurrence)) {
                continue;
            }
            int units = dense.get(l).outputs();
            int inputs = dense.get(l).inputs() - units;
            for (int k = 0; k < dense.get(l).inputs() * units; k++) {
                if (!connects(recurrence, inputs, k / units, k % units)) {
                    if (count == masked.length) {
                        long more = 2L * count + units;
                        masked = Arrays.copyOf(masked, (int) Math.min(more, Integer.MAX_VALUE - 8));
                    }
                    masked[count++] = dense.get(l).weights() + k;
                }
            }
        }
        return Arrays.copyOf(masked, count);
    }

    private static boolean isFullyConnected(Recurrence recurrence) {
        return recurrence.selfConnections() && recurrence.wiring().isEmpty();
    }

    private static boolean connects(Recurrence recurrence, int inputs, int source, int unit) {
        return (recurrence.selfConnections() || source != inputs + unit)
                && (recurrence.wiring().isEmpty()
                        || recurrence.wiring().get().connects(source, unit));
    }

    /**
     * Whether another network has the same kernels: the same layers and the same loss. False for
     * recurrent networks, unless it is this object.
     */
    public boolean sameKernels(NetworkPlan other) {
        if (this == other) {
            return true;
        }
        boolean same =
                !recurrent
                        && !other.recurrent
                        && inputs == other.inputs
                        && loss == other.loss
                        && layers.size() == other.layers.size();
        for (int l = 0; same && l < layers.size(); l++) {
            Layer a = layers.get(l);
            Layer b = other.layers.get(l);
            same =
                    a.units == b.units
                            && a.function == b.function
                            && a.bias == b.bias
                            && a.dropout == b.dropout;
        }
        return same;
    }

    /** Number of inputs. */
    public int inputs() {
        return inputs;
    }

    /** Number of outputs: the units of the last layer that are not hidden. */
    public int outputs() {
        return outputs;
    }

    /** The layers in order. */
    public List<Layer> layers() {
        return layers;
    }

    /** The loss. */
    public LossFunction loss() {
        return loss;
    }

    /**
     * The layout of each layer's parameters. A recurrent layer's inputs are followed by its units.
     */
    public List<Dense> dense() {
        return dense;
    }

    /** Number of weights and biases, masked ones included. */
    public int parameterCount() {
        return dense.getLast().end();
    }

    /** The activation function of each layer, in a new array. */
    public ActivationFunction[] functions() {
        ActivationFunction[] functions = new ActivationFunction[layers.size()];
        for (int l = 0; l < functions.length; l++) {
            functions[l] = layers.get(l).function();
        }
        return functions;
    }

    /**
     * Indices of masked parameters, which belong to no connection and are always 0. Not to be
     * changed.
     */
    public int[] maskedParameters() {
        return maskedParameters;
    }

    /**
     * Index ranges of the weights, biases left out: begin and end of each layer, in a new array.
     */
    public int[] weightRanges() {
        int[] ranges = new int[2 * dense.size()];
        int k = 0;
        for (Dense layer : dense) {
            ranges[k++] = layer.weights();
            ranges[k++] = layer.weights() + layer.inputs() * layer.outputs();
        }
        return ranges;
    }

    /** Whether any layer is recurrent. */
    public boolean recurrent() {
        return recurrent;
    }

    /**
     * Estimated time of one training iteration on the scalar kernels, in ns. Only the choice of a
     * tier depends on it: it affects speed, never results.
     */
    public double scalarNanos(int rows) {
        double units = 0;
        double products = 3.0 * parameterCount(); // forward, backward and gradient
        for (Layer layer : layers) {
            if (layer.recurrent()) {
                products += SWEEPS * layer.units() * layer.units();
                units += SWEEPS / 2 * layer.units();
            }
            units += layer.units();
        }
        return rows * (NANOS_PER_WEIGHT / 3 * products + NANOS_PER_UNIT * units);
    }

    /** Throws an IllegalArgumentException unless there is a feature for each input. */
    public void requireInputs(int features) {
        if (features != inputs) {
            throw new IllegalArgumentException(
                    features + " features for a network " + name + ": expected " + inputs);
        }
    }

    /** Throws an IllegalArgumentException unless the layer exists and is recurrent. */
    public void requireRecurrent(int layer) {
        if (layer < 0 || layer >= layers.size() || !layers.get(layer).recurrent()) {
            throw new IllegalArgumentException(
                    "layer "
                            + layer
                            + " of the network "
                            + name
                            + " is not recurrent: expected the index of a layer in brackets, 0 for"
                            + " the first after the inputs");
        }
    }

    /** The network in messages, such as {@code 4-2-3}. */
    @Override
    public String toString() {
        return name;
    }
}
