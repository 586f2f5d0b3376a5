package lanewise.benchmarks.cli;

import lanewise.Activation;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.cli.train.LayerOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The network that {@link Explain} and {@link Profile} examine, and its number of rows. */
@Command
final class NetworkArguments {
    private static final Pattern SIZES = Pattern.compile("[1-9]\\d{0,3}(-[1-9]\\d{0,3})+");

    @Parameters(
            arity = "0..1",
            paramLabel = "network",
            defaultValue = "4-2-3",
            description = "Inputs and units of each layer. Default: ${DEFAULT-VALUE}")
    private String shape;

    @Option(
            names = "--rows",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description = "Number of rows per iteration. Default: 130")
    private int rows = 130;

    @Mixin private LayerOptions layers = new LayerOptions();

    /** The network as typed, such as {@code 4-16-3}. */
    String shape() {
        return shape;
    }

    /**
     * The number of inputs, then the number of units of each layer.
     *
     * @throws UserError unless the network is at least two numbers from 1 to 9999
     */
    List<Integer> sizes() throws UserError {
        if (!SIZES.matcher(shape).matches()) {
            throw new UserError(
                    "network \"" + shape + "\": expected inputs-units-…-outputs, such as 4-2-3");
        }
        return Arrays.stream(shape.split("-")).map(Integer::valueOf).toList();
    }

    int rows() {
        return rows;
    }

    boolean bias() {
        return layers.bias();
    }

    /** Activation of the hidden layers. */
    Activation activation() {
        return layers.activation();
    }

    /** Activation of the last layer. */
    Activation output() {
        return layers.output();
    }
}
