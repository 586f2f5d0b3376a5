package lanewise.benchmarks.cli;

import lanewise.Activation;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the layers of a network do. */
@Command
final class LayerOptions {

    @Option(names = "--bias", description = "Give each unit a bias.")
    private boolean bias;

    @Option(
            names = "--activation",
            paramLabel = "name",
            converter = OptionValues.Activations.class,
            description =
                    "Hidden layers: sigmoid, tanh, relu, leaky-relu, softplus, gelu or identity."
                            + " Default: sigmoid")
    private Activation activation;

    @Option(
            names = "--output",
            paramLabel = "name",
            converter = OptionValues.Activations.class,
            description = "The last layer: softmax, or one of the above. Default: sigmoid")
    private Activation output = Activation.SIGMOID;

    /** Whether units have biases. */
    boolean bias() {
        return bias;
    }

    /** Whether the user has chosen what hidden layers do. */
    boolean isActivationGiven() {
        return activation != null;
    }

    /** What hidden layers do. */
    Activation activation() {
        return isActivationGiven() ? activation : Activation.SIGMOID;
    }

    /** What the last layer does. */
    Activation output() {
        return output;
    }
}
