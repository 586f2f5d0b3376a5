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

/**
 * The full reference workload: iris, 4-2-3 sigmoid units, 5000 full-batch iterations from the start
 * weights. An invocation is the whole training; the figure is the time of one iteration.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 10, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
public class IrisLoop {
    /** The implementation; the textbook is the control. */
    @Param({IrisTraining.TEXTBOOK, "scalar", "vector", "specialised"})
    public String implementation;

    /** True to record error and accuracy of each iteration. */
    @Param({"true", "false"})
    public boolean history;

    private IrisTraining training;

    /** Creates the benchmark; JMH sets its parameters. */
    public IrisLoop() {}

    /** Prepares the training and checks its result. */
    @Setup
    @TearDown
    public void prepare() {
        training = IrisTraining.of(implementation, history);
        IrisReference.read().verify(implementation, history, training.train());
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
