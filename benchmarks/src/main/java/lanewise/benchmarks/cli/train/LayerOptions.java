package lanewise.benchmarks.cli.train;

import lanewise.Activation;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The activations and biases of a network's layers. */
@Command
public final class LayerOptions {

    @Option(
            names = "--bias",
            description = "Give each unit a bias, as networks for tables always do.")
    private boolean bias;

    @Option(
            names = "--activation",
            paramLabel = "name",
            converter = TrainingValues.Activations.class,
            completionCandidates = TrainingValues.Activations.class,
            description =
                    "Hidden layers: ${COMPLETION-CANDIDATES}; softmax only with --output. Default:"
                            + " sigmoid; for tables relu")
    private Activation activation;

    @Option(
            names = "--output",
            paramLabel = "name",
            converter = TrainingValues.Activations.class,
            description =
                    "Last layer: one of the above, also softmax. Default: sigmoid; for tables by"
                            + " target")
    private Activation output;

    private Activation defaultActivation = Activation.SIGMOID;
    private Activation defaultOutput = Activation.SIGMOID;

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

    /** Sets the activation of hidden layers and of the outputs if none is given, and biases. */
    void useTableDefaults(Activation forOutput) {
        bias = true;
        defaultActivation = Activation.RELU;
        defaultOutput = forOutput;
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
        return isActivationGiven() ? activation : defaultActivation;
    }

    /**
     * The activation of the last layer.
     *
     * @return sigmoid by default
     */
    public Activation output() {
        return output == null ? defaultOutput : output;
    }
}
