package lanewise.benchmarks.cli.train;

import lanewise.Activation;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the layers of a network do. */
@Command
public final class LayerOptions {

    @Option(names = "--bias", description = "Give each unit a bias.")
    private boolean bias;

    @Option(
            names = "--activation",
            paramLabel = "name",
            converter = TrainingValues.Activations.class,
            description =
                    "Hidden layers: sigmoid, tanh, relu, leaky-relu, softplus, gelu or identity."
                            + " Default: sigmoid")
    private Activation activation;

    @Option(
            names = "--output",
            paramLabel = "name",
            converter = TrainingValues.Activations.class,
            description = "The last layer: softmax, or one of the above. Default: sigmoid")
    private Activation output = Activation.SIGMOID;

    /** Whether units have biases. */
    public boolean bias() {
        return bias;
    }

    /** Whether the user has chosen what hidden layers do. */
    boolean isActivationGiven() {
        return activation != null;
    }

    /** What hidden layers do. */
    public Activation activation() {
        return isActivationGiven() ? activation : Activation.SIGMOID;
    }

    /** What the last layer does. */
    public Activation output() {
        return output;
    }
}
