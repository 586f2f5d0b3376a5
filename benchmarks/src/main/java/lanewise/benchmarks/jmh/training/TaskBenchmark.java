package lanewise.benchmarks.jmh.training;

import lanewise.benchmarks.workload.EngineTask;
import lanewise.benchmarks.workload.IrisTraining;
import lanewise.benchmarks.workload.Task;
import lanewise.benchmarks.workload.TaskReference;
import lanewise.benchmarks.workload.TextbookTask;
import lanewise.benchmarks.workload.Training;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * A whole training on digits, on one thread. An invocation is the training from its start; the
 * figure is the time of one step, including batching and the constant costs of a training.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
public abstract class TaskBenchmark {
    private final Task task;
    private Training training;

    TaskBenchmark(Task task) {
        this.task = task;
    }

    /**
     * The implementation that the parameters specify: the textbook or one of the engine's tiers.
     */
    abstract String implementation();

    /** Prepares the training and checks its result. */
    @Setup
    @TearDown
    public void prepare() {
        training =
                implementation().equals(IrisTraining.TEXTBOOK)
                        ? new TextbookTask(task)
                        : new EngineTask(task, implementation(), 1);
        TaskReference.of(task).verify(implementation(), training.train());
    }

    /**
     * Trains once.
     *
     * @return the result
     */
    @Benchmark
    @OperationsPerInvocation(Task.DIGITS_STEPS)
    public Object train() {
        return training.train();
    }
}
