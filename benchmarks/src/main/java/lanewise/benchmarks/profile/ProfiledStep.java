package lanewise.benchmarks.profile;

import lanewise.Activation;
import lanewise.Tier;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * An iteration of any {@link Workload}, for JMH's profilers. It belongs to no session of
 * benchmarks, as it has no workload of its own. One run goes on through all iterations of JMH: what
 * it costs to begin one is nothing that a profiler should find.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class ProfiledStep {
    private static final int STEPS = 10;

    /** Inputs, and the units of each layer. */
    @Param("4-2-3")
    public String network;

    /** The rows of an iteration. */
    @Param("130")
    public int rows;

    /** What hidden layers do. */
    @Param("SIGMOID")
    public Activation activation;

    /** What the last layer does. */
    @Param("SIGMOID")
    public Activation output;

    /** Whether units have biases. */
    @Param("false")
    public boolean bias;

    /** Who computes. */
    @Param("AUTO")
    public Tier tier;

    /** How many threads share the work. */
    @Param("1")
    public int threads;

    private ProfiledRun run;

    /** For JMH. */
    public ProfiledStep() {}

    /** Chooses the workload. */
    static void select(Workload workload, ChainedOptionsBuilder options) {
        options.include("^" + ProfiledStep.class.getName().replace(".", "\\.") + "\\.step$")
                .param(
                        "network",
                        workload.sizes().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining("-")))
                .param("rows", String.valueOf(workload.rows()))
                .param("activation", workload.activation().name())
                .param("output", workload.output().name())
                .param("bias", String.valueOf(workload.bias()))
                .param("tier", workload.tier().name())
                .param("threads", String.valueOf(workload.threads()));
    }

    /** Starts the run. */
    @Setup
    public void start() {
        List<Integer> sizes = Arrays.stream(network.split("-")).map(Integer::valueOf).toList();
        run = new ProfiledRun(new Workload(sizes, activation, output, bias, rows, tier, threads));
    }

    /**
     * Goes on.
     *
     * @return the run
     */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public ProfiledRun step() {
        run.advance(STEPS);
        return run;
    }
}
