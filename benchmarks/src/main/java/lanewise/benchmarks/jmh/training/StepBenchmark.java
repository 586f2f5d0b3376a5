package lanewise.benchmarks.jmh.training;

import lanewise.train.TrainingRun;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

import java.util.concurrent.TimeUnit;

/**
 * One training step: forward, backward and update. Each measured iteration starts a new run, so
 * that all of them learn the same. A subclass, which JMH runs, defines the network and the kernels.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 10, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public abstract class StepBenchmark {
    /** Steps per call. Makes the constant cost of a call negligible, such as waking threads. */
    static final int STEPS = 10;

    private PreparedRuns runs;
    private TrainingRun run;

    StepBenchmark() {}

    /** The training that the parameters specify. */
    abstract StepTraining training();

    /**
     * Checks a step and starts the runs.
     *
     * @param params the numbers of iterations
     */
    @Setup
    public void prepare(BenchmarkParams params) {
        prepare(PreparedRuns.iterations(params));
    }

    void prepare(int iterations) {
        check();
        runs = new PreparedRuns(training(), iterations);
    }

    /** Selects the run of an iteration. */
    @Setup(Level.Iteration)
    public void next() {
        run = runs.next();
    }

    /** Checks a step. */
    @TearDown
    public void check() {
        training().verify();
    }

    /**
     * Advances the run.
     *
     * @return the run
     */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public TrainingRun step() {
        run.advance(STEPS);
        return run;
    }
}
