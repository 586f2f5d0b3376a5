package lanewise.benchmarks.profile;

import lanewise.benchmarks.jmh.BenchmarkFailure;
import lanewise.benchmarks.report.table.Table;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JMH profiler, configured for this machine. */
public final class ProfilerRun {
    private static final int ITERATIONS = 4;

    /** C2 compiles later when it must print its code. */
    private static final int PERFASM_WARM_UP = 3;

    /**
     * Prints only the code of the engine and the benchmark: printing all code delays C2 so much
     * that a step takes ten times as long even after 20 seconds.
     */
    private static final String DIRECTIVES =
            """
            [
              { match: "lanewise/*.*", c1: { PrintAssembly: false }, c2: { PrintAssembly: true } },
              { match: "*.*", PrintAssembly: false }
            ]
            """;

    private final JmhProfiler profiler;
    private final String options;

    private ProfilerRun(JmhProfiler profiler, String options) {
        this.profiler = profiler;
        this.options = options;
    }

    /**
     * Checks the prerequisites of a profiler.
     *
     * @param profiler the profiler
     * @param missing receives a line for each missing item, with its remedy
     * @return the profiler; empty if it cannot run
     */
    public static Optional<ProfilerRun> prepare(JmhProfiler profiler, PrintStream missing) {
        if (profiler != JmhProfiler.PERFASM) {
            return Optional.of(new ProfilerRun(profiler, ""));
        }
        Perf perf = Perf.here();
        return prepare(perf, perf.event().isEmpty() ? "" : Disassembler.problem(), missing);
    }

    static Optional<ProfilerRun> prepare(Perf perf, String disassembler, PrintStream missing) {
        Stream.of(perf.problem(), disassembler)
                .filter(line -> !line.isEmpty())
                .forEach(missing::println);
        if (perf.event().isEmpty()) {
            return Optional.empty();
        }
        String all = "events=" + perf.event() + ";skipInterpreter=true;skipVMStubs=true";
        // Without a disassembler, instructions are bytes: no region is hot enough to be shown.
        String options = disassembler.isEmpty() ? all : all + ";hotThreshold=1";
        return Optional.of(new ProfilerRun(JmhProfiler.PERFASM, options));
    }

    /**
     * Runs a workload in a JVM of its own.
     *
     * @param workload the workload
     * @param seconds duration of the measurement; the warm-up takes at least as long
     * @param log receives JMH's output
     * @return the profiler's report
     * @throws BenchmarkFailure if JMH fails
     * @throws IOException if a temporary file cannot be written
     */
    public String run(Workload workload, double seconds, OutputStream log)
            throws BenchmarkFailure, IOException {
        Path directives = Files.createTempFile("lanewise-profile", ".json");
        try {
            TimeValue time = TimeValue.milliseconds((long) (1000 * seconds / ITERATIONS));
            ChainedOptionsBuilder jmh =
                    new OptionsBuilder()
                            .shouldFailOnError(true)
                            .forks(1)
                            .warmupIterations(ITERATIONS * warmUp())
                            .warmupTime(time)
                            .measurementIterations(ITERATIONS)
                            .measurementTime(time)
                            .addProfiler(profiler.id(), options);
            ProfiledStep.select(workload, jmh);
            if (profiler == JmhProfiler.PERFASM) {
                Files.writeString(directives, DIRECTIVES);
                jmh.jvmArgsAppend(
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:CompilerDirectivesFile=" + directives,
                        "-XX:-DisplayVMOutput"); // JMH reads the log, which contains it anyway
            }
            PrintStream lines = new PrintStream(log, true, StandardCharsets.UTF_8);
            return text(
                    new Runner(
                                    jmh.build(),
                                    OutputFormatFactory.createFormatInstance(
                                            lines, VerboseMode.NORMAL))
                            .runSingle());
        } catch (RunnerException e) {
            throw BenchmarkFailure.of("-prof " + profiler.id(), e);
        } finally {
            Files.deleteIfExists(directives);
        }
    }

    /**
     * The approximate duration of a run.
     *
     * @param seconds duration of the measurement
     * @return seconds
     */
    public double duration(double seconds) {
        return (1 + warmUp()) * seconds + (profiler == JmhProfiler.PERFASM ? 5 : 2);
    }

    private int warmUp() {
        return profiler == JmhProfiler.PERFASM ? PERFASM_WARM_UP : 1;
    }

    private String text(RunResult result) {
        String title =
                String.format(
                        Locale.ROOT,
                        "JMH -prof %s, %.3f µs per iteration%s",
                        profiler.id(),
                        result.getPrimaryResult().getScore() / 1e3,
                        remark());
        if (profiler == JmhProfiler.GC) {
            return new Table(
                            title,
                            1,
                            List.of("figure", "value", "unit"),
                            result.getSecondaryResults().keySet().stream()
                                    .map(figure -> row(figure, result))
                                    .toList())
                    .toString();
        }
        String text = result.getSecondaryResults().values().iterator().next().extendedInfo();
        // Before the first heading, JMH describes its own procedure.
        return text.substring(Math.max(0, text.indexOf("....[")))
                .strip()
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n", title + "\n\n", "\n"));
    }

    private String remark() {
        return switch (profiler) {
            case GC -> ", which is JMH's op";
            case STACK -> "; idle threads of the JVM count, too";
            case PERFASM -> "";
        };
    }

    private static List<String> row(String figure, RunResult result) {
        Result<?> value = result.getSecondaryResults().get(figure);
        return List.of(
                figure,
                String.format(Locale.ROOT, "%,.3f", value.getScore()),
                value.getScoreUnit());
    }
}
