package lanewise.benchmarks.cli.train;

import lanewise.Activation;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The activations and biases of a network's layers. */
@Command
public final class LayerOptions {

    @Option(names = "--bias", description = "Give each unit a bias.")
    private boolean bias;

    @Option(
            names = "--activation",
            paramLabel = "name",
            converter = TrainingValues.Activations.class,
            completionCandidates = TrainingValues.Activations.class,
            description =
                    "Hidden layers: ${COMPLETION-CANDIDATES}, but not softmax. Default: sigmoid")
    private Activation activation;

    @Option(
            names = "--output",
            paramLabel = "name",
            converter = TrainingValues.Activations.class,
            description = "Last layer: one of the above, also softmax. Default: sigmoid")
    private Activation output = Activation.SIGMOID;

    /** Creates the options with their default values; picocli sets them. */
    public LayerOptions() {}

    /**
     * Returns whether units have biases.
     *
     * @return true with {@code --bias}
     */
    public boolean bias() {
        return bias;
    }

    /** True if the user chose the activation of hidden layers. */
    boolean isActivationGiven() {
        return activation != null;
    }

    /**
     * The activation of hidden layers.
     *
     * @return sigmoid by default
     */
    public Activation activation() {
        return isActivationGiven() ? activation : Activation.SIGMOID;
    }

    /**
     * The activation of the last layer.
     *
     * @return sigmoid by default
     */
    public Activation output() {
        return output;
    }
}
