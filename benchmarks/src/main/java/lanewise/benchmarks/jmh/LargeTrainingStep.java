package lanewise.benchmarks.jmh;

import lanewise.TrainingRun;

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
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * {@link TrainingStep} of a network that is large enough for threads to share it. The scalar
 * kernels, which take a third of a second for a step, are left to whoever asks for them by {@code
 * -p tier=scalar}. Warmed up longer than other benchmarks, as C2 takes the threads' processors
 * until it has compiled.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 10, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class LargeTrainingStep {
    /** Whose kernels. */
    @Param("vector")
    public String tier;

    /** The network and the number of rows, as {@link NetworkShape} reads them. */
    @Param(NetworkShape.LARGE)
    public String network;

    /** How many threads share a step. */
    @Param({"1", "2"})
    public int threads;

    private StepTraining training;
    private TrainingRun run;

    /** For JMH. */
    public LargeTrainingStep() {}

    /** Prepares the training and checks a step. */
    @Setup
    @TearDown
    public void prepare() {
        training = new StepTraining(network, tier, threads);
        training.verify();
    }

    /** Begins a run. */
    @Setup(Level.Iteration)
    public void begin() {
        run = training.begin();
    }

    /**
     * Advances the run.
     *
     * @return the run
     */
    @Benchmark
    @OperationsPerInvocation(TrainingStep.STEPS)
    public TrainingRun step() {
        // Several at once: an advance calls its threads from wherever they went after the last.
        run.advance(TrainingStep.STEPS);
        return run;
    }
}
