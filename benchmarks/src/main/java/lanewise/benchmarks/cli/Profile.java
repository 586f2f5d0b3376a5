package lanewise.benchmarks.cli;

import lanewise.Tier;
import lanewise.benchmarks.cli.bench.JmhLog;
import lanewise.benchmarks.cli.command.CommandRunner;
import lanewise.benchmarks.cli.command.HelpOptions;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.OutputFolder;
import lanewise.benchmarks.cli.command.Quantities;
import lanewise.benchmarks.cli.command.Streams;
import lanewise.benchmarks.cli.command.TemporaryFile;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.cli.train.TrainingValues;
import lanewise.benchmarks.jmh.BenchmarkFailure;
import lanewise.benchmarks.plot.RooflineChart;
import lanewise.benchmarks.profile.JmhProfiler;
import lanewise.benchmarks.profile.MachineLimits;
import lanewise.benchmarks.profile.PhaseProfile;
import lanewise.benchmarks.profile.PhaseProfile.PhaseSum;
import lanewise.benchmarks.profile.PhaseTable;
import lanewise.benchmarks.profile.ProfiledRun;
import lanewise.benchmarks.profile.ProfilerRun;
import lanewise.benchmarks.profile.Workload;
import lanewise.internal.file.AtomicFile;
import lanewise.train.DivergenceException;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.SequencedMap;
import java.util.concurrent.Callable;

/**
 * The command {@code profile}: trains a network for a few seconds and shows where the time goes.
 */
@Command(
        name = "profile",
        description =
                "Trains a network on generated rows and shows where the time of an iteration goes.",
        footer = {
            "",
            "The loss is cross-entropy with softmax, otherwise the squared error, and is computed"
                    + " in each",
            "iteration. Writes profile.jfr (for JDK Mission Control and jfr), flames.html (a"
                    + " flame graph, where",
            "async-profiler is supported) and roofline.png. Specialised kernels may compute the"
                    + " loss within the",
            "last layer's backward phase.",
            "",
            "Each --prof starts a JVM in which JMH measures the kernels of the table. perfasm"
                    + " requires Linux",
            "perf, and hsdis to show instructions; a line reports what is missing.",
            "",
            "Exit codes: 0 success, even if a profiler's prerequisite is missing; 2 invalid"
                    + " options, explained",
            "in one line; 1 a JMH profiler failed, or a defect of the program."
        })
public final class Profile implements Callable<Integer> {
    private static final String RECORDING = "profile.jfr";
    private static final String FLAMES = "flames.html";
    private static final String CHART = "roofline.png";
    private static final double SHORTEST = 0.2;

    /** Limit in seconds. Keeps the number of iterations of any network within an int. */
    private static final double LONGEST = 30;

    @Mixin private NetworkArguments network = new NetworkArguments();

    @Option(
            names = "--kernels",
            paramLabel = "which",
            converter = TrainingValues.Kernels.class,
            description = "auto, scalar, vector or specialised. Default: auto")
    private Tier kernels = Tier.AUTO;

    @Option(
            names = "--threads",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description = "Number of threads that share an iteration. Default: 1")
    private int threads = 1;

    @Option(
            names = "--seconds",
            paramLabel = "n",
            converter = OptionValues.Positive.class,
            description =
                    "Length of the recording, 0.2 to 30; the warm-up takes at least as long, and a"
                            + " measurement without recording a quarter of it. Default: 4")
    private double seconds = 4;

