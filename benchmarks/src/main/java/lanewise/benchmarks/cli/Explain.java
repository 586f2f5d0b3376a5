package lanewise.benchmarks.cli;

import lanewise.Activation;
import lanewise.benchmarks.cli.command.CommandRunner;
import lanewise.benchmarks.cli.command.HelpOptions;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.Streams;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.explain.Cpu;
import lanewise.benchmarks.explain.CyclePrediction;
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
import lanewise.internal.kernel.vector.Vectors;
import lanewise.internal.tier.KernelProvider;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * The command {@code explain}: shows the kernels generated for a network, their bound on this
 * machine and their operations.
 */
@Command(
        name = "explain",
        description =
                "Shows the specialised kernels of a network and how close they come to their"
                        + " bound.",
        footer = {
            "",
            "The loss is cross-entropy with softmax, otherwise the squared error.",
            "The bound is the time that the ports of a core need for a stage's operations.",
            "",
            "With --predict, C2 compiles the stages in another JVM, and llvm-mca predicts the cycles"
                    + " of their loops on other processors. It assumes that Intel processors divide"
                    + " nearly as fast as they multiply: compare with --cpu.",
            "",
            "Exit codes: 0 success; 2 invalid options, explained in one line; 1 a defect of the"
                    + " program."
        })
public final class Explain implements Callable<Integer> {
    private static final int MAX_ROWS = 1024;

    /** Set in the JVM that prints the compiled code. */
    private static final String PRINTING = "lanewise.explain.printing";

    @Mixin private NetworkArguments network = new NetworkArguments();

    @Option(names = "--no-listing", description = "Print only the table.")
    private boolean noListing;

    @Option(
            names = "--cpu",
            paramLabel = "name",
            converter = Cpus.class,
            description =
                    "Compute the bound, in cycles, of another processor: sapphire-rapids, zen3,"
                            + " zen4 or zen5. Default: here, measured, in ns")
    private Cpu cpu = Cpu.HERE;

    @Option(
            names = "--predict",
            description =
                    "Also predict the cycles on other processors. Needs LLVM 17 or newer, such as"
                            + " Debian's package llvm-19.")
    private boolean predict;

    @Mixin private HelpOptions help = new HelpOptions();

    private final List<String> arguments;
    private final Streams streams;

    private Explain(List<String> arguments, Streams streams) {
        this.arguments = arguments;
        this.streams = streams;
    }

    /**
     * Runs the command and exits the JVM with its exit code.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        System.exit(run(args, Streams.ofProcess()));
    }

    static int run(String[] args, Streams streams) {
        return CommandRunner.run(new Explain(List.of(args), streams), args, streams);
    }

    /**
     * Runs the command.
     *
     * @return {@link CommandRunner#OK}
     * @throws UserError if the network or the machine has no specialised kernels, or LLVM is
     *     missing
     * @throws IOException if another program cannot be started
     * @throws InterruptedException if the thread is interrupted
     */
    @Override
    public Integer call() throws UserError, IOException, InterruptedException {
        List<Dense> layers = layers();
        if (network.activation() == Activation.SOFTMAX) {
            throw new UserError(
                    "--activation softmax: only the last layer can be softmax: use --output"
                            + " softmax");
        }
        String obstacle = KernelProvider.obstacle();
        if (obstacle.isEmpty()) {
            obstacle = NetworkStages.obstacle(layers);
        }
        if (!obstacle.isEmpty()) {
            throw new UserError(obstacle);
        }
        boolean predicts = predict && !Boolean.getBoolean(PRINTING);
        obstacle = predicts ? CyclePrediction.obstacle() : "";
        if (!obstacle.isEmpty()) {
            throw new UserError(obstacle);
        }
        boolean softmax = network.output() == Activation.SOFTMAX;
        ActivationFunction[] functions = new ActivationFunction[layers.size()];
        Arrays.fill(functions, ActivationFunction.valueOf(network.activation().name()));
        functions[functions.length - 1] = ActivationFunction.valueOf(network.output().name());
        LossFunction loss = softmax ? LossFunction.CROSS_ENTROPY : LossFunction.SQUARED_ERROR;
        Kernels kernels = KernelProvider.specialised(layers, functions, loss);
        PortRates rates = cpu.rates(Vectors.SPECIES.vectorBitSize());
        int samples = Lanes.pad(network.rows());
        StageReport report =
                new StageReport(
                        (NetworkStages) kernels.iteration(),
                        block(layers, samples),
                        samples,
                        rates,
                        predicts ? prediction() : null);
        PrintStream out = streams.out();
        out.printf(
                Locale.ROOT,
                "network            %s, %s rows, %s with padding%n",
                network.shape(),
                network.rows(),
                samples);
        out.printf(
                Locale.ROOT,
                "kernels            %s: %.2f multiplications, %.2f operations, %.2f divisions per"
                        + " %s%n%n",
                kernels.name(),
                1 / rates.multiplication(),
                1 / rates.any(),
                1 / rates.division(),
                cpu == Cpu.HERE ? "ns on this core, measured" : "cycle on " + cpu);
        out.print(report.table());
        if (!noListing) {
            out.println();
            out.print(report.listing());
        }
        return CommandRunner.OK;
    }

    /** Runs this command in another JVM, which prints the compiled code. */
    private CyclePrediction prediction() throws UserError, IOException, InterruptedException {
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        java.add("-D" + PRINTING + "=true");
        java.addAll(List.of("-cp", System.getProperty("java.class.path")));
        List<String> main = new ArrayList<>();
        main.add(Explain.class.getName());
        main.addAll(arguments);
        return CyclePrediction.of(java, main)
                .orElseThrow(
                        () ->
                                new UserError(
                                        "C2 printed no code in another JVM: start this one without"
                                                + " debugger, agents and hsdis"));
    }

    private List<Dense> layers() throws UserError {
        List<Integer> units = network.sizes();
        if (network.rows() > MAX_ROWS) {
            throw new UserError(network.rows() + " rows: expected at most " + MAX_ROWS);
        }
        List<Dense> layers = new ArrayList<>();
        layers.add(Dense.first(units.get(0), units.get(1), network.bias()));
        for (int l = 2; l < units.size(); l++) {
            layers.add(layers.getLast().next(units.get(l), network.bias()));
        }
        if (network.output() == Activation.SOFTMAX && units.getLast() < 2) {
            throw new UserError("softmax with one output is always 1: use at least two outputs");
        }
        return layers;
    }

    /** Arbitrary samples: the kernels' time does not depend on the values. */
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
        Arrays.fill(mask, 0, network.rows(), 1f);
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

    /** Converter for processors. */
    static final class Cpus implements ITypeConverter<Cpu> {
        @Override
        public Cpu convert(String text) {
            return OptionValues.oneOf(Cpu.values(), text);
        }
    }
}
