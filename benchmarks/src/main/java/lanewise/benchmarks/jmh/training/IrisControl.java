package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.IrisData;
import lanewise.benchmarks.workload.IrisReference;
import lanewise.benchmarks.workload.IrisTraining;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/** {@link IrisLoop} in C, plain loops vectorised by gcc: the engine's yardstick. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 10, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
public class IrisControl {
    /** True to record error and accuracy of each iteration. */
    @Param({"true", "false"})
    public boolean history;

    private IrisTraining training;

    /** Creates the benchmark; JMH sets its parameters. */
    public IrisControl() {}

    /**
     * Prepares the training and checks its result.
     *
     * @throws IllegalStateException if the library has not been built
     */
    @Setup
    @TearDown
    public void prepare() {
        training = IrisTraining.of(IrisTraining.C, history);
        IrisReference.read().verify(IrisTraining.C, history, training.train());
    }

    /**
     * Trains once.
     *
     * @return the result
     */
    @Benchmark
    @OperationsPerInvocation(IrisData.ITERATIONS)
    public Object train() {
        return training.train();
    }
}
