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
 * A training step of small networks, as in {@link TrainingStep}, by kernels made for the network.
 * With ten and a hundred times the rows it must take ten and a hundred times as long.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class SmallTrainingStep {
    /** Whose kernels. */
    @Param("specialised")
    public String tier;

    /** The network and the number of rows, as {@link NetworkShape} reads them. */
    @Param({
        NetworkShape.IRIS,
        NetworkShape.IRIS_TENFOLD,
        NetworkShape.IRIS_HUNDREDFOLD,
        NetworkShape.DIGITS
    })
    public String network;

    private StepTraining training;
    private TrainingRun run;

    /** For JMH. */
    public SmallTrainingStep() {}

    /** Prepares the training and checks a step. */
    @Setup
    @TearDown
    public void prepare() {
        training = new StepTraining(network, tier, 1);
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
        run.advance(TrainingStep.STEPS);
        return run;
    }
}
