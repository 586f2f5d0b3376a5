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
 * An iteration of any {@link Workload}, for JMH's profilers. Not part of any session, as it has no
 * workload of its own. One run continues through all JMH iterations, so that its start does not
 * show in the profile.
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

    /** Number of rows per iteration. */
    @Param("130")
    public int rows;

    /** Activation of the hidden layers. */
    @Param("SIGMOID")
    public Activation activation;

    /** Activation of the last layer. */
    @Param("SIGMOID")
    public Activation output;

    /** True if units have biases. */
    @Param("false")
    public boolean bias;

    /** Tier of the kernels. */
    @Param("AUTO")
    public Tier tier;

    /** Number of threads that share the work. */
    @Param("1")
    public int threads;

    private ProfiledRun run;

    /** Creates the benchmark; JMH sets its parameters. */
    public ProfiledStep() {}

    /** Sets the parameters to a workload. */
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
     * Runs one iteration.
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
