package lanewise.benchmarks.cli.train;

import lanewise.Activation;
import lanewise.Initializer;
import lanewise.Layer;
import lanewise.Loss;
import lanewise.Model;
import lanewise.Network;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.Quantities;
import lanewise.random.RandomState;
import lanewise.recurrent.Recurrence;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The shape of a network, its loss and its start weights. */
@Command(optionListHeading = "Network:")
public final class NetworkOptions {
    private static final int TABLE_UNITS = 64;

    @Option(
            names = "--hidden",
            paramLabel = "units",
            converter = TrainingValues.Hidden.class,
            description =
                    "Units of the hidden layers, separated by commas, or none. Default: 2; for tables"
                            + " 64")
    private HiddenLayers hidden;

    @Mixin private LayerOptions layerOptions = new LayerOptions();

    @Mixin private RecurrenceOptions recurrenceOptions = new RecurrenceOptions();

    @Option(
            names = "--loss",
            paramLabel = "name",
            converter = TrainingValues.Losses.class,
            description =
                    "mse, mae (absolute error), huber, bce (binary cross-entropy, with sigmoid) or"
                            + " cross-entropy (with softmax). Default: cross-entropy with softmax,"
                            + " else mse")
    private Loss loss;

    @Option(
            names = "--dropout",
            paramLabel = "share",
            converter = OptionValues.Share.class,
            description = "Dropout rate of the hidden units. Default: 0")
    private double dropout;

    @Option(
            names = "--init",
            paramLabel = "how",
            converter = TrainingValues.Initializers.class,
            description =
                    "Start weights: normal:deviation, uniform:limit, glorot, glorot-normal, he,"
                            + " he-uniform or lecun. Default: normal:0.5, as in the article; for tables"
                            + " he-uniform")
    private Initializer initializer;

    private HiddenLayers defaultHidden = new HiddenLayers(List.of(2));
    private Initializer defaultInitializer = Initializer.normal(0.5);

    /** Activation of the last layer and loss for the target of a table. */
    private Optional<Outputs> ofTable = Optional.empty();

    private record Outputs(Activation activation, Loss loss) {}

    /** Creates the options with their default values; picocli sets them. */
    public NetworkOptions() {}

    /**
     * Sets what is not given to the defaults for tables.
     *
     * @param output the activation of the last layer
     * @param forLoss the loss
     */
    public void useTableDefaults(Activation output, Loss forLoss) {
        if (recurrent()) {
            return; // the defaults of static networks do not converge
        }
        layerOptions.useTableDefaults(output);
        defaultHidden = new HiddenLayers(List.of(TABLE_UNITS));
        defaultInitializer = Initializer.heUniform();
        ofTable = Optional.of(new Outputs(output, forLoss));
    }

    /** The loss for the target of a table, if the last layer suits it. */
    private Optional<Loss> defaultLoss() {
        Activation output = layerOptions.output();
        return ofTable.flatMap(
                suited -> {
                    if (output == suited.activation()) {
                        return Optional.of(suited.loss());
                    }
                    return output == Activation.SIGMOID && suited.activation() == Activation.SOFTMAX
                            ? Optional.of(Loss.BINARY_CROSS_ENTROPY)
                            : Optional.empty();
                });
    }

    /**
     * The activation of the last layer.
     *
     * @return sigmoid by default, for tables by target
     */
    public Activation output() {
        return layerOptions.output();
    }

    private HiddenLayers hidden() {
        return hidden == null ? defaultHidden : hidden;
    }

    /**
     * Builds the network.
     *
     * @param inputs number of features
     * @param outputs number of classes
     * @return the network
     * @throws IllegalArgumentException if the options contradict each other
     */
    public Network network(int inputs, int outputs) {
        if (hidden().units().isEmpty() && (layerOptions.isActivationGiven() || dropout > 0)) {
            throw new IllegalArgumentException(
                    (layerOptions.isActivationGiven() ? "--activation" : "--dropout")
                            + " requires hidden layers, and there are none: set their units with"
                            + " --hidden");
        }
        Optional<Recurrence> recurrence = recurrenceOptions.recurrence();
        List<Layer> layers =
                recurrence.isPresent() ? pool(recurrence.get(), outputs) : layers(outputs);
        Network network = new Network(inputs, layers);
        return loss == null
                ? defaultLoss().map(network::withLoss).orElse(network)
                : network.withLoss(loss);
    }

