package lanewise.benchmarks.jmh.recording;

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
 * The control of {@link RecordingCost}: the same trainings in a Java without Flight Recorder, where
 * the engine cannot publish events.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 5,
        jvmArgsPrepend = {
            "--add-modules=jdk.incubator.vector",
            "--limit-modules=java.base,java.management,jdk.management,jdk.unsupported,jdk.incubator.vector"
        })
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
public class RecordingControl {
    /** The training. */
    @Param({RecordedTraining.IRIS, RecordedTraining.DIGITS})
    public String workload;

    private RecordedTraining training;

    /** Creates the benchmark; JMH sets its parameters. */
    public RecordingControl() {}

    /** Checks the training, and that there is no recorder. */
    @Setup
    @TearDown
    public void prepare() {
        if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
            throw new IllegalStateException("this Java has a Flight Recorder: expected none");
        }
        training = RecordedTraining.of(workload);
        training.verify();
    }

    /**
     * Trains.
     *
     * @return the result
     */
    @Benchmark
    @OperationsPerInvocation(RecordedTraining.ITERATIONS)
    public Object train() {
        return training.train();
    }
}