    @Option(
            names = "--prof",
            paramLabel = "name",
            converter = Profilers.class,
            description = "Also run one of JMH's profilers: gc, stack or perfasm. May be repeated.")
    private List<JmhProfiler> profilers = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "directory",
            converter = OptionValues.Location.class,
            description = "Directory for the files. Default: out")
    private Path out = Path.of("out");

    @Mixin private HelpOptions help = new HelpOptions();

    private final Streams streams;

    private Profile(Streams streams) {
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
        return CommandRunner.run(new Profile(streams), args, streams);
    }

    /**
     * Runs the command.
     *
     * @return {@link CommandRunner#OK}, or {@link CommandRunner#FAILED} if a JMH profiler fails
     * @throws UserError if the network or the machine lacks the kernels, or the files cannot be
     *     written
     * @throws IOException if the recording cannot be read back
     */
    @Override
    public Integer call() throws UserError, IOException {
        List<Integer> sizes = network.sizes();
        if (seconds < SHORTEST || seconds > LONGEST) {
            throw new UserError(
                    "--seconds " + seconds + ": expected " + SHORTEST + " to " + (int) LONGEST);
        }
        OutputFolder folder =
                OutputFolder.check(out, List.of(RECORDING, FLAMES, CHART), Path.of(""));
        Workload workload = workload(sizes);
        ProfiledRun run = start(workload);
        List<ProfilerRun> further =
                profilers.stream()
                        .distinct()
                        .flatMap(name -> ProfilerRun.prepare(name, streams.err()).stream())
                        .toList();
        streams.err()
                .printf(
                        Locale.ROOT,
                        "profiling for about %.0f s ...%n",
                        2.25 * seconds
                                + MachineLimits.SECONDS
                                + further.stream().mapToDouble(p -> p.duration(seconds)).sum());
        Path recording = TemporaryFile.create(".jfr");
        Path flames = TemporaryFile.create(".html");
        try {
            MachineLimits limits = MachineLimits.get();
            ProfiledRun.Timing timing = run.profile(seconds, recording, flames);
            PhaseProfile phases = PhaseProfile.read(recording);
            print(run, timing, phases, limits);
            SequencedMap<String, AtomicFile.Content> contents = new LinkedHashMap<>();
            contents.put(RECORDING, stream -> Files.copy(recording, stream));
            if (run.flamesProblem().isEmpty()) {
                contents.put(FLAMES, stream -> Files.copy(flames, stream));
            } else {
                streams.err().println(run.flamesProblem());
                if (Files.exists(out.resolve(FLAMES))) {
                    streams.err().println(out.resolve(FLAMES) + " is from an earlier run");
                }
            }
            write(folder, contents, stream -> chart(phases, limits).writePng(stream));
            return runAll(further, workload.on(tier(phases.kernels())));
        } catch (DivergenceException e) {
            throw new UserError(e.getMessage(), e);
        } catch (NoSuchElementException e) {
            throw new UserError(
                    "no phase was recorded in --seconds " + seconds + ": record for longer", e);
        } catch (IOException e) {
            throw TemporaryFile.unusable(e);
        } finally {
            Files.deleteIfExists(recording);
            Files.deleteIfExists(flames);
        }
    }

    private void write(
            OutputFolder folder,
            SequencedMap<String, AtomicFile.Content> contents,
            AtomicFile.Content chart)
            throws UserError {
        try {
            folder.write(contents);
            SequencedMap<String, AtomicFile.Content> pictures = new LinkedHashMap<>();
            pictures.put(CHART, chart);
            folder.draw(pictures)
                    .ifPresent(
                            problem ->
                                    streams.err()
                                            .println(
                                                    "profile: "
                                                            + problem
                                                            + "; if fonts are missing, install"
                                                            + " fontconfig and a font"));
        } finally {
            folder.written().forEach(file -> streams.err().println("wrote " + file));
        }
    }

    private Workload workload(List<Integer> sizes) {
        return new Workload(
                sizes,
                network.activation(),
                network.output(),
                network.bias(),
                network.rows(),
                kernels,
                threads);
    }

    /** The tier of kernels, whose name begins with it; the run may have switched to others. */
    private static Tier tier(String kernels) {
        return Tier.valueOf(kernels.replaceFirst("-.*", "").toUpperCase(Locale.ROOT));
    }

    private int runAll(List<ProfilerRun> further, Workload workload) throws UserError, IOException {
        for (ProfilerRun profiler : further) {
            try (JmhLog log = JmhLog.create()) {
                try {
                    streams.out().print("\n" + profiler.run(workload, seconds, log.stream()));
                } catch (BenchmarkFailure e) {
                    log.keep();
                    streams.err()
                            .println(
                                    "profile: "
                                            + e.getMessage()
                                            + " (JMH's full log: "
                                            + log.file()
                                            + ")");
                    return CommandRunner.FAILED;
                }
            }
        }
        return CommandRunner.OK;
    }

    private ProfiledRun start(Workload workload) throws UserError {
        try {
            return new ProfiledRun(workload);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private void print(
            ProfiledRun run, ProfiledRun.Timing timing, PhaseProfile phases, MachineLimits limits) {
        PrintStream to = streams.out();
        to.printf(
                Locale.ROOT,
                "network     %s, %,d rows, %s%n",
                run.network(),
                network.rows(),
                Quantities.count(threads, "thread", "threads"));
        to.printf(Locale.ROOT, "kernels     %s: %s%n", run.kernels(), run.kernelsReason());
        to.printf(
                Locale.ROOT,
                "iteration   %.3f µs, %.0f bytes allocated; %.3f µs with recording and flame"
                        + " graph%n",
                timing.nanos() / 1e3,
                timing.bytes(),
                timing.recordedNanos() / 1e3);
        to.printf(
                Locale.ROOT,
                "limits      of one core, measured now: %.0f GFLOP/s, %.0f GB/s from the"
                        + " first-level"
                        + " cache, %.0f GB/s from memory%n%n",
                limits.gflops(),
                limits.firstLevel(),
                limits.memory());
        to.print(PhaseTable.of(phases, limits, threads));
    }

    private RooflineChart chart(PhaseProfile profile, MachineLimits limits) {
        List<RooflineChart.Dot> dots =
                profile.phases().stream()
                        .filter(phase -> phase.flops() > 0)
                        .map(Profile::dot)
                        .toList();
        return new RooflineChart(
                network.shape() + " × " + network.rows() + ", " + profile.kernels(),
                limits.gflops() * threads,
                List.of(
                        new RooflineChart.Slope("first-level cache", limits.firstLevel() * threads),
                        new RooflineChart.Slope("memory", limits.memory())),
                dots);
    }

    private static RooflineChart.Dot dot(PhaseSum phase) {
        return new RooflineChart.Dot(
                phase.phase() + ", layer " + phase.layer(),
                (double) phase.flops() / phase.bytes(),
                (double) phase.flops() / phase.nanos());
    }

    /** Converter for JMH profilers. */
    static final class Profilers implements ITypeConverter<JmhProfiler> {
        @Override
        public JmhProfiler convert(String text) {
            return OptionValues.oneOf(JmhProfiler.values(), text);
        }
    }
}
