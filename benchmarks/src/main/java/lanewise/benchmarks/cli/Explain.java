package lanewise.benchmarks.cli;

import lanewise.Activation;
import lanewise.benchmarks.explain.PortRates;
import lanewise.benchmarks.explain.StageReport;
import lanewise.internal.kernel.ActivationFunction;
import lanewise.internal.kernel.Block;
import lanewise.internal.kernel.Dense;
import lanewise.internal.kernel.Kernels;
import lanewise.internal.kernel.Lanes;
import lanewise.internal.kernel.LossFunction;
import lanewise.internal.kernel.Targets;
import lanewise.internal.kernel.Workspace;
import lanewise.internal.kernel.specialised.NetworkStages;
import lanewise.internal.tier.KernelProvider;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * The command {@code explain}: shows the kernels that are made for a network, what they could reach
 * on this machine and what they do.
 */
@Command(
        name = "explain",
        description =
                "Shows the specialised kernels of a network and how close they come to the bound.",
        footer = {
            "",
            "The loss is cross-entropy with softmax, else the squared error.",
            "The bound is what the ports of this machine's cores need for the operations of a stage.",
            "",
            "Exit codes: 0 success; 2 wrong options, one line says which; 1 a defect of the program."
        })
public final class Explain implements Callable<Integer> {
    private static final int MAX_ROWS = 1024;

    @Parameters(
            paramLabel = "network",
            defaultValue = "4-2-3",
            description = "Inputs and units of each layer. Default: ${DEFAULT-VALUE}")
    private String shape;

    @Option(
            names = "--rows",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description = "Rows that go through the network at once, up to 1024. Default: 130")
    private int rows = 130;

    @Mixin private LayerOptions layerOptions = new LayerOptions();

    @Option(names = "--no-listing", description = "The table only.")
    private boolean noListing;

    @Mixin private HelpOptions help = new HelpOptions();

    private final Streams streams;

    private Explain(Streams streams) {
        this.streams = streams;
    }

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        System.exit(run(args, Streams.ofProcess()));
    }

    static int run(String[] args, Streams streams) {
        return CommandRunner.run(new Explain(streams), args, streams);
    }

    /**
     * Does what the options say.
     *
     * @return {@link CommandRunner#OK}
     * @throws UserError if there are no specialised kernels for the network or the machine
     */
    @Override
    public Integer call() throws UserError {
        List<Dense> layers = layers();
        String obstacle = KernelProvider.obstacle();
        if (obstacle.isEmpty()) {
            obstacle = NetworkStages.obstacle(layers);
        }
        if (!obstacle.isEmpty()) {
            throw new UserError(obstacle);
        }
        boolean softmax = layerOptions.output() == Activation.SOFTMAX;
        ActivationFunction[] functions = new ActivationFunction[layers.size()];
        Arrays.fill(functions, ActivationFunction.valueOf(layerOptions.activation().name()));
        functions[functions.length - 1] = ActivationFunction.valueOf(layerOptions.output().name());
        LossFunction loss = softmax ? LossFunction.CROSS_ENTROPY : LossFunction.SQUARED_ERROR;
        Kernels kernels = KernelProvider.specialised(layers, functions, loss);
        PortRates rates = PortRates.measure();
        int samples = Lanes.pad(rows);
        StageReport report =
                new StageReport(
                        (NetworkStages) kernels.iteration(),
                        block(layers, samples),
                        samples,
                        rates);
        PrintStream out = streams.out();
        out.printf(
                Locale.ROOT,
                "network            %s, %s rows, %s with padding%n",
                shape,
                rows,
                samples);
        out.printf(
                Locale.ROOT,
                "kernels            %s: %.2f multiplications, %.2f operations, %.2f divisions per ns"
                        + " on this core, measured%n%n",
                kernels.name(),
                1 / rates.multiplication(),
                1 / rates.any(),
                1 / rates.division());
        out.print(report.table());
        if (!noListing) {
            out.println();
            out.print(report.listing());
        }
        return CommandRunner.OK;
    }

    private List<Dense> layers() throws UserError {
        List<Integer> units = NetworkSizes.parse(shape);
        if (rows > MAX_ROWS) {
            throw new UserError(
                    rows + " rows: expected up to " + MAX_ROWS + ", as many as go at once");
        }
        List<Dense> layers = new ArrayList<>();
        layers.add(Dense.first(units.get(0), units.get(1), layerOptions.bias()));
        for (int l = 2; l < units.size(); l++) {
            layers.add(layers.getLast().next(units.get(l), layerOptions.bias()));
        }
        if (layerOptions.output() == Activation.SOFTMAX && units.getLast() < 2) {
            throw new UserError("softmax with one output is always 1: give it at least two");
        }
        return layers;
    }

    /** Any samples do: the kernels take the same time for all numbers. */
    private Block block(List<Dense> layers, int samples) {
        float[][] sums = new float[layers.size()][];
        float[][] activations = new float[layers.size()][];
        float[][] deltas = new float[layers.size()][];
        for (int l = 0; l < layers.size(); l++) {
            int length = layers.get(l).outputs() * samples;
            sums[l] = new float[length];
            activations[l] = new float[length];
            deltas[l] = new float[length];
        }
        int parameters = layers.getLast().end();
        Block block =
                new Block(
                        sums,
                        activations,
                        deltas,
                        new float[Lanes.pad(parameters)],
                        new Workspace(layers, samples));
        Random random = new Random(1);
        int outputs = layers.getLast().outputs();
        float[] mask = new float[samples];
        Arrays.fill(mask, 0, rows, 1f);
        block.set(
                numbers(parameters, random),
                numbers(layers.getFirst().inputs() * samples, random),
                0,
                samples,
                samples,
                new Targets(
                        outputs,
                        numbers(outputs * samples, random),
                        samples,
                        mask,
                        new float[samples]));
        return block;
    }

    private static float[] numbers(int length, Random random) {
        float[] numbers = new float[length];
        for (int k = 0; k < length; k++) {
            numbers[k] = random.nextFloat() - 0.5f;
        }
        return numbers;
    }
}