    private List<Layer> layers(int outputs) {
        List<Layer> layers = new ArrayList<>();
        for (int units : hidden().units()) {
            layers.add(
                    new Layer(units, layerOptions.activation(), layerOptions.bias())
                            .withDropout(dropout));
        }
        layers.add(new Layer(outputs, layerOptions.output(), layerOptions.bias()));
        return layers;
    }

    /**
     * Hidden and output units in one recurrent layer. Softmax outputs, which cannot be recurrent,
     * get a layer of their own.
     */
    private List<Layer> pool(Recurrence recurrence, int outputs) {
        if (hidden().units().size() > 1) {
            throw new IllegalArgumentException(
                    "--recurrent has one pool of hidden units, but --hidden gives "
                            + hidden().units().size()
                            + " layers: give one number, or none");
        }
        int units = hidden().units().isEmpty() ? 0 : hidden().units().getFirst();
        boolean bias = layerOptions.bias();
        if (layerOptions.output() == Activation.SOFTMAX) {
            if (units == 0) {
                throw new IllegalArgumentException(
                        "--recurrent with softmax outputs connects the hidden units, and there"
                                + " are none: set their number with --hidden");
            }
            Layer inside = new Layer(units, layerOptions.activation(), bias);
            return List.of(
                    inside.withDropout(dropout).withRecurrence(recurrence),
                    new Layer(outputs, Activation.SOFTMAX, bias));
        }
        if (layerOptions.isActivationGiven() || dropout > 0) {
            throw new IllegalArgumentException(
                    (layerOptions.isActivationGiven() ? "--activation" : "--dropout")
                            + " requires a layer of hidden units, but --recurrent puts them in"
                            + " one layer with the outputs: leave it out, or use"
                            + " --output softmax");
        }
        return List.of(
                new Layer(units + outputs, layerOptions.output(), bias)
                        .withRecurrence(recurrence.withHidden(units)));
    }

    /**
     * Returns whether the first layer is recurrent.
     *
     * @return true with {@code --recurrent}
     */
    public boolean recurrent() {
        return recurrenceOptions.isRecurrent();
    }

    /** The loss function. */
    Loss loss() {
        return loss == null
                ? defaultLoss()
                        .orElseGet(() -> Network.of(1, Layer.of(2, layerOptions.output())).loss())
                : loss;
    }

    /**
     * The distribution of the start weights.
     *
     * @return a normal distribution by default
     */
    public Initializer initializer() {
        return initializer == null ? defaultInitializer : initializer;
    }

    /**
     * Creates a model with start weights.
     *
     * @param network its shape
     * @param seed the seed
     * @return the model
     */
    public Model start(Network network, long seed) {
        return Model.initialize(network, initializer(), new RandomState(seed));
    }

    /**
     * Returns whether the outputs are probabilities.
     *
     * @return true for sigmoid and softmax
     */
    public boolean probabilities() {
        return layerOptions.output() == Activation.SIGMOID
                || layerOptions.output() == Activation.SOFTMAX;
    }

    /**
     * Describes the network without its seed.
     *
     * @param network the network
     * @return such as {@code 4-2-3, sigmoid, without biases, 14 parameters}
     */
    public String describe(Network network) {
        Activation inside = network.layers().getFirst().activation();
        String activations = OptionValues.name(inside);
        if (inside != layerOptions.output()) {
            activations += " and " + OptionValues.name(layerOptions.output());
        }
        return network
                + ", "
                + activations
                + (dropout > 0 ? ", dropout " + dropout : "")
                + ", "
                + (layerOptions.bias() ? "with" : "without")
                + " biases, "
                + Quantities.count(network.parameterCount(), "parameter", "parameters");
    }
}
