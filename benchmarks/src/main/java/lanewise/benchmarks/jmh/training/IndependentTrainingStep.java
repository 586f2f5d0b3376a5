package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.NetworkShape;
import lanewise.train.TrainingRun;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

import java.util.concurrent.TimeUnit;

/**
 * The control of {@link LargeTrainingStep} on two threads: two simultaneous runs of one thread
 * each, which share nothing but the machine. Its time per step, counting both runs' steps, is that
 * of two threads with perfect sharing.
 */
@State(Scope.Thread)
@Threads(IndependentTrainingStep.RUNS)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 10, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class IndependentTrainingStep {
    static final int RUNS = 2;

    /** Tier of the kernels. */
    @Param("vector")
    public String tier;

    /** The network and its rows, in the syntax of {@link NetworkShape#parse}. */
    @Param(NetworkShape.LARGE)
    public String network;

    /** Number of runs, for the report: {@value #RUNS}. */
    @Param("" + RUNS)
    public int runs;

    private PreparedRuns prepared;
    private TrainingRun run;

    /** Creates the benchmark; JMH sets its parameters. */
    public IndependentTrainingStep() {}

    /**
     * Checks a step and starts the runs of a thread.
     *
     * @param params the numbers of iterations
     */
    @Setup
    public void prepare(BenchmarkParams params) {
        prepare(PreparedRuns.iterations(params));
    }

    void prepare(int iterations) {
        check();
        prepared = new PreparedRuns(training(), iterations);
    }

    /** Selects the run of an iteration. */
    @Setup(Level.Iteration)
    public void next() {
        run = prepared.next();
    }

    /** Checks a step. */
    @TearDown
    public void check() {
        training().verify();
    }

    private StepTraining training() {
        return new StepTraining(network, tier, 1);
    }

    /**
     * Advances the run of a thread, at the same time as the others.
     *
     * @return the run
     */
    @Benchmark
    @OperationsPerInvocation(RUNS * StepBenchmark.STEPS)
    public TrainingRun step() {
        run.advance(StepBenchmark.STEPS);
        return run;
    }
}
